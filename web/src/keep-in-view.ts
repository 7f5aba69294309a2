/** Figures above are drawn one after the other, and push down what stands below them. */
const SETTLED = 4000

/** Brings an element to the top of the window, and keeps it there while the page grows above it, until somebody moves. */
export function keepInView(element: Element): void {
  const look = () => element.scrollIntoView({ behavior: 'instant', block: 'start' })
  const observer = new ResizeObserver(look)
  const moves = ['wheel', 'touchstart', 'pointerdown', 'keydown']
  const stop = () => {
    observer.disconnect()
    for (const move of moves) window.removeEventListener(move, stop)
  }
  for (const move of moves) window.addEventListener(move, stop, { passive: true })
  setTimeout(stop, SETTLED)
  look()
  observer.observe(document.body)
}
