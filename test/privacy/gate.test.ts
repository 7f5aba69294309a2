import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FigureEstimate, Private } from '../../src/algebra/index.js'
import { interventions } from '../../src/measures/interventions.js'
import { choosePolicy, gate, PolicyError, PRIVATE_NOTE } from '../../src/privacy/index.js'
import { parseRelease, type Release, releaseJsonSchema } from '../../src/release/index.js'
import { candidate, PRIVATE } from './candidate.js'

type Line = Record<string, unknown>
const row: Line = { month: '2026-01', measure: 'all', n: 3, contributors: 1, per_session: 2, low: null, high: null }
const estimate = (given: Partial<FigureEstimate> = {}): FigureEstimate => ({
  spec: interventions,
  n: 3,
  contributors: 1,
  clusters: 'days',
  withheld: {},
  flow: [
    { step: 'eligible', n: 3 },
    { step: 'counted', n: 3 },
  ],
  asides: ['said beside it'],
  rows: [row],
  overall: [],
  curve: [],
  sensitivity: [],
  ...given,
})
const released = (given?: Partial<FigureEstimate>): Promise<Release> =>
  gate(PRIVATE, candidate({ figures: [Private.of(estimate(given))] }))

describe('the gate under "private"', () => {
  it('lets everything through and says so', async () => {
    const release = await released()
    expect(release.study.notes).toContain(PRIVATE_NOTE)
    expect(PRIVATE_NOTE).toMatch(/nothing is withheld and nothing is promised/)
    // Thresholds that are not applied are not claimed.
    expect(release.study.policy).toEqual({ ...PRIVATE, k_items: 1, k_users: 1, sybils: 0 })
    expect(release.study.sources[0]).toMatchObject({ files: 3, records: 40, contributors: 2 })
    expect(release.figures[0]).toMatchObject({ id: 'interventions', n: 3, contributors: 1, rows: [row] })
    expect(release.figures[0]!.suppressed).toEqual({ cells: 0, reasons: {} })
    expect(parseRelease(JSON.parse(JSON.stringify(release)))).toEqual(release)
  })

  it('keeps the notes of study and figure, and says where intervals speak of few people', async () => {
    const given = candidate({ figures: [Private.of(estimate())] })
    given.study.notes = ['these logs are made up']
    const release = await gate(PRIVATE, given)
    expect(release.study.notes).toEqual(['these logs are made up', PRIVATE_NOTE])
    expect(release.figures[0]!.notes.slice(0, -1)).toEqual([...interventions.notes, 'said beside it'])
    expect(release.figures[0]!.notes.at(-1)).toMatch(/^Fewer than 5 contributors/)
    expect((await released({ clusters: 'contributors' })).figures[0]!.notes.at(-1)).toBe('said beside it')
  })

  it('counts values withheld because turns were still running', async () => {
    const rows = [
      { ...row, withheld: { p99: 'censored', p999: 'censored' } },
      { ...row, withheld: { p999: 'tail' } },
    ]
    expect((await released({ rows })).figures[0]!.suppressed).toEqual({ cells: 0, reasons: { censored: 2, tail: 1 } })
  })

  it.each([
    ['a value that is no number', { rows: [{ ...row, per_session: '2' }] }],
    ['a measure that is not in the contract', { rows: [{ ...row, measure: 'moods' }] }],
    ['a row without its key', { rows: [{ ...row, month: undefined }] }],
    ['a fraction of a person', { contributors: 1.5 }],
    ['NaN', { rows: [{ ...row, low: Number.NaN }] }],
    ['fewer than none', { flow: [{ step: 'counted', n: -1 }] }],
    ['a curve where the figure has none', { curve: [{ x: 1, share: 0.5 }] }],
  ] as [string, Partial<FigureEstimate>][])('lets nothing out that breaks the contract: %s', async (_, given) => {
    await expect(released(given)).rejects.toThrow(/not a leeway\.release\/1 file:\n {2}figures\.0/)
  })
})

describe('the choice of a policy', () => {
  it('refuses "public": not yet', async () => {
    const refused = gate({ ...PRIVATE, name: 'public' }, candidate())
    await expect(refused).rejects.toThrow(PolicyError)
    await expect(refused).rejects.toThrow('policy "public": not yet')
  })

  it('shows one person their own logs, and those of several under "team" unless "private" is asked for by name', () => {
    for (const one of [0, 1]) expect(choosePolicy(Private.of(one), null)).toEqual({ name: 'private', says: null })
    expect(choosePolicy(Private.of(1), 'private')).toEqual({ name: 'private', says: null })
    expect(choosePolicy(Private.of(1), 'team')).toEqual({ name: 'team', says: null })
    expect(choosePolicy(Private.of(2), 'team')).toEqual({ name: 'team', says: null })
    expect(choosePolicy(Private.of(2), null)).toMatchObject({
      name: 'team',
      says: expect.stringMatching(/--policy private/),
    })
    expect(choosePolicy(Private.of(2), 'private')).toMatchObject({
      name: 'private',
      says: expect.stringMatching(/several contributors.*withholds nothing/),
    })
  })

  it('does not say how many contributors there are', () => {
    for (const named of [null, 'private'] as const)
      expect(choosePolicy(Private.of(4711), named).says).not.toContain('4711')
  })
})

describe('the contract as JSON Schema', () => {
  const schema = releaseJsonSchema()
  const outside = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  const accepts = (value: unknown) => outside.safeParse(JSON.parse(JSON.stringify(value))).success
  const broken = async (change: (release: Release & { figures: { rows: Line[] }[] }) => void) => {
    const release = structuredClone(await released()) as Release & { figures: { rows: Line[] }[] }
    change(release)
    return release
  }

  it('says which draft it is and survives being written', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' })
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })

  it('accepts a release', async () => {
    expect(accepts(await released())).toBe(true)
    expect(accepts(await gate(PRIVATE, candidate()))).toBe(true)
  })

  it('accepts a row with a reason in place of its values, which are null for those who read it', async () => {
    const withheld = { month: '2026-01/2026-02', measure: 'all', suppressed: 'ledger' }
    const release = await broken((r) => Object.assign(r.figures[0]!, { rows: [withheld] }))
    expect(accepts(release)).toBe(true)
    expect(parseRelease(release).figures[0]!.rows).toEqual([{ ...withheld, per_session: null, low: null, high: null }])
  })

  it('accepts counts that a policy withholds', async () => {
    const release = await broken((r) => {
      for (const key of ['files', 'records', 'turns', 'contributors'] as const) r.study.sources[0]![key] = null
      r.study.excluded.requested = null
      Object.assign(r.figures[0]!, { n: null, contributors: null, rows: [] })
    })
    expect(accepts(release)).toBe(true)
    expect(parseRelease(release)).toEqual(release)
  })

  it.each<[string, Parameters<typeof broken>[0]]>([
    ['another schema', (r) => Object.assign(r, { schema: 'leeway.release/2' })],
    ['no study', (r) => Object.assign(r, { study: undefined })],
    ['an unknown policy', (r) => Object.assign(r.study.policy, { name: 'friends' })],
    ['a count as text', (r) => Object.assign(r.study.sources[0]!, { turns: '8' })],
    ['a negative count', (r) => Object.assign(r.figures[0]!, { n: -1 })],
    ['no first study', (r) => Object.assign(r.study, { analysis: 0 })],
    ['a row with an unknown measure', (r) => Object.assign(r.figures[0]!.rows[0]!, { measure: 'moods' })],
    ['a row without its month', (r) => Object.assign(r.figures[0]!.rows[0]!, { month: undefined })],
    ['figures that are no list', (r) => Object.assign(r, { figures: {} })],
    ['a row of a month that is none', (r) => Object.assign(r.figures[0]!.rows[0]!, { month: 'last January' })],
  ])('rejects %s, as the contract does', async (_, change) => {
    const release = await broken(change)
    expect(accepts(release)).toBe(false)
    expect(() => parseRelease(release)).toThrow()
  })
})
