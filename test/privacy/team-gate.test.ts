import { describe, expect, it } from 'vitest'
import { type FigureEstimate, Private } from '../../src/algebra/index.js'
import { interventions } from '../../src/measures/interventions.js'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { type Audit, type Candidate, gate, mechanicalAudit, mustBeKept, PolicyError } from '../../src/privacy/index.js'
import { looksLike } from '../../src/privacy/looks-like.js'
import type { Policy, Release } from '../../src/release/index.js'
import { candidate, PRIVATE } from './candidate.js'

type Row = Record<string, unknown>

const TEAM: Policy = { ...PRIVATE, name: 'team' }
const month = (given: Row = {}): Row => ({
  month: '2026-01',
  measure: 'all',
  n: 1234,
  contributors: 13,
  per_session: 2.34567,
  low: 2.1,
  high: 2.5,
  ...given,
})
const monthly = (given: Partial<FigureEstimate> = {}): FigureEstimate => ({
  spec: interventions,
  n: 1234,
  contributors: 13,
  clusters: 'contributors',
  withheld: { dominance: 3 },
  flow: [
    { step: 'eligible', n: 1290 },
    { step: 'left out', n: 56 },
    { step: 'counted', n: 1234 },
  ],
  asides: [interventions.asides![0]!.says({ n: 420, contributors: 10 }, { n: 1200, contributors: 10 })],
  rows: [month()],
  overall: [month({ month: undefined })],
  curve: [],
  sensitivity: [],
  ...given,
})
const week = (day: string, days: number, given: Row = {}): Row => ({
  day,
  window: days === 7 ? '7d' : 'weeks',
  days,
  clock: 'wall',
  n: 412,
  contributors: 9,
  censored: 7,
  ...Object.fromEntries(
    ['p50', 'p75', 'p90', 'p95'].flatMap((p) => [p, `${p}_low`, `${p}_high`].map((c) => [c, 12.3])),
  ),
  ...Object.fromEntries(['p99', 'p999'].flatMap((p) => [p, `${p}_low`, `${p}_high`].map((c) => [c, null]))),
  withheld: { p99: 'tail', p999: 'tail' },
  ...given,
})
const weekly = (rows: Row[]): FigureEstimate =>
  monthly({ spec: turnDuration, withheld: {}, asides: [], overall: [], flow: [{ step: 'counted', n: 1234 }], rows })

const asked = (figures: FigureEstimate[], study: Partial<Candidate['study']> = {}): Candidate => {
  const given = candidate({ figures: figures.map((figure) => Private.of(figure)) })
  return { ...given, study: { ...given.study, ...study } }
}
const teamOf = (figures: FigureEstimate[], policy = TEAM) => gate(policy, asked(figures))

describe('the gate under "team"', () => {
  it('rounds every count, and leaves out what is exact', async () => {
    const [figure] = (await teamOf([monthly()])).figures
    expect(figure).toMatchObject({ n: 1200, contributors: 10 })
    expect(figure!.flow.map(({ n }) => n)).toEqual([1300, 56, 1200])
    const [row] = figure!.rows
    expect(row).toEqual({ ...month(), n: 1200, contributors: 10 })
    expect(figure!.overall![0]).toMatchObject({ n: 1200, contributors: 10, per_session: 2.34567 })
    const [turns] = (await teamOf([weekly([week('2026-02-01', 7)])])).figures
    expect(turns!.rows[0]).toMatchObject({ n: 410, contributors: 5, p50: 12.3, withheld: { p99: 'tail' } })
    expect(turns!.rows[0]).not.toHaveProperty('censored')
  })

  it('lets no column out that no figure declares', async () => {
    const [figure] = (await teamOf([monthly({ overall: [month({ month: undefined, exact: 1234, who: 'ann' })] })]))
      .figures
    expect(Object.keys(figure!.overall![0]!).sort()).toEqual([
      'contributors',
      'high',
      'low',
      'measure',
      'n',
      'per_session',
    ])
  })

  it('counts what is withheld, cells and single values', async () => {
    const figures = (await teamOf([monthly(), weekly([week('2026-02-01', 7), week('2026-02-08', 7)])])).figures
    expect(figures[0]!.suppressed).toEqual({ cells: 3, reasons: { dominance: 3 } })
    expect(figures[1]!.suppressed).toEqual({ cells: 0, reasons: { tail: 4 } })
  })

  it('does not say 0 of a figure that is withheld as a whole', async () => {
    const nothing = { n: 0, contributors: 0, withheld: { k_users: 1 }, flow: [], asides: [], rows: [], overall: [] }
    const [figure] = (await teamOf([monthly(nothing)])).figures
    expect(figure).toMatchObject({ n: null, contributors: null, flow: [], rows: [] })
    expect(figure!.suppressed).toEqual({ cells: 1, reasons: { k_users: 1 } })
    const [none] = (await teamOf([monthly({ ...nothing, withheld: {} })])).figures
    expect(none).toMatchObject({ n: 0, contributors: 0 })
  })

  it('passes a reason on in place of values', async () => {
    const [figure] = (await teamOf([monthly({ rows: [month({ suppressed: 'ledger' })], overall: [] })])).figures
    expect(figure!.rows).toEqual([
      { month: '2026-01', measure: 'all', suppressed: 'ledger', per_session: null, low: null, high: null },
    ])
  })

  it('keeps its frame to what is nobody’s', async () => {
    const { study } = await teamOf([], { ...TEAM, k_users: 2, k_items: 50, sybils: 0 })
    expect(study.policy).toEqual({ ...TEAM, k_users: 2, k_items: 50 })
    expect(study.observed).toEqual({ from: null, to: null })
    expect(study.excluded).toEqual({ 'zero-retention': null, 'no-consent': null, requested: null })
    expect(study.sources).toEqual([
      {
        id: 'claude-code',
        title: 'Claude Code',
        carries: { turn_time: true, approvals: false, work_time: 'partly' },
        ...Object.fromEntries(
          ['files', 'records', 'unreadable', 'unknown', 'duplicates', 'sessions', 'turns', 'actions'].map((k) => [
            k,
            null,
          ]),
        ),
        contributors: 0,
      },
    ])
    expect((await teamOf([])).study.sources[0]!.contributors).toBeNull()
    const notes = (await teamOf([], { ...TEAM, sybils: 3 })).study.notes.join(' ')
    expect(notes).toContain("readers who do not know others' rows and control at most 3 accounts")
    expect(notes).toContain('fewer than 8 contributors or 20 units')
  })

  it('does not say when the first and the last turn was, where no window does', async () => {
    const rows = [week('2026-01-18', 11), week('2026-02-01', 14), week('2026-02-08', 7), week('2026-03-03', 23)]
    const shown = (figure: Release['figures'][number]) =>
      (figure.rows as Row[]).map(({ day, days, open }) => [day, days, open])
    const [open] = (await gate(TEAM, asked([weekly(rows)]))).figures
    expect(shown(open!)).toEqual([
      ['2026-01-18', null, 'before'],
      ['2026-02-01', 14, undefined],
      ['2026-02-08', 7, undefined],
      ['2026-02-15', null, 'after'],
    ])
    const window = { from: '2026-01-08T00:00:00Z', to: '2026-03-04T00:00:00Z' }
    const [bounded] = (await gate(TEAM, asked([weekly(rows)], { window }))).figures
    expect(shown(bounded!).map(([, days]) => days)).toEqual([11, 14, 7, 23])
    expect((await teamOf([weekly([week('2026-03-03', 60)])])).figures[0]!.rows).toEqual([])
  })

  it('does not say the first and the last month either', async () => {
    const spans = ['2025-03/2026-01', '2026-02', '2026-03/2026-04', '2026-05/2026-09']
    const figure = monthly({ rows: spans.map((of) => month({ month: of })) })
    const [open] = (await teamOf([figure])).figures
    expect((open!.rows as Row[]).map((row) => row.month)).toEqual([
      '../2026-01',
      '2026-02',
      '2026-03/2026-04',
      '2026-05/..',
    ])
    const [whole] = (await teamOf([monthly({ rows: [month({ month: '2025-03/2026-09' })] })])).figures
    expect(whole!.rows).toEqual([])
  })
})

describe('the name of a study', () => {
  it.each([
    ['logs of ann@example.org', 'an e-mail address'],
    ['/home/ann/logs', 'a path'],
    ['C:\\logs', 'a path'],
    ['fleet/ann', 'a path'],
    ['session 0191c4de-1c2f-7a41-a0f6-52a5c8f1d2e3', 'an id'],
    ['run 9f2c41d07be35a6811', 'an id'],
    ['q7Zt_0aB3-xYk9PlMn2wVc', 'a pseudonym'],
  ])('%s is refused before anything is read', async (name, like) => {
    expect(looksLike(name)).toBe(like)
    expect(() => mustBeKept('team', name)).toThrow(PolicyError)
    expect(() => mustBeKept('team', name)).toThrow(/looks like .*rename the study/)
    expect(() => mustBeKept('team', name)).not.toThrow(name)
    await expect(gate(TEAM, asked([], { name }))).rejects.toThrow('rename')
    expect(() => mustBeKept('private', name)).not.toThrow()
  })

  it.each([
    'february',
    'Winter 2026, the platform group',
    'R & D / tools, ~40 people',
    'a-long-name-of-a-study',
  ])('%s is a name', (name) => expect(() => mustBeKept('team', name)).not.toThrow())
})

describe('the last check', () => {
  const good = async () => structuredClone(await teamOf([monthly(), weekly([week('2026-02-01', 7)])]))
  const words = [...candidate().words, candidate().judge.questions]
  const declared = { figures: [interventions, turnDuration], words, groups: new Set<string>() }

  it('lets a release through that holds to the rules', async () => {
    expect(await mechanicalAudit(await good(), declared)).toEqual({ score: 5, why: 'nothing found' })
  })

  it.each<[string, (release: Release & { figures: { rows: Row[] }[] }) => void]>([
    ['a path in a note', (r) => r.study.notes.push('read from /home/ann/logs')],
    ['a pseudonym for a source', (r) => Object.assign(r.study.sources[0]!, { id: 'q7Zt_0aB3-xYk9PlMn2wVc' })],
    ['something that a source carries', (r) => Object.assign(r.study.sources[0]!.carries!, { ann: true })],
    ['a word for what changed', (r) => r.study.changed.push('ann')],
    ['a judge that is none of ours', (r) => Object.assign(r.study.judge, { id: 'somebody/model' })],
    ['how much a judge judged', (r) => Object.assign(r.study.judge, { judged: 0 })],
    ['what a judge cost', (r) => Object.assign(r.study.judge, { cost_usd: 0 })],
    ['a name in a row', (r) => Object.assign(r.figures[0]!.rows[0]!, { measure: 'ann' })],
    ['a name of a column', (r) => Object.assign(r.figures[0]!.overall![0]!, { 'ann@example.org': 3 })],
    ['a name in an aside', (r) => r.figures[0]!.notes.push('For 40 of 90 sessions of ann the log does not say.')],
    [
      'an exact number in an aside',
      (r) => (r.figures[0]!.notes = r.figures[0]!.notes.map((own) => own.replace('420', '421'))),
    ],
    ['a reason', (r) => Object.assign(r.figures[0]!.suppressed.reasons, { ann: 1 })],
    ['a time in place of a day', (r) => Object.assign(r.figures[1]!.rows[0]!, { day: '2026-02-01T10:11:12Z' })],
    ['an exact n', (r) => Object.assign(r.figures[0]!.rows[0]!, { n: 1234 })],
    ['too small an n', (r) => Object.assign(r.figures[0]!.rows[0]!, { n: 19 })],
    ['values without an n', (r) => delete r.figures[0]!.rows[0]!.n],
    ['exact contributors', (r) => Object.assign(r.figures[0]!.overall![0]!, { contributors: 13 })],
    ['no contributors', (r) => Object.assign(r.figures[0]!.rows[0]!, { contributors: 0 })],
    ['an exact step', (r) => Object.assign(r.figures[0]!.flow[1]!, { n: 561 })],
    ['a small step', (r) => Object.assign(r.figures[0]!.flow[1]!, { n: 3 })],
    ['how many were running', (r) => Object.assign(r.figures[1]!.rows[0]!, { censored: 40 })],
    ['how many files there are', (r) => Object.assign(r.study.sources[0]!, { files: 40 })],
    ['who was left out', (r) => Object.assign(r.study.excluded, { requested: 4 })],
    ['the first moment', (r) => Object.assign(r.study.observed, { from: '2026-01-05T00:00:00Z' })],
  ])('finds %s, and repeats nothing of it', async (_, change) => {
    const release = (await good()) as Parameters<typeof change>[0]
    change(release)
    const { score, why } = await mechanicalAudit(release, declared)
    expect(score).toBeLessThan(3)
    expect(why).not.toMatch(/ann|q7Zt|somebody|1234/)
  })

  it('refuses a release, and so does any audit given beside it', async () => {
    await expect(gate(TEAM, asked([], { notes: ['written by ann'] }))).rejects.toThrow(PolicyError)
    const worried: Audit = async () => ({ score: 2, why: 'this could be somebody' })
    const calm: Audit = async () => ({ score: 3, why: '' })
    await expect(gate(TEAM, asked([]), [calm, worried])).rejects.toThrow('this could be somebody')
    await expect(gate(TEAM, asked([]), [calm])).resolves.toBeDefined()
  })
})
