import {
  count,
  nothingShown,
  onlyCounted,
  policyWords,
  reasonName,
  reasonsOf,
  sayCount,
  sumOf,
  told,
  toldFigure,
  totalsOf,
} from '../charts/index.js'
import type { Release } from '../release/index.js'
import { columnsOf, wrap } from './layout.js'
import { type Paint, paint as paintFor } from './paint.js'
import type { ScreenInput } from './screen-input.js'
import { limitLines, retentionLine } from './screen-limits.js'
import { numberLines } from './screen-numbers.js'

const NARROWEST = 40
const WIDEST = 120

/**
 * A release as one screen of text: what was read, the numbers, what cannot be shown, what to do next.
 * No line is wider than `width` columns, within 40 to 120; no colour where `color` is false.
 */
export function screen(input: ScreenInput, options: { width: number; color: boolean }): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(options.width)))
  const paint = paintFor(options.color)
  const limits = limitLines(input.release, width)
  const kept = retentionLine(input)
  const nothing = nothingShown(input.release)
  const blocks = [
    [...title(input, width, paint), ...wasRead(input, width, paint)],
    nothing === null ? numberLines(input, width, paint) : wrap(nothing, width).map(paint.bold),
    nothing === null ? withheldLines(input.release, width) : [],
    limits.length > 0 ? [paint.bold('What these logs cannot show'), ...limits] : [],
    kept ? wrap(kept, width) : [],
    input.next.flatMap((command, i) => nextLines(command, i === 0, width, paint)),
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((text) => text.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

/** How much the policy keeps back, by reason; nothing where it keeps back nothing. */
function withheldLines(release: Release, width: number): string[] {
  if (release.study.policy.name === 'private') return []
  const { figures } = told(release)
  const cells = figures.reduce((sum, { suppressed }) => sum + suppressed.cells, 0)
  const reasons = new Map<string, number>()
  for (const [reason, n] of figures.flatMap(reasonsOf)) reasons.set(reason, (reasons.get(reason) ?? 0) + n)
  const why = [...reasons].map(([reason, n]) => `${count(n)} ${reasonName(reason)}`).join(', ')
  if (cells === 0) return why === '' ? [] : wrap(`Single values are withheld: ${why}.`, width)
  return wrap(`Withheld or merged: ${count(cells)} cells${why && `; with single values, by reason: ${why}`}.`, width)
}

function nextLines(command: string, first: boolean, width: number, paint: Paint): string[] {
  const fits = columnsOf(command) <= width - 6
  const lines = fits ? [command] : wrap(command, width - 6, '  ')
  return lines.map((text, i) => (first && i === 0 ? `${paint.bold('Next')}  ${text}` : `      ${text}`))
}

function title({ release, demo }: ScreenInput, width: number, paint: Paint): string[] {
  const { policy } = release.study
  const [promises, not] = policyWords(policy)
  const promise = `${policy.name}: ${promises}`
  if (!demo) {
    const rest = policy.name === 'private' ? [] : wrap(not, width).map(paint.dim)
    return [...wrap(`Leeway · ${promise}`, width).map(paint.bold), ...rest]
  }
  return [
    ...wrap('Leeway · synthetic demo data: nobody’s logs, made to show what a report looks like.', width).map(
      paint.warn,
    ),
    ...wrap(`Policy ${promise}`, width).map(paint.dim),
  ]
}

function wasRead({ release, found, problems }: ScreenInput, width: number, paint: Paint): string[] {
  const { study } = release
  const { from, to } = study.observed
  const days = from && to ? ` · ${from.slice(0, 10)} to ${to.slice(0, 10)}` : ''
  const totals = totalsOf(release)
    .map(({ sentence }) => sentence)
    .join(' · ')
  const own = study.policy.name === 'private' ? found : []
  return [
    ...(totals === '' ? [] : wrap(`${onlyCounted(release) ? 'Counted' : 'Read'} ${totals}${days}`, width, '     ')),
    ...own.flatMap((one) => wrap(place(one), width - 5).map((text) => paint.dim(`     ${text}`))),
    ...troubles(release, problems).flatMap((text) =>
      wrap(`  ! ${text}`, width - 4).map((t, i) => paint.warn(i === 0 ? `  ${t}` : `    ${t}`)),
    ),
  ]
}

const place = ({ place, files, bytes, note }: ScreenInput['found'][number]): string =>
  `${place} · ${count(files)} files · ${size(bytes)}${note ? ` · ${note}` : ''}`

/** What could not be read: as found on this machine, else the counts that the release carries. */
function troubles({ study }: Release, problems: ScreenInput['problems']): string[] {
  if (study.policy.name === 'private' && problems.length > 0) {
    return problems.map(({ what, n, hint }) => `${count(n)} ${what}${hint ? `: ${hint}` : ''}`)
  }
  const marked = toldFigure({}, { study })
  const sum = (key: 'unreadable' | 'unknown') =>
    sumOf(
      marked,
      study.sources.map((one) => one[key]),
    )
  const [unreadable, unknown] = [sum('unreadable'), sum('unknown')]
  return [
    ...(unreadable !== null && unreadable > 0 ? [`${sayCount(marked, unreadable)} unreadable lines`] : []),
    ...(unknown !== null && unknown > 0 ? [`${sayCount(marked, unknown)} records of an unknown type`] : []),
    ...(study.sources.length === 0 ? ['no log was understood'] : []),
  ]
}

function size(bytes: number): string {
  const [unit, by] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  const value = bytes / (by as number)
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`
}
