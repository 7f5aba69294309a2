import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { chartOf, PAGE_THEME, type View, whyEmpty } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { measure } from './measure.js'
import { Places } from './Places.js'

interface Props {
  figure: Figure
  view: View
  /** The same figure of another release. */
  other: Figure | undefined
  /** Figures further down are drawn after those above them. */
  order: number
  describedBy: string
  /** Called when somebody goes into what is drawn, or out again. */
  onView(view: View): void
}

/** A narrower frame is one that is not laid out yet. */
const NARROWEST = 200

/** The chart of a figure, drawn anew when its view or its width changes. */
export function Drawing({ figure, view, other, order, describedBy, onView }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const due = useTurn(order)
  const surface = useMemo(() => ({ document, width, theme: PAGE_THEME, pointing: true, measure }), [width])
  const [height, setHeight] = useState(0)
  const [state, setState] = useState<'waiting' | 'drawn' | 'nothing'>('waiting')
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || !due || width < NARROWEST) return
    const drawn = chartOf(figure).draw(figure, view, surface, other)
    setState(drawn === null ? 'nothing' : 'drawn')
    setHeight(Number(drawn?.getAttribute('height') ?? 0))
    if (!drawn) return element.replaceChildren()
    drawn.setAttribute('role', 'img')
    for (const part of drawn.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    drawn.setAttribute('aria-describedby', describedBy)
    element.replaceChildren(drawn)
  }, [figure, view, other, surface, width, due, describedBy])
  const walk = chartOf(figure).walk
  const trail = walk?.trail(figure, view) ?? []
  const drawn = state === 'drawn'
  const places = useMemo(
    () => (walk && drawn && width >= NARROWEST ? walk.places(figure, view, surface) : []),
    [walk, drawn, width, figure, view, surface],
  )
  return (
    <>
      <div className="walked">
        <div ref={frame} className={`drawing ${state}`} />
        {walk && places.length > 0 && (
          <Places
            places={places}
            width={width}
            height={height}
            within={trail.at(-1)?.id ?? null}
            label={`Groups in the drawing of ${figure.title}`}
            onOpen={(id) => onView(walk.into(view, id))}
            onUp={() => onView(walk.into(view, trail.at(-2)?.id ?? ''))}
          />
        )}
      </div>
      {walk && places.length > 0 && (
        <p className="hint">
          With the drawing in focus, arrow keys go from group to group
          {places.some(({ opens }) => opens > 0) && ', Enter opens one that holds others'}
          {trail.length > 0 && ', Escape goes back'}.
        </p>
      )}
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
