import { count } from '../charts/index.js'
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
  const blocks = [
    [...title(input, width, paint), ...wasRead(input, width, paint)],
    numberLines(input, width, paint),
    limits.length > 0 ? [paint.bold('What these logs cannot show'), ...limits] : [],
    kept ? wrap(kept, width) : [],
    input.next.flatMap((command, i) => nextLines(command, i === 0, width, paint)),
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((text) => text.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

function nextLines(command: string, first: boolean, width: number, paint: Paint): string[] {
  const fits = columnsOf(command) <= width - 6
  const lines = fits ? [command] : wrap(command, width - 6, '  ')
  return lines.map((text, i) => (first && i === 0 ? `${paint.bold('Next')}  ${text}` : `      ${text}`))
}

const PROMISES = {
  private: 'private: for whoever may read these logs; nothing is withheld.',
  team: 'team: counts only; what too few people share is withheld.',
  public: 'public: differentially private; noise is added and small cells are withheld.',
} as const

function title({ release, demo }: ScreenInput, width: number, paint: Paint): string[] {
  const promise = PROMISES[release.study.policy.name]
  if (!demo) return wrap(`Leeway · ${promise}`, width).map(paint.bold)
  return [
    ...wrap('Leeway · synthetic demo data: nobody’s logs, made to show what a report looks like.', width).map(
      paint.warn,
    ),
    ...wrap(`Policy ${promise}`, width).map(paint.dim),
  ]
}

function wasRead({ release, found, problems }: ScreenInput, width: number, paint: Paint): string[] {
  const { study } = release
  const sum = (key: 'sessions' | 'turns' | 'actions') => study.sources.reduce((total, one) => total + one[key], 0)
  const people = Math.max(
    0,
    ...study.sources.map((one) => one.contributors),
    ...release.figures.map((f) => f.contributors),
  )
  const { from, to } = study.observed
  const days = from && to ? ` · ${from.slice(0, 10)} to ${to.slice(0, 10)}` : ''
  const totals = [
    `${count(sum('sessions'))} sessions`,
    `${count(sum('turns'))} turns`,
    `${count(sum('actions'))} actions`,
  ]
  const who = `${count(people)} contributor${people === 1 ? '' : 's'}`
  const own = study.policy.name === 'private' ? found : []
  return [
    ...wrap(`Read ${[...totals, who].join(' · ')}${days}`, width, '     '),
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
  const sum = (key: 'unreadable' | 'unknown') => study.sources.reduce((total, one) => total + one[key], 0)
  const [unreadable, unknown] = [sum('unreadable'), sum('unknown')]
  return [
    ...(unreadable > 0 ? [`${count(unreadable)} unreadable lines`] : []),
    ...(unknown > 0 ? [`${count(unknown)} records of an unknown type`] : []),
    ...(study.sources.length === 0 ? ['no log was understood'] : []),
  ]
}

function size(bytes: number): string {
  const [unit, by] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  const value = bytes / (by as number)
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`
}
