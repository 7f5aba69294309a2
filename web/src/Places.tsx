import { useEffect, useId, useState } from 'react'
import { count, type Place } from '../../src/charts/index.js'

interface Props {
  places: readonly Place[]
  width: number
  height: number
  /** The place that the view lies in; null where it shows everything. */
  within: string | null
  label: string
  onOpen(id: string): void
  onUp(): void
}

/** How near the pointer must come to a mark, in pixels. */
const NEAR = 14

/** Lies over a drawing: tells of the place under the pointer or the keyboard, opens it, and goes up again. */
export function Places({ places, width, height, within, label, onOpen, onUp }: Props) {
  const id = useId()
  const [active, setActive] = useState<string | null>(null)
  const [from, setFrom] = useState(within)
  const [focused, setFocused] = useState(false)
  // After going up, the place that was left is where the keyboard is.
  useEffect(() => {
    if (from === within) return
    setActive(places.some((place) => place.id === from) ? from : focused ? (places[0]?.id ?? null) : null)
    setFrom(within)
  }, [from, within, places, focused])
  const at = places.findIndex((place) => place.id === active)
  const place = places[at]
  const told = place ?? places[0]
  const go = (to: number) => setActive(places[Math.min(places.length - 1, Math.max(0, to))]?.id ?? null)
  const open = (one: Place | undefined) => one && one.opens > 0 && onOpen(one.id)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowRight: () => go(at + 1),
      ArrowDown: () => go(at + 1),
      ArrowLeft: () => go(at - 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(places.length - 1),
      Enter: () => open(place),
      ' ': () => open(place),
      Escape: () => (within === null ? setActive(null) : onUp()),
    }
    const move = moves[event.key]
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move()
  }
  const under = (event: React.MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return nearest(places, event.clientX - left, event.clientY - top)
  }
  if (!told) return null
  return (
    <div
      className={`places${place && place.opens > 0 ? ' opens' : ''}`}
      style={{ width, height }}
      role="listbox"
      aria-label={label}
      aria-activedescendant={`${id}-place`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => {
        setFocused(true)
        setActive((now) => now ?? places[0]!.id)
      }}
      onBlur={() => {
        setFocused(false)
        setActive(null)
      }}
      onPointerMove={(event) => event.pointerType === 'mouse' && setActive(under(event)?.id ?? null)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && !focused && setActive(null)}
      onClick={(event) => {
        const found = under(event)
        // A finger first points, and opens what it points at the second time.
        const pointed = (event.nativeEvent as PointerEvent).pointerType === 'mouse' || found?.id === active
        setActive(found?.id ?? null)
        if (pointed) open(found)
      }}
    >
      {place && <Cross place={place} width={width} height={height} />}
      <div
        id={`${id}-place`}
        role="option"
        tabIndex={-1}
        aria-selected={place !== undefined}
        aria-posinset={Math.max(0, at) + 1}
        aria-setsize={places.length}
        className={place ? 'tip' : 'only-heard'}
        style={place ? besides(place, width, height) : undefined}
      >
        <b>{told.says[0]}</b>
        {told.says.slice(1).map((words) => (
          <span key={words}>{words}</span>
        ))}
        {told.opens > 0 && (
          <span className="more">opens {told.opens === 1 ? 'one group' : `${count(told.opens)} groups`}</span>
        )}
      </div>
    </div>
  )
}

/** The ring around a place and the intervals through it. */
function Cross({ place: { x, y, r, cross }, width, height }: { place: Place; width: number; height: number }) {
  return (
    <svg width={width} height={height} aria-hidden="true">
      <line x1={cross.left} x2={cross.right} y1={y} y2={y} />
      <line x1={x} x2={x} y1={cross.top} y2={cross.bottom} />
      <circle cx={x} cy={y} r={r + 2.5} />
    </svg>
  )
}

/** The place whose mark is under the pointer or nearest to it; of several marks the smallest, which lies on top. */
function nearest(places: readonly Place[], x: number, y: number): Place | undefined {
  let [best, least] = [undefined as Place | undefined, Number.POSITIVE_INFINITY]
  for (const place of places) {
    const away = Math.hypot(place.x - x, place.y - y)
    if (away > place.r + NEAR) continue
    const cost = away <= place.r ? place.r / 1000 : 1 + away - place.r
    if (cost < least) [best, least] = [place, cost]
  }
  return best
}

const TIP = 250

/** Beside its place, inside the drawing. */
function besides({ x, y, r }: Place, width: number, height: number): React.CSSProperties {
  const left = Math.max(0, Math.min(width - TIP, x < width / 2 ? x + r + 10 : x - r - 10 - TIP))
  const narrow = width < 2 * TIP
  const away = narrow ? r + 10 : -12
  return y < height / 2 ? { left, top: y + away } : { left, bottom: height - y + away }
}
