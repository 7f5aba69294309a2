import type { FigureOf, Release, Row } from '../../src/release/index.js'
import { SOURCE } from '../release-fixture/judged.js'
import { normal, random, round } from '../release-fixture/random.js'
import { releaseFixture } from '../release-fixture.js'

type GroupRow = Row<'risk-autonomy'>

const VERBS = ['Read', 'Edit', 'Deploy', 'Search', 'Test', 'Configure', 'Review', 'Query', 'Send', 'Delete']
const OBJECTS = [
  'source files of web applications',
  'database tables',
  'build pipelines',
  'customer messages',
  'container images on staging servers',
  'documentation pages',
  'spreadsheets',
  'payment records',
  'unit tests',
  'infrastructure definitions',
]
const CLAMP = (value: number, low: number, high: number) => round(Math.min(high, Math.max(low, value)))

type Score = 'risk' | 'autonomy'

const mean = <S extends Score>(name: S, value: number, width: number) =>
  ({
    [name]: CLAMP(value, 1, 10),
    [`${name}_low`]: CLAMP(value - width, 1, 10),
    [`${name}_high`]: CLAMP(value + width, 1, 10),
  }) as Record<S | `${S}_low` | `${S}_high`, number>

const share = (value: number, n: number) => {
  const width = 2 * Math.sqrt((value * (1 - value)) / Math.max(4, n / 9))
  return { share: CLAMP(value, 0, 1), low: CLAMP(value - width, 0, 1), high: CLAMP(value + width, 0, 1) }
}

/** `count` made-up groups: one in about 12 holds others, over as many levels as that takes, at most three. */
export function groupRows(of: string, count: number, seed = 3): GroupRow[] {
  const next = random(seed)
  const rows: GroupRow[] = []
  const tops = count <= 12 ? count : Math.max(3, Math.round(Math.sqrt(count) / 3))
  const middles = count <= 120 ? 0 : Math.round(count / 13)
  for (let i = 0; i < count; i++) {
    const level = count <= 12 ? 0 : i < tops ? 2 : i < tops + middles ? 1 : 0
    const parent = i < tops ? null : level === 1 || middles === 0 ? i % tops : tops + (i % middles)
    const above = parent === null ? undefined : rows[parent]
    const n = Math.max(21, Math.round((above?.n ?? 9000 / (1 + i / 3)) * (above ? 0.02 + 0.2 * next() : 1)))
    const risk = above ? above.risk! + 0.6 * normal(next) : 1.1 + 3.2 * next() ** 2
    const autonomy = above ? above.autonomy! + 0.5 * normal(next) : 3 + 5 * next()
    const name = `${VERBS[(i * 7) % 10]} ${OBJECTS[(i * 3 + Math.floor(i / 10)) % 10]}${i < 100 ? '' : ` ${i}`}`
    rows.push({
      cluster: `${of}-${i + 1}`,
      parent: parent === null ? null : `${of}-${parent + 1}`,
      level,
      name,
      description: `What agents did where they were to ${name.toLowerCase()}.`,
      n,
      contributors: Math.min(38, 5 + Math.round(n / 90)),
      ...mean('risk', risk, 6 / Math.sqrt(n)),
      ...mean('autonomy', autonomy, 9 / Math.sqrt(n)),
      facets: {
        environment_type: { 'Shared virtual': 0.4, 'Individual virtual': 0.45, 'Simulated or sandboxed': 0.15 },
        reversibility: { 'Easily reversible': 0.7, 'Reversible with effort': 0.28, Irreversible: 0.02 },
      },
      share: CLAMP(n / 60_000, 0, 1),
      weeks: Array.from({ length: 8 }, (_, week) => ({
        week: new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10),
        share: CLAMP((n / 60_000) * (0.8 + 0.06 * week + 0.05 * normal(next)), 0, 1),
      })),
    })
  }
  return rows
}

const judged = (unit: string, n: number) => ({
  evidence: 'session logs',
  unit,
  n,
  contributors: 38,
  clusters: 'contributors' as const,
  flow: [
    { step: 'eligible', n: n + 400 },
    { step: 'near no group', n: 400 },
    { step: 'counted', n },
  ],
  suppressed: { cells: 0, reasons: {} },
  notes: ['A group holds sentences that say nearly the same; how near is decided without reading them.'],
})

const published = (label: string, value: number, comparable: 'partly' | 'no') => ({
  label,
  value,
  source: SOURCE,
  comparable,
  why: 'there, groups of summaries by a model; here, of sentences by rules',
})

const totalOf = (rows: readonly GroupRow[]) => rows.reduce((sum, { n, parent }) => sum + (parent === null ? n! : 0), 0)

export function riskAutonomyFigure(count: number, seed = 3): FigureOf<'risk-autonomy'> {
  const rows = groupRows('action', count, seed)
  return {
    id: 'risk-autonomy',
    title: 'Risk and autonomy of what agents do',
    question: 'Which actions are risky, and which do agents do on their own?',
    ...judged('actions', totalOf(rows)),
    rows,
    published: [
      { ...published('mean risk of the riskiest group', 6, 'partly'), why: 'its mean autonomy is 8.0' },
      published('mean risk of a group with a mean autonomy of 8.0', 1.1, 'partly'),
    ],
  }
}

export function extremesFigure(count: number, seed = 3): FigureOf<'extremes'> {
  const rows = groupRows('action', count, seed)
  const ranked = (by: Score) =>
    rows
      .filter(({ level }) => level === 0)
      .sort((a, b) => b[by]! - a[by]!)
      .slice(0, 8)
      .map(({ facets: _facets, weeks: _weeks, share: _share, ...row }, i) => ({
        ...row,
        by,
        rank: i + 1,
        shrunk: row[by],
      }))
  return {
    id: 'extremes',
    title: 'Groups at the ends',
    question: 'Which groups of actions are the riskiest, and which the most autonomous?',
    ...judged('actions', totalOf(rows)),
    rows: [...ranked('risk'), ...ranked('autonomy')],
    published: [published('mean risk of the riskiest group', 6, 'partly')],
  }
}

const STOPS = [
  ['Asks which of several approaches to take', 0.31],
  ['Asks for results of tests or diagnostics', 0.19],
  ['Asks what a vague request means', 0.14],
  ['Asks for approval before a change', 0.13],
  ['Asks for credentials or access', 0.08],
] as const
const INTERRUPTS = [
  ['Corrects or adds what was missing', 0.35],
  ['Stops what is slow or too much', 0.2],
  ['Does the next step without the agent', 0.1],
  ['Changes what is wanted', 0.07],
] as const

function reasonRows(of: string, shares: readonly (readonly [string, number])[], n: number) {
  const rest = 1 - shares.reduce((sum, [, value]) => sum + value, 0)
  return [...shares, ['Other', rest] as const].map(([name, value], i) => ({
    cluster: `${of}-${name === 'Other' ? 0 : i + 1}`,
    parent: null,
    level: 0,
    name,
    description: '',
    n,
    contributors: 21,
    ...share(value, n),
  }))
}

export const stopReasonsFigure = (): FigureOf<'stop-reasons'> => ({
  id: 'stop-reasons',
  title: 'Why agents stop to ask',
  question: 'Why do agents stop to ask?',
  ...judged('turns', 2_410),
  rows: reasonRows('stop', STOPS, 2_410),
  published: [
    published('choice between approaches', 0.35, 'partly'),
    published('gather diagnostics or test results', 0.21, 'partly'),
    published('clarify vague requests', 0.13, 'partly'),
    published('missing credentials or access', 0.12, 'partly'),
    published('approval before acting', 0.11, 'partly'),
  ],
})

export const interruptReasonsFigure = (): FigureOf<'interrupt-reasons'> => ({
  id: 'interrupt-reasons',
  title: 'Why humans interrupt',
  question: 'Why do humans interrupt agents?',
  ...judged('turns', 1_204),
  rows: reasonRows('interrupt', INTERRUPTS, 1_204),
  published: [
    published('missing context or corrections', 0.32, 'partly'),
    published('slow, hanging or excessive', 0.17, 'partly'),
    published('had enough to go on alone', 0.07, 'partly'),
    published('wanted to do the next step themselves', 0.07, 'partly'),
    published('changed requirements', 0.05, 'partly'),
  ],
})

/** A release of the four figures over groups, with `count` groups of actions. */
export function groupsRelease(count: number, seed = 3): Release {
  return {
    ...releaseFixture(),
    figures: [
      riskAutonomyFigure(count, seed),
      extremesFigure(count, seed),
      stopReasonsFigure(),
      interruptReasonsFigure(),
    ],
  }
}
