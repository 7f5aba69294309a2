import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { chartOf, PAGE_THEME, type View, whyEmpty } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'

interface Props {
  figure: Figure
  view: View
  /** The same figure of another release. */
  other: Figure | undefined
  /** Figures further down are drawn after those above them. */
  order: number
  describedBy: string
}

/** A narrower frame is one that is not laid out yet. */
const NARROWEST = 200

/** The chart of a figure, drawn anew when its view or its width changes. */
export function Drawing({ figure, view, other, order, describedBy }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const due = useTurn(order)
  const [state, setState] = useState<'waiting' | 'drawn' | 'nothing'>('waiting')
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || !due || width < NARROWEST) return
    const drawn = chartOf(figure).draw(figure, view, { document, width, theme: PAGE_THEME, pointing: true }, other)
    setState(drawn === null ? 'nothing' : 'drawn')
    if (!drawn) return element.replaceChildren()
    drawn.setAttribute('role', 'img')
    for (const part of drawn.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    drawn.setAttribute('aria-describedby', describedBy)
    element.replaceChildren(drawn)
  }, [figure, view, other, width, due, describedBy])
  return (
    <>
      <div ref={frame} className={`drawing ${state}`} />
      {state === 'nothing' && <p className="empty">{whyEmpty(figure)}</p>}
    </>
  )
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}

/** True from the moment on which it is this figure's turn: at once for the first, in idle moments for the others. */
function useTurn(order: number): boolean {
  const [due, setDue] = useState(order === 0)
  useEffect(() => {
    if (due) return
    const timer = setTimeout(() => setDue(true), 30 * order)
    return () => clearTimeout(timer)
  }, [due, order])
  return due
}
