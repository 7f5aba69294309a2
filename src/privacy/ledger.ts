import {
  dayName,
  type Earlier,
  type FigureEstimate,
  type Memory,
  monthSpan,
  Private,
  type Span,
  type Unit,
  type Window,
  weekSpan,
} from '../algebra/index.js'
import type { Figure, Release } from '../release/index.js'

/** Something that was told, as JSON: rows of a figure in a span of time, a figure over a window, the spans of a kind of unit. */
export interface Entry {
  figure: string
  cell: string
  body: string
}

/** What earlier releases of the same data let out, with the figures themselves. */
export interface Told extends Earlier {
  figure(id: string): Figure | null
}

const SPANS = 'spans'

/** Reads what the ledger holds of the same data. */
export function told(entries: readonly Entry[], window: Window): Told {
  const known = new Map(entries.map(({ figure, cell, body }) => [`${figure} ${cell}`, body]))
  const read = <T>(figure: string, cell: string): T | null => {
    const body = known.get(`${figure} ${cell}`)
    return body === undefined ? null : (JSON.parse(body) as T)
  }
  return {
    spans: (of) => read<Span[]>(SPANS, of) ?? [],
    rows: (figure, of, span) => read<Record<string, unknown>[]>(figure, spanCell(of, span)),
    figureRows: (figure) => read<Figure>(figure, windowCell(window))?.rows ?? null,
    has: (figure) => known.has(`${figure} ${windowCell(window)}`),
    figure: (id) => read<Figure>(id, windowCell(window)),
  }
}

/** What the ledger keeps of a release, for those after it. Spans that a moved window leaves out stay known. */
export function entriesOf(
  release: Release,
  estimates: readonly FigureEstimate[],
  { spans }: Memory,
  before: Told,
  window: Window,
): Entry[] {
  const entries: Entry[] = []
  const enter = (figure: string, cell: string, body: unknown) =>
    entries.push({ figure, cell, body: JSON.stringify(body) })
  for (const [unit, now] of Object.entries(spans)) {
    const of = unit as Unit
    const apart = before.spans(of).filter((old) => old.closed && now.every((span) => !overlap(old, span)))
    enter(
      SPANS,
      of,
      [...apart, ...now].sort((a, b) => a.from - b.from),
    )
    for (const { spec, rows, repeats } of estimates) {
      if (spec.unit !== of || repeats === true) continue
      for (const span of now) {
        const own = rows.filter((row) => !('suppressed' in row) && isOf(row, span))
        if (own.length > 0) enter(spec.id, spanCell(of, span), own)
      }
    }
  }
  for (const figure of release.figures) if (figure.rows.length > 0) enter(figure.id, windowCell(window), figure)
  return entries
}

const overlap = (a: Span, b: Span) => a.from <= b.to && b.from <= a.to
const spanCell = (of: Unit, { from, to }: Span) => `${of} ${from}/${to}`
const windowCell = ({ from, to }: Window) => `window ${from ?? ''}/${to ?? ''}`

/** Whether a row speaks of a span: its last day with the number of days, its weeks, or its months. */
function isOf(row: Record<string, unknown>, { from, to }: Span): boolean {
  if (row.window === '7d' || row.window === 'weeks') return row.day === dayName(to) && row.days === to - from + 1
  if (row.week !== undefined) return row.week === weekSpan(from, to)
  return row.month === monthSpan(from, to)
}

/** What the store keeps of a release once the gate has let it out: which units it told apart, and what it told of them. */
export function remembered(
  release: Release,
  figures: readonly Private<FigureEstimate>[],
  memory: Private<Memory>,
  before: Private<Told>,
  window: Window,
  definition: string,
) {
  return Private.both(Private.all(figures), Private.both(memory, before)).map(([estimates, [kept, earlier]]) => ({
    tellings: kept.tellings,
    published: entriesOf(release, estimates, kept, earlier, window).map((entry) => ({ definition, ...entry })),
  }))
}
