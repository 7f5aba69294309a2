import type { Earlier, Memory, Span, Unit, Window } from '../algebra/index.js'
import type { Figure, Release } from '../release/index.js'

/** A figure that was let out, as JSON: of a span of time or over a window, or the spans that were told of a kind of unit. */
export interface Entry {
  figure: string
  cell: string
  body: string
}

/** What earlier releases of the same data let out, with the figures themselves. */
export interface Told extends Earlier {
  figure(id: string): Figure | null
  /** Spans of a kind of unit, wherever they lie. */
  allSpans(of: Unit): readonly Span[]
}

const SPANS = 'spans'
const DAY_MS = 86_400_000
type Rows = readonly Record<string, unknown>[]

/** Reads what the ledger holds of the same data. */
export function told(entries: readonly Entry[], window: Window): Told {
  const known = new Map(entries.map(({ figure, cell, body }) => [`${figure} ${cell}`, body]))
  const read = <T>(figure: string, cell: string): T | null => {
    const body = known.get(`${figure} ${cell}`)
    return body === undefined ? null : (JSON.parse(body) as T)
  }
  const spans = (of: Unit) => read<Span[]>(SPANS, of) ?? []
  return {
    spans,
    allSpans: spans,
    rows: (figure, of, span) => read<Record<string, unknown>[]>(figure, spanCell(of, span)),
    has: (figure) => known.has(`${figure} ${windowCell(window)}`),
    figure: (id) => read<Figure>(id, windowCell(window)),
  }
}

/** What the ledger keeps of a release, for those after it. Spans that a moved window leaves out stay known. */
export function entriesOf(release: Release, { spans }: Memory, before: Told, window: Window): Entry[] {
  const entries: Entry[] = []
  const enter = (figure: string, cell: string, body: unknown) =>
    entries.push({ figure, cell, body: JSON.stringify(body) })
  for (const [unit, now] of Object.entries(spans)) {
    const of = unit as Unit
    const apart = before.allSpans(of).filter((old) => old.closed && now.every((span) => !overlap(old, span)))
    enter(
      SPANS,
      of,
      [...apart, ...now].sort((a, b) => a.from - b.from),
    )
    for (const figure of release.figures) {
      for (const span of now) {
        const rows = (figure.rows as Rows).filter((row) => !('suppressed' in row) && isOf(row, figure.unit, of, span))
        if (rows.length > 0) enter(figure.id, spanCell(of, span), rows)
      }
    }
  }
  for (const figure of release.figures) if (figure.rows.length > 0) enter(figure.id, windowCell(window), figure)
  return entries
}

const overlap = (a: Span, b: Span) => a.from <= b.to && b.from <= a.to
const spanCell = (of: Unit, { from, to }: Span) => `${of} ${from}/${to}`
const windowCell = ({ from, to }: Window) => `window ${from ?? ''}/${to ?? ''}`

/** Whether a row speaks of a span: its last day with the number of days, or its months. */
function isOf(row: Record<string, unknown>, unit: string, of: Unit, { from, to }: Span): boolean {
  if (unit !== of) return false
  if (row.window === '7d' || row.window === 'weeks')
    return row.day === new Date(to * DAY_MS).toISOString().slice(0, 10) && row.days === to - from + 1
  const month = (m: number) => `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`
  return typeof row.month === 'string' && row.month === (from === to ? month(from) : `${month(from)}/${month(to)}`)
}
