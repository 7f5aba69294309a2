import type { Release } from '../../src/release/index.js'

type Row = Record<string, unknown>

/** Two significant digits, as counts have under `team`. */
const rounded = (n: number): number => (n === 0 ? 0 : Number(n.toPrecision(2)))
const downToFive = (n: number): number => Math.floor(n / 5) * 5

const COUNTS = ['files', 'records', 'unreadable', 'unknown', 'duplicates', 'sessions', 'turns', 'actions'] as const

/** Bins that are wide enough for every cell, as the gate would merge them; the last is top-coded. */
const JOINED: readonly (readonly [from: number, to: number | null])[] = [
  [1, 2],
  [3, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 499],
]

/**
 * What `team` makes of a release: rounded counts, merged bins, whole weeks with some of them withheld, no far tail,
 * one regime and one cohort withheld, and one curve absent.
 */
export function asTeam(release: Release): Release {
  const { study } = release
  study.policy = { ...study.policy, name: 'team', k_items: 20, k_users: 5, sybils: 2 }
  study.notes = ['Checked against earlier releases of the same data.']
  study.observed = { from: null, to: null }
  study.excluded = { 'zero-retention': null, 'no-consent': null, requested: null }
  for (const source of study.sources) {
    for (const key of COUNTS) source[key] = null
    source.contributors = downToFive(source.contributors!)
  }
  for (const figure of release.figures) {
    const rows = figure.rows as Row[]
    figure.n = rounded(figure.n!)
    figure.contributors = downToFive(figure.contributors!)
    figure.flow = figure.flow.map(({ step, n }) => ({ step, n: rounded(n) }))
    const kept =
      figure.id === 'turn-duration' || figure.id === 'autonomy-proxies'
        ? weeks(rows)
        : figure.id === 'interventions'
          ? months(rows)
          : /experience$/.test(figure.id)
            ? bins(rows)
            : marked(rows)
    figure.rows = kept as never
    for (const row of [...kept, ...(figure.overall ?? []), ...(figure.sensitivity ?? [])] as Row[]) coarsen(row)
    const withheld = kept.filter((row) => row.suppressed).length
    figure.suppressed = { cells: withheld + 9, reasons: { k_users: withheld + 4, dominance: 3, k_items: 2, tail: 12 } }
    if (figure.id === 'auto-approve-by-experience') delete figure.curve
    if (figure.id === 'interrupts-by-experience') figure.curve = curveOf(kept) as never
  }
  return release
}

/**
 * Whole weeks instead of days: the first and the last without their outer end, two merged, two withheld. Without a
 * window of its own the study does not say when it begins and ends.
 */
function weeks(rows: Row[]): Row[] {
  const daily = rows.filter(({ window }) => window === '7d')
  const first = daily.reduce((least, { day }) => (String(day) < least ? String(day) : least), '9')
  const kept = daily.filter(({ day }) => (Date.parse(String(day)) - Date.parse(first)) % (7 * 86_400_000) === 0)
  const days = [...new Set(kept.map(({ day }) => day))]
  const gone = new Set([days[4], days[5]])
  const merged = days[8]
  for (const row of kept) {
    row.days = 7
    if (row.day === days[9]) Object.assign(row, { window: 'weeks', days: 14 })
    if (row.day === days[0]) Object.assign(row, { window: 'weeks', days: null, open: 'before' })
    if (row.day === days.at(-1)) Object.assign(row, { window: 'weeks', days: null, open: 'after' })
    if (gone.has(row.day)) withhold(row, 'k_users')
    else if ('p999' in row)
      Object.assign(row, { p999: null, p999_low: null, p999_high: null, withheld: { p999: 'tail' } })
  }
  return [...kept.filter(({ day }) => day !== merged), ...rows.filter(({ window }) => window === 'all')]
}

const months = (rows: Row[]): Row[] => {
  for (const row of rows) {
    if (row.month === '2026-05') withhold(row, 'k_items')
    if (row.month === '2026-02') row.month = '../2026-02'
  }
  return rows.filter(({ month }) => month !== '2026-01')
}

/** Rows of what was judged: the third cell of each weight or kind is withheld. */
function marked(rows: Row[]): Row[] {
  const cells = [...new Set(rows.map((row) => row.domain ?? row.value ?? row.complexity ?? row.week ?? row.measure))]
  for (const row of rows) {
    const cell = row.domain ?? row.value ?? row.complexity ?? row.week ?? row.measure
    if (cell === cells[2]) withhold(row, 'k_users')
  }
  return rows
}

function bins(rows: Row[]): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.cohort} ${row.regime ?? row.kind}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((group) =>
    JOINED.map(([from, to]) => {
      const inside = group.filter((row) => Number(row.from) >= from && (to === null || Number(row.from) <= to))
      const sum = (key: string) => inside.reduce((total, row) => total + Number(row[key]), 0)
      const row: Row = { ...inside[0], from, to, n: sum('n') }
      if (row.cohort === 'reached-200' || (row.regime === 'rules' && from === 50)) withhold(row, 'dominance')
      return row
    }),
  )
}

/** A line through the published rows, as `team` draws it. */
const curveOf = (rows: Row[]): Row[] =>
  rows
    .filter((row) => !row.suppressed)
    .map(({ cohort, kind, from, to, share, low, high }) => ({
      cohort,
      kind,
      x: Number(Math.sqrt(Number(from) * Number(to)).toPrecision(4)),
      share,
      low,
      high,
    }))

function coarsen(row: Row): void {
  if (typeof row.n === 'number') row.n = rounded(row.n)
  if (typeof row.contributors === 'number') row.contributors = downToFive(row.contributors)
  delete row.censored
}

const KEYS = new Set([
  'day',
  'window',
  'days',
  'open',
  'clock',
  'variant',
  'from',
  'to',
  'cohort',
  'regime',
  'kind',
  'month',
  'measure',
  'per',
  'weight',
  'domain',
  'dimension',
  'value',
  'complexity',
  'stop',
  'success',
  'week',
])

/** Puts a reason in place of the values of a row. */
export function withhold(row: Row, reason: string): void {
  for (const key of Object.keys(row)) {
    if (KEYS.has(key)) continue
    if (['n', 'n_eff', 'contributors', 'censored', 'withheld', 'changed'].includes(key)) delete row[key]
    else row[key] = null
  }
  row.suppressed = reason
}
