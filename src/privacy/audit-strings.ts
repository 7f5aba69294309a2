import { type Aside, type FigureSpec, WEEK_NOTES } from '../algebra/index.js'
import { RELEASE_SCHEMA, type Release, SUPPRESSIONS } from '../release/index.js'
import type { Declared } from './candidate.js'
import { columnsOf, wordsOf } from './columns.js'
import { looksLike } from './looks-like.js'
import { FIGURE_SENTENCES } from './released.js'
import { teamNotes } from './team.js'
import { twoDigits } from './thresholds.js'

/** Words that the contract itself fixes. */
const FIXED = [
  RELEASE_SCHEMA,
  ...SUPPRESSIONS,
  ...['team', 'user', 'customer', 'rules', 'none', 'partly', 'yes', 'no'],
  ...['contributors', 'days', 'turns', 'sessions', 'actions'],
  ...['eligible', 'counted', 'left out'],
  ...['all', '1d', '7d', 'weeks', 'before', 'after'],
]

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/
const DAY = /^\d{4}-\d\d-\d\d$/
const WEEK = /^(?:\d{4}-\d\d-\d\d|\.\.)(?:\/(?:\d{4}-\d\d-\d\d|\.\.))?$/
const MONTH = /^(?:\d{4}-\d\d|\.\.)(?:\/(?:\d{4}-\d\d|\.\.))?$/
const CLUSTER = /^(?:action|stop|interrupt)-\d+$/

/** Strings that have a shape instead of being words, by where they stand. */
const SHAPES: readonly (readonly [where: RegExp, fits: (text: string) => boolean])[] = [
  [/^study\.name$/, (text) => looksLike(text) === null],
  [/^study\.hash$/, (text) => /^[0-9a-f]{16}$/.test(text)],
  [/^study\.window\.(?:from|to)$/, (text) => INSTANT.test(text)],
  [/^figures\.\d+\.rows\.\d+\.day$/, (text) => DAY.test(text)],
  [/^figures\.\d+\.rows\.\d+\.week$/, (text) => WEEK.test(text)],
  [/^figures\.\d+\.rows\.\d+\.month$/, (text) => MONTH.test(text)],
  [/^figures\.\d+\.rows\.\d+\.weeks\.\d+\.week$/, (text) => WEEK.test(text)],
  [/^figures\.\d+\.rows\.\d+\.(?:cluster|parent)$/, (text) => CLUSTER.test(text)],
  // `wrongGroups` holds them against the groups that there are.
  [/^figures\.\d+\.rows\.\d+\.(?:name|description)$/, () => true],
]

/** Where a release has a string that no declaration knows. */
export function wrongStrings(release: Release, { figures, words }: Declared): string[] {
  const known = new Set([...FIXED, ...words, ...teamNotes(release.study.policy), ...figures.flatMap(textsOf)])
  const sentences = new Set(figures.flatMap(({ asides }) => (asides ?? []).flatMap(sentencesOf)))
  const found: string[] = []
  const visit = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      const shape = SHAPES.find(([at]) => at.test(where))
      const fits = shape?.[1](value) || (known.has(value) && !/^study\.(?:name|hash|window)/.test(where))
      if (!fits && !(sentences.has(withoutNumbers(value)) && isRounded(value)))
        found.push(`${where} is no text of this program`)
    } else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) visit(inner, where === '' ? key : `${where}.${key}`)
  }
  visit(release, '')
  return found
}

/** Where a column or a reason has a name that no declaration knows, of those which the contract leaves open. */
export function wrongKeys({ study, figures }: Release, declared: Declared): string[] {
  const found: string[] = []
  const keys = (of: object | undefined, where: string, known: (key: string) => boolean) => {
    if (!Object.keys(of ?? {}).every(known)) found.push(`${where} has a key that no declaration knows`)
  }
  for (const [i, { carries }] of study.sources.entries())
    keys(carries, `study.sources.${i}.carries`, (key) => declared.words.includes(key))
  const reason = (key: string) => (SUPPRESSIONS as readonly string[]).includes(key)
  for (const [i, figure] of figures.entries()) {
    const spec = declared.figures.find(({ id }) => id === figure.id)
    const column = spec === undefined ? () => false : columnsOf(spec)
    keys(figure.suppressed.reasons, `figures.${i}.suppressed.reasons`, reason)
    for (const place of ['rows', 'curve', 'overall', 'sensitivity'] as const) {
      for (const [j, row] of (figure[place] ?? []).entries()) {
        keys(row, `figures.${i}.${place}.${j}`, column)
        const { withheld } = row as { withheld?: object }
        keys(withheld, `figures.${i}.${place}.${j}.withheld`, column)
      }
    }
  }
  return found
}

const textsOf = (spec: FigureSpec): string[] => [
  spec.id,
  spec.title,
  spec.question,
  spec.evidence,
  spec.unit,
  ...spec.notes,
  ...(spec.none === undefined ? [] : [spec.none]),
  ...spec.left.map(({ step }) => step),
  ...spec.published.flatMap(({ label, source, why }) => [label, source, why]),
  ...wordsOf(spec),
  ...FIGURE_SENTENCES,
  ...WEEK_NOTES,
]

const NUMBER = /\d+(?:\.\d+)?/g
const withoutNumbers = (text: string): string => text.replace(NUMBER, '#')
const isRounded = (text: string): boolean => (text.match(NUMBER) ?? []).every((n) => Number(n) === twoDigits(Number(n)))

/** What an aside can say, with its numbers taken out: of nobody, of some and of all. */
const sentencesOf = ({ says }: Aside): string[] => {
  const none = { n: 0, contributors: 0 }
  const [some, all] = [
    { n: 40, contributors: 10 },
    { n: 90, contributors: 20 },
  ]
  return [says(none, none), says(none, all), says(some, all), says(all, all)].map(withoutNumbers)
}
