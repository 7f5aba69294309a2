import {
  changeOf,
  type Headline,
  headlinesOf,
  NOTHING,
  range,
  reasonName,
  said,
  sayValue,
  toldFigure,
  type Unit,
} from '../charts/index.js'
import type { Published } from '../release/index.js'
import { pad, widths, wrap } from './layout.js'
import type { Paint } from './paint.js'
import type { ScreenInput } from './screen-input.js'
import { judgedLines } from './screen-judged.js'

const GAP = '  '

/** The headline numbers, as a table where it fits and one below the other where it does not. */
export function numberLines(input: ScreenInput, width: number, paint: Paint): string[] {
  const change = input.recent ? [`${input.recent.days} d change`] : []
  const head = ['', 'value', '95% interval', 'n', ...change, 'published']
  const rows = headlinesOf(input.release).map((headline) => cells(headline, input))
  const sizes = widths([head, ...rows])
  const total = sizes.reduce((sum, size) => sum + size + GAP.length, -GAP.length)
  const lines =
    total <= width
      ? [paint.dim(line(head, sizes)), ...rows.map((row) => line(row, sizes, paint))]
      : rows.flatMap((row) => stacked(head, row, width, paint))
  return [
    ...lines,
    ...judgedLines(input.release, width),
    ...legend(input, rows).flatMap((text) => wrap(text, width).map(paint.dim)),
  ]
}

function cells(headline: Headline, { release, recent }: ScreenInput): string[] {
  const { unit } = headline
  const now = headline.read(release)
  return [
    headline.name,
    sayValue(now, unit),
    now ? range(now.low, now.high, unit) : NOTHING,
    said(toldFigure({}, release), now?.n),
    ...(recent ? [changeOf(headline.read(recent.now), headline.read(recent.before), unit)] : []),
    publishedOf(headline.published(release), unit),
  ]
}

function publishedOf(published: readonly Published[], unit: Unit): string {
  const [first, last] = [published[0], published.at(-1)]
  if (!first || !last) return NOTHING
  return first === last ? unit.say(first.value) : range(first.value, last.value, unit).replace('–', '→')
}

const line = (row: readonly string[], sizes: readonly number[], paint?: Paint): string =>
  row
    .map((text, i) => {
      const padded = pad(text, sizes[i]!, i === 0 ? 'right' : 'left')
      if (!paint || i === 0) return padded
      return i === 1 ? paint.bold(padded) : paint.dim(padded)
    })
    .join(GAP)

function stacked(head: readonly string[], row: readonly string[], width: number, paint: Paint): string[] {
  const [name, value, ...rest] = row
  const details = rest.map((text, i) => `${head[i + 2]} ${text}`.replaceAll(' ', '\u00a0')).join(' · ')
  const first = `${name}  ${value}`
  return [
    ...(first.length <= width ? [`${name}  ${paint.bold(value!)}`] : wrap(first, width)),
    ...wrap(`  ${details}`, width - 2).map((text) => paint.dim(`  ${text.replaceAll('\u00a0', ' ')}`)),
  ]
}

function legend({ release, recent }: ScreenInput, rows: readonly (readonly string[])[]): string[] {
  const headlines = headlinesOf(release)
  const published = headlines.flatMap((headline) => headline.published(release))
  const names = [...new Set(published.map(({ source }) => source))]
  const missing = new Map<string, string[]>()
  const absent = release.study.policy.name === 'private' ? 'nothing to count' : 'withheld'
  for (const headline of headlines) {
    const estimate = headline.read(release)
    if (estimate?.value != null) continue
    const reason = estimate?.reason ? reasonName(estimate.reason) : absent
    missing.set(reason, [...(missing.get(reason) ?? []), headline.name.toLowerCase()])
  }
  const unbounded = rows.some((row) => row[1] !== NOTHING && row[2] === NOTHING)
  return [
    ...[...missing].map(([reason, names]) => `— no value, ${reason}: ${names.join('; ')}.`),
    ...(unbounded ? ['— no interval: too few contributors or days to know one.'] : []),
    ...(recent
      ? [`Change: last ${recent.days} d vs the ${recent.days} d before; (…) where their intervals overlap.`]
      : []),
    ...(names.length > 0 ? [`Published: ${names.join('; ')}; others’ logs.`] : []),
  ]
}
