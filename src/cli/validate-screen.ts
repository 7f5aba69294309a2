import { columnsOf, type Paint, pad, paint, widths, wrap } from '../report/index.js'
import type { JudgeValidation, Repeated, Validation } from '../validate/index.js'

type Row = JudgeValidation['dimensions'][number]

const UNITS = { action: 'actions', turn: 'turns', interrupt: 'interrupts' } as const
const NOTHING = '—'
/** More values than this are told as a list of what was taken for what. */
const MOST_VALUES = 7

/** What is known of how far judges can be trusted, as it is read in a terminal. */
export function validationScreen(validation: Validation, { width, color }: { width: number; color: boolean }): string {
  const ink = paint(color)
  const { by, labellers, elsewhere, clusters, judges, between, published } = validation
  const lines: string[] = []
  const say = (text: string) => lines.push(...indented(text, width))
  if (by === null) {
    lines.push(...wrap('Nobody labelled anything in these logs yet. Begin with: leeway validate --by NAME', width))
    if (elsewhere > 0) lines.push(...wrap(elsewhereText(elsewhere), width))
    return `${lines.join('\n')}\n`
  }
  lines.push(ink.bold('Labels'))
  for (const { by: who, unit, labelled, skipped, chances } of labellers) {
    const left = skipped === 0 ? '' : `, ${skipped} without an answer`
    say(`${who}: ${labelled} ${UNITS[unit]}${left}; ${CHANCES[chances]}`)
  }
  if (elsewhere > 0) say(elsewhereText(elsewhere))
  for (const judge of judges) lines.push('', ...judgeLines(judge, by, width, ink))
  if (between.length > 0) lines.push('', ...repeatedLines('Between those who labelled', between, width, ink))
  lines.push('')
  const legend = [
    'agree: share of units on which judge and label agree, scores within 1. always: what the one best constant answer would get. alpha: Krippendorff’s, 1 is full agreement, 0 chance.',
    clusters === 'contributors'
      ? 'Intervals: 95%, clustered by contributor.'
      : 'Intervals: 95%, clustered by day, since the labels are of fewer than 5 contributors; they describe these people only.',
    `${NOTHING} no interval: under 5 days or contributors of equal weight; no alpha: nothing differed.`,
    `Published: ${published.source}; others’ logs, another judge.`,
  ]
  for (const text of legend) lines.push(...wrap(text, width).map(ink.dim))
  return `${lines.join('\n')}\n`
}

const CHANCES = {
  equal: 'all drawn with the same chance',
  unequal: 'drawn with unequal chance, weighted here',
  unknown: 'drawn with a chance that is not known: this describes these units only',
} as const

const indented = (text: string, width: number): string[] => wrap(text, width - 2, '  ').map((line) => `  ${line}`)

const elsewhereText = (n: number) =>
  `${n} stored label${n === 1 ? ' is' : 's are'} of units outside these logs and this window.`

function judgeLines({ judge, dimensions, retest }: JudgeValidation, by: string, width: number, ink: Paint): string[] {
  const heading = wrap(`${judge}, against the labels of ${by}`, width).map(ink.bold)
  if (dimensions.length === 0)
    return [...heading, ...wrap('No unit has both a label and a verdict of this judge.', width)]
  const units = (Object.keys(UNITS) as (keyof typeof UNITS)[]).filter((unit) => dimensions.some((d) => d.unit === unit))
  return [
    ...heading,
    ...units.flatMap((unit) =>
      tableLines(
        UNITS[unit],
        dimensions.filter((d) => d.unit === unit),
        width,
        ink,
      ),
    ),
    ...dimensions.flatMap((dimension) => differences(dimension, width, ink)),
    ...(retest.length === 0 ? [] : ['', ...repeatedLines('Between its runs', retest, width, ink)]),
  ]
}

const HEAD = ['n', 'agree', '95% interval', 'always', 'alpha', 'published']

function tableLines(unit: string, dimensions: readonly Row[], width: number, ink: Paint): string[] {
  const rows = dimensions.map(cells)
  const sizes = widths([[unit, ...HEAD], ...rows])
  const line = (row: readonly string[]) =>
    row.map((text, i) => pad(text, sizes[i]!, i === 0 ? 'right' : 'left')).join('  ')
  const untold = dimensions.filter(({ untold }) => untold > 0)
  return [
    ...(sizes.reduce((sum, size) => sum + size + 2, -2) <= width
      ? [ink.dim(line([unit, ...HEAD])), ...rows.map(line)]
      : [ink.dim(unit), ...rows.flatMap((row) => stacked(row, width))]),
    ...[...exactLines(dimensions, width), ...dimensions.flatMap((d) => precisionLines(d, width))].map(ink.dim),
    ...untold.flatMap((d) =>
      wrap(`${nameOf(d)}: of ${d.untold} more labelled ${unit} the judge could not tell.`, width).map(ink.dim),
    ),
  ]
}

function cells(row: Row): string[] {
  const { n, accuracy, low, high, constant_accuracy, alpha, published } = row
  return [
    nameOf(row),
    String(n),
    percent(accuracy),
    low === null || high === null ? NOTHING : `${percent(low)}–${percent(high)}`,
    percent(constant_accuracy),
    alpha === null ? NOTHING : alpha.toFixed(2).replace('-', '−'),
    published === null ? NOTHING : `${percent(published.agreement)} of ${published.n}`,
  ]
}

function exactLines(dimensions: readonly Row[], width: number): string[] {
  const told = dimensions.flatMap(({ dimension, exact }) => (exact === null ? [] : [`${dimension} ${percent(exact)}`]))
  return told.length === 0 ? [] : wrap(`exactly the same: ${told.join(', ')}`, width)
}

/** Of the judge's answers of one value, how many were labelled so: where that was published, and so can be compared. */
function precisionLines(row: Row, width: number): string[] {
  const { confusion, published } = row
  if (published === null || published.precision === null) return []
  const told = Object.entries(published.precision).map(([value, share]) => {
    const at = confusion.values.indexOf(value)
    const all = confusion.counts.reduce((sum, line) => sum + (line[at] ?? 0), 0)
    const right = confusion.counts[at]?.[at] ?? 0
    return `of ${all} × ${value} ${percent(all === 0 ? null : right / all)} (published ${percent(share)})`
  })
  return wrap(`${nameOf(row)}, labelled as judged: ${told.join(', ')}`, width)
}

function stacked([name, ...values]: readonly string[], width: number): string[] {
  const told = values.map((value, i) => `${HEAD[i]} ${value}`.replaceAll(' ', '\u00a0')).join(' · ')
  return [...wrap(name!, width), ...wrap(told, width - 2).map((text) => `  ${text.replaceAll('\u00a0', ' ')}`)]
}

const nameOf = ({ dimension, exact }: Row): string => `${dimension.replaceAll('_', ' ')}${exact === null ? '' : ' ±1'}`

const percent = (share: number | null): string => (share === null ? NOTHING : `${Number((100 * share).toFixed(1))}%`)

/** How labels were judged, where there was any difference. */
function differences(row: Row, width: number, ink: Paint): string[] {
  const { values, counts } = row.confusion
  const apart = counts.some((line, i) => line.some((n, j) => n > 0 && i !== j))
  if (!apart) return []
  const name = `${UNITS[row.unit]}: ${row.dimension.replaceAll('_', ' ')}`
  const table = values.length <= MOST_VALUES ? matrix(values, counts) : null
  if (table !== null && Math.max(...table.map((line) => columnsOf(line))) <= width) {
    return ['', ...wrap(`${name}, labels in rows, verdicts in columns`, width).map(ink.dim), ...table]
  }
  const pairs = counts.flatMap((line, i) =>
    line.flatMap((n, j) => (n === 0 || i === j ? [] : [{ n, text: `${shown(values[i]!)} → ${shown(values[j]!)}` }])),
  )
  pairs.sort((a, b) => b.n - a.n)
  const list = pairs.flatMap(({ n, text }) => wrap(`${n} × ${text}`, width - 2, '    ').map((line) => `  ${line}`))
  return ['', ...wrap(`${name}, label → verdict`, width).map(ink.dim), ...list]
}

const shown = (value: string | number): string => String(value).replaceAll('|', ' + ')

function matrix(values: readonly (string | number)[], counts: readonly (readonly number[])[]): string[] {
  const letters = values.map((_, i) => String.fromCharCode(97 + i))
  const rows = [
    ['', '', ...letters],
    ...values.map((value, i) => [letters[i]!, shown(value), ...counts[i]!.map((n) => (n === 0 ? '·' : String(n)))]),
  ]
  const sizes = widths(rows)
  return rows.map((row) => `  ${row.map((text, i) => pad(text, sizes[i]!, i < 2 ? 'right' : 'left')).join('  ')}`)
}

function repeatedLines(heading: string, repeated: readonly Repeated[], width: number, ink: Paint): string[] {
  const told = repeated.map(
    ({ unit, dimension, n, alpha }) =>
      `${UNITS[unit]}: ${dimension.replaceAll('_', ' ')} ${alpha === null ? NOTHING : alpha.toFixed(2).replace('-', '−')} (${n})`,
  )
  return [
    ...wrap(`${heading}: alpha (units)`, width).map(ink.bold),
    ...told.flatMap((text) => wrap(`  ${text}`, width)),
  ]
}
