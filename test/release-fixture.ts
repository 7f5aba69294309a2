import type { Figure, FigureOf, Release } from '../src/release/index.js'
import { autoApproveFigure } from './release-fixture/auto-approve.js'
import { humanInvolvementFigure, stopsFigure, successRows } from './release-fixture/complexity.js'
import { distributionsFigure } from './release-fixture/distributions.js'
import { domainsFigure } from './release-fixture/domains.js'
import { frontierFigure } from './release-fixture/frontier.js'
import { interruptsFigure } from './release-fixture/interrupts.js'
import { interventionsFigure } from './release-fixture/interventions.js'
import { oversightFigure } from './release-fixture/oversight.js'
import { proxiesFigure } from './release-fixture/proxies.js'
import { random } from './release-fixture/random.js'
import { study } from './release-fixture/study.js'
import { asTeam, withhold } from './release-fixture/team.js'
import { turnDurationFigure } from './release-fixture/turn-duration.js'

/** A full-size, schema-valid, realistic release; the same seed gives the same release. */
export function releaseFixture(seed = 7): Release {
  const next = random(seed)
  const mechanical = [
    turnDurationFigure(next),
    autoApproveFigure(next),
    interruptsFigure(next),
    interventionsFigure(next),
    proxiesFigure(next),
  ] as const
  mechanical[3].rows.push(...successRows(next))
  const head = study()
  return {
    schema: 'leeway.release/1',
    study: head,
    figures: usedBy(head, [
      ...mechanical,
      oversightFigure(next),
      humanInvolvementFigure(next),
      stopsFigure(next),
      domainsFigure(next),
      distributionsFigure(next),
      frontierFigure(next),
    ]),
  }
}

/** Figures with what each can make of the sources: the second kind shows some interrupts. */
function usedBy<F extends Figure>({ sources }: Release['study'], figures: F[]): F[] {
  return figures.map((figure) => ({
    ...figure,
    sources: sources.map(({ id }, i) => {
      const partly = i === 1 && figure.unit !== 'actions' ? ['interrupts'] : []
      return { id, use: partly.length > 0 ? ('partly' as const) : ('yes' as const), lacks: [], partly }
    }),
  }))
}

/** A release without a judge: only what logs say by themselves. */
export function unjudgedRelease(): Release {
  const release = releaseFixture()
  const interventions = release.figures[3] as FigureOf<'interventions'>
  interventions.rows = interventions.rows.filter((row) => 'month' in row)
  release.study.judge = { id: 'none', questions: '', judged: 0, refused: 0, cost_usd: 0 }
  release.figures = release.figures.slice(0, 5)
  return release
}

/** Everything was read, nothing could be counted: every figure is empty. */
export function emptyRelease(): Release {
  const release = releaseFixture()
  release.study.observed = { from: null, to: null }
  release.study.sources = []
  for (const figure of release.figures) {
    figure.rows = []
    if (figure.curve) figure.curve = []
    delete figure.overall
    delete figure.sensitivity
    figure.n = 0
    figure.contributors = 0
    figure.flow = [
      { step: 'eligible', n: 40 },
      { step: 'unknown', n: 40 },
      { step: 'counted', n: 0 },
    ]
    figure.suppressed = { cells: 0, reasons: {} }
  }
  return release
}

/** A release whose every interval is null, as with fewer than five effective contributors and days. */
export function releaseWithoutIntervals(): Release {
  const release = oneContributor()
  for (const figure of release.figures) {
    for (const row of [
      ...figure.rows,
      ...(figure.curve ?? []),
      ...(figure.overall ?? []),
      ...(figure.sensitivity ?? []),
    ] as Record<string, unknown>[]) {
      for (const key of Object.keys(row)) if (/(^|_)(low|high)$/.test(key)) row[key] = null
    }
  }
  return release
}

/** One person's own logs: intervals by days, exact counts. */
export function oneContributor(): Release {
  const release = releaseFixture(11)
  release.study.sources = release.study.sources.slice(0, 1).map((source) => ({ ...source, contributors: 1 }))
  for (const figure of release.figures) {
    figure.contributors = 1
    figure.clusters = 'days'
    for (const row of figure.rows) if (row.contributors) row.contributors = 1
    figure.notes = ['These figures describe one contributor only.', ...figure.notes]
  }
  return release
}

/** A team release with withheld cells, withheld tails and rounded counts. */
export function suppressedRelease(): Release {
  const release = releaseFixture(5)
  release.study.policy = { ...release.study.policy, name: 'team', k_items: 20, k_users: 5 }
  release.study.notes = ['Counts are rounded; cells of fewer than 5 contributors or 20 items are withheld.']
  for (const figure of release.figures) {
    figure.suppressed = { cells: 7, reasons: { k_users: 5, dominance: 2 } }
    const rows = figure.rows as Record<string, unknown>[]
    for (const [index, row] of rows.entries()) {
      if (index % 4 === 3) withhold(row, 'k_users')
      else if ('p999' in row)
        Object.assign(row, { p999: null, p999_low: null, p999_high: null, withheld: { p999: 'tail' } })
    }
  }
  return release
}

/** What the policy `team` gives its readers of the same logs. */
export const teamRelease = (): Release => asTeam(releaseFixture())

/** What the policy `team` gives its readers of the logs of too few people: nothing, and why. */
export function nothingRelease(): Release {
  const release = teamRelease()
  for (const source of release.study.sources) source.contributors = null
  for (const figure of release.figures) {
    Object.assign(figure, { n: null, contributors: null, rows: [], flow: [] })
    delete figure.curve
    delete figure.overall
    delete figure.sensitivity
    figure.suppressed = { cells: 1, reasons: { k_users: 1 } }
  }
  return release
}

/** A release of the season before, of fewer people and one kind of source, to be compared with. */
export function otherRelease(): Release {
  const release = releaseFixture(23)
  const { study } = release
  const back = 96
  const moved = (time: string) => new Date(Date.parse(time) - back * 86_400_000).toISOString().replace('.000Z', 'Z')
  study.name = 'Autumn, the platform group'
  study.hash = '11aa41d07be30000'
  study.analysis = 1
  study.window = { from: moved('2026-01-05T00:00:00Z'), to: moved('2026-05-05T00:00:00Z') }
  study.observed = { from: moved('2026-01-05T08:00:00Z'), to: moved('2026-05-04T20:00:00Z') }
  study.sources = study.sources.slice(0, 2)
  for (const figure of release.figures) {
    for (const row of figure.rows as Record<string, unknown>[]) {
      if (typeof row.day === 'string' && row.day !== 'all') row.day = moved(`${row.day}T00:00:00Z`).slice(0, 10)
      if (typeof row.month === 'string' && row.month !== 'all') row.month = monthBefore(row.month)
      // Weeks stay weeks: they move by whole ones.
      if (typeof row.week === 'string') row.week = day(Date.parse(row.week) - 14 * 7 * 86_400_000)
    }
    for (const row of [...figure.rows, ...(figure.curve ?? []), ...(figure.overall ?? [])] as Record<
      string,
      unknown
    >[]) {
      for (const [key, value] of Object.entries(row)) {
        if (typeof value === 'number' && /^(share|low|high|share_min|share_max|raw|per_session|p\d+.*)$/.test(key))
          row[key] = Number((value * 0.82).toPrecision(4))
      }
    }
  }
  return release
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10)

const monthBefore = (month: string): string => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - 3
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}
