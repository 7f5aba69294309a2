import { useEffect, useId, useMemo, useRef, useState } from 'react'
import {
  count,
  type Explored,
  type Group,
  type OutlineLine,
  type OutlineState,
  outlineOf,
  partOf,
  percent,
  SCORE,
  SHOWN,
  sayGroup,
  shownWith,
} from '../../src/charts/index.js'

interface Props {
  explored: Explored
  other: Explored | undefined
  /** The one that is told beside the tree. */
  group: Group
  /** Found by a search; null for all. */
  only: ReadonlySet<string> | null
  onChoose(id: string): void
}

/** Groups as an outline with a bar each; only lines that are in sight are made. */
export function GroupTree({ explored, other, group, only, onChoose }: Props) {
  const { tree } = explored
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<OutlineState>({ open: new Set(), shown: new Map(), only: null })
  const [more, setMore] = useState<string | null>(null)
  // Whatever is chosen is in sight.
  const seen = useMemo(() => shownWith(tree, group.id, state), [tree, group.id, state])
  const lines = useMemo(() => outlineOf(tree, { ...seen, only }), [tree, seen, only])
  const most = useMemo(
    () => tree.within(null).reduce((high, one) => Math.max(high, partOf(explored, one) ?? 0), 0),
    [tree, explored],
  )
  const active = lines.some(({ key }) => key === more) ? more! : group.id
  const at = lines.findIndex(({ key }) => key === active)
  useEffect(() => {
    const box = list.current
    const line = box?.querySelector<HTMLElement>(`[data-key="${active}"]`)
    if (!box || !line) return
    // The page itself stays where it is.
    const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight]
    if (top < box.scrollTop) box.scrollTop = top
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
  }, [active])
  const go = (to: number) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, to))]
    setMore(line?.kind === 'more' ? line.key : null)
    if (line?.kind === 'group') onChoose(line.group.id)
  }
  const toggle = (line: OutlineLine | undefined, wanted?: boolean) => {
    if (line?.kind === 'more') return show(line)
    if (!line || line.open === null || only !== null || line.open === wanted) return
    const open = new Set(seen.open)
    if (line.open) open.delete(line.group.id)
    else open.add(line.group.id)
    setState({ ...seen, open })
  }
  const show = ({ within }: { within: string | null }) => {
    const now = seen.shown.get(within ?? '') ?? SHOWN
    const next = tree.within(within)[now]
    setState({ ...seen, shown: new Map(seen.shown).set(within ?? '', now + SHOWN) })
    setMore(null)
    if (next && only === null) onChoose(next.id)
  }
  const line = lines[at]
  const parent = () => {
    for (let i = at - 1; i >= 0; i--) if (lines[i]!.level < (line?.level ?? 0)) return i
    return at
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isOpen = line?.kind === 'group' && line.open === true
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => (isOpen ? go(at + 1) : line?.kind === 'group' && toggle(line, true)),
      ArrowLeft: () => (isOpen && only === null ? toggle(line, false) : go(parent())),
      Enter: () => toggle(line),
      ' ': () => toggle(line),
    }
    const move = moves[event.key]
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move()
  }
  return (
    <div
      className="outline"
      ref={list}
      role="tree"
      aria-label={explored.label}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {lines.map((one, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the tree, which says which line is active
        <div
          key={one.key}
          id={`${id}-${i}`}
          data-key={one.key}
          role="treeitem"
          tabIndex={-1}
          aria-level={one.level}
          aria-posinset={one.place}
          aria-setsize={one.of}
          aria-selected={one.key === active}
          aria-expanded={one.kind === 'group' ? (one.open ?? undefined) : undefined}
          aria-label={one.kind === 'group' ? sayGroup(explored, one.group) : undefined}
          className={`line ${one.kind}`}
          style={{ paddingLeft: `${(one.level - 1) * 1.1 + 0.3}rem` }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            list.current?.focus({ preventScroll: true })
            if (one.kind === 'more' || one.key === active) toggle(one)
            else go(i)
          }}
        >
          {one.kind === 'more' ? (
            `${count(Math.min(SHOWN, one.left))} more of ${count(one.left)}`
          ) : (
            <Line line={one} explored={explored} other={other} most={most} />
          )}
        </div>
      ))}
    </div>
  )
}

interface LineProps {
  line: Extract<OutlineLine, { kind: 'group' }>
  explored: Explored
  other: Explored | undefined
  most: number
}

function Line({ line: { group, open }, explored, other, most }: LineProps) {
  const part = partOf(explored, group)
  const there = other?.tree.get(group.id)
  const before = there ? partOf(other!, there) : null
  const wide = (value: number | null) => `${most === 0 ? 0 : (100 * (value ?? 0)) / most}%`
  return (
    <>
      <span className={`twisty${open === null ? ' none' : open ? ' open' : ''}`} aria-hidden="true" />
      <span className={`name${group.quiet ? ' quiet' : ''}`}>{group.name}</span>
      <span className="values">
        {group.suppressed ? 'withheld' : part === null ? '' : percent(part)}
        {group.risk.value !== null && group.autonomy.value !== null && (
          <small>
            risk {SCORE.say(group.risk.value)} · autonomy {SCORE.say(group.autonomy.value)}
          </small>
        )}
      </span>
      <span className="bar">
        <i style={{ width: wide(part) }} />
        {before !== null && <i className="theirs" style={{ width: wide(before) }} />}
      </span>
    </>
  )
}
