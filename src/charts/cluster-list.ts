import * as Plot from '@observablehq/plot'
import type { Spread } from './cluster-group.js'
import { linesOf, type Measure, measureOn } from './cluster-text.js'
import { range } from './intervals.js'
import { NOTHING } from './numbers.js'
import { isNarrow, type Surface } from './surface.js'
import type { Unit } from './units.js'

/** One row of a list: a name, a value with its interval, and a few words. */
export interface ListRow extends Spread {
  name: string
  /** The last column, such as how much it stands for. */
  tail: string
  quiet: boolean
  suppressed?: string | undefined
  /** Told by others: a hollow diamond. */
  published?: boolean
  /** The same row of another release. */
  other?: Spread | undefined
  /** What the pointer says. */
  says: string
}

export interface ListSection {
  title: string
  /** What head the columns of values and of words. */
  heads: readonly [value: string, tail: string]
  rows: readonly ListRow[]
}

/** The title of a section at its place. */
export interface PlacedTitle extends Pick<ListSection, 'title' | 'heads'> {
  y: number
}

/** A row with the lines of its name, and the pixel at which its point is drawn. */
export interface PlacedRow extends ListRow {
  lines: readonly string[]
  /** The middle of its words. */
  y: number
  /** The middle of its point. */
  at: number
}

const [FONT, LINE, GAP] = [12, 15, 10]

interface List {
  sections: readonly ListSection[]
  unit: Unit
  other: boolean
}

/** Where rows, titles and their words stand. Narrow surfaces have words above points, others beside them. */
export function placeList({ sections, unit, other }: List, surface: Surface) {
  const narrow = isNarrow(surface)
  const measure = measureOn(surface)
  const columns = widthsOf(sections, unit, measure)
  const margin = narrow
    ? { left: 12, right: 14 }
    : {
        left: Math.ceil(Math.min(columns.name, surface.width * 0.42) + 14),
        right: Math.ceil(columns.value + columns.tail + 24),
      }
  const room = narrow ? surface.width - 6 : margin.left - 14
  let bottom = 4
  const titles: PlacedTitle[] = []
  const rows = sections.flatMap(({ title, heads, rows }, i) => {
    if (i > 0) bottom += 12
    titles.push({ title, heads, y: bottom + 10 })
    bottom += 24
    return rows.map((row): PlacedRow => {
      const beside = narrow ? measure(sayRow(row, unit), FONT) + 14 : 0
      const lines = narrow ? aside(row.name, room, beside, measure) : linesOf(row.name, room, 2, FONT, measure)
      const words = lines.length * LINE
      const height = (narrow ? words + 16 : words) + GAP + (other && row.other ? 8 : 0)
      const y = bottom + GAP / 2 + words / 2
      const at = narrow ? bottom + GAP / 2 + words + 7 : y
      bottom += height
      return { ...row, lines, y, at }
    })
  })
  return { rows, titles, bottom, margin, words: rowWords({ rows, titles, unit, margin, columns }, surface) }
}

/** Lines of a name whose first line leaves room for what stands at its end. */
function aside(name: string, room: number, beside: number, measure: Measure): string[] {
  const whole = linesOf(name, room - beside, 1, FONT, measure)
  if (!whole[0]?.endsWith('…')) return whole
  return linesOf(name, room - beside, 3, FONT, measure)
}

const sayRow = (row: ListRow, unit: Unit): string => {
  if (row.value === null) return row.suppressed ? '' : NOTHING
  const interval = range(row.low, row.high, unit)
  return interval === NOTHING ? unit.say(row.value) : `${unit.say(row.value)} (${interval})`
}

function widthsOf(sections: readonly ListSection[], unit: Unit, measure: Measure) {
  const rows = sections.flatMap(({ rows }) => rows)
  const heads = sections.map(({ heads }) => heads)
  const widest = (words: readonly string[]) => words.reduce((most, word) => Math.max(most, measure(word, FONT)), 0)
  return {
    name: widest(rows.map(({ name }) => name)),
    value: widest([...rows.map((row) => sayRow(row, unit)), ...heads.map(([value]) => value)]),
    tail: widest([...rows.map(({ tail }) => tail), ...heads.map(([, tail]) => tail)]),
  }
}

interface Words {
  rows: readonly PlacedRow[]
  titles: readonly PlacedTitle[]
  unit: Unit
  margin: { left: number; right: number }
  columns: { value: number; tail: number }
}

function rowWords({ rows, titles, unit, margin, columns }: Words, surface: Surface): Plot.Markish[] {
  const { ink, muted, paper } = surface.theme
  const fill = ({ quiet, published }: PlacedRow) => (quiet || published ? muted : ink)
  const narrow = isNarrow(surface)
  const text = { fontSize: FONT, lineHeight: LINE / FONT, stroke: paper, strokeWidth: 4 } as const
  const end = { ...text, frameAnchor: 'right', textAnchor: 'end' } as const
  const name = ({ lines }: PlacedRow) => lines.join('\n')
  const reasons = Plot.text(
    rows.filter(({ suppressed }) => suppressed !== undefined),
    {
      ...text,
      y: 'at',
      frameAnchor: 'left',
      textAnchor: 'start',
      dx: 18,
      text: ({ suppressed }: PlacedRow) => `withheld: ${suppressed}`,
      fontStyle: 'italic',
      fontSize: 11,
      fill: muted,
    },
  )
  const title = Plot.text(titles, {
    y: 'y',
    frameAnchor: 'left',
    textAnchor: 'start',
    dx: -margin.left + 2,
    text: 'title',
    fontSize: FONT,
    fontWeight: 600,
    fill: ink,
  })
  if (narrow) {
    const first = ({ y, lines }: PlacedRow) => y - ((lines.length - 1) * LINE) / 2
    return [
      Plot.text(rows, { ...text, frameAnchor: 'left', textAnchor: 'start', dx: -10, y: 'y', text: name, fill }),
      Plot.text(rows, { ...end, dx: 12, y: first, text: (row: PlacedRow) => sayRow(row, unit), fill: muted }),
      reasons,
      title,
    ]
  }
  const head = { y: 'y', frameAnchor: 'right', textAnchor: 'end', fontSize: 11, fill: muted } as const
  return [
    title,
    Plot.text(titles, { ...head, dx: columns.value + 12, text: ({ heads }: PlacedTitle) => heads[0] }),
    Plot.text(titles, { ...head, dx: margin.right - 2, text: ({ heads }: PlacedTitle) => heads[1] }),
    Plot.text(rows, { ...text, frameAnchor: 'left', textAnchor: 'end', dx: -10, y: 'y', text: name, fill }),
    Plot.text(rows, { ...end, dx: columns.value + 12, y: 'y', text: (row: PlacedRow) => sayRow(row, unit), fill }),
    Plot.text(rows, { ...end, dx: margin.right - 2, y: 'y', text: 'tail', fill: muted }),
    reasons,
  ]
}
