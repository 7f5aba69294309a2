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
const released = (given?: Partial<FigureEstimate>): Release =>
  gate(PRIVATE, candidate({ figures: [Private.of(estimate(given))] }))

describe('the gate under "private"', () => {
  it('lets everything through and says so', () => {
    const release = released()
    expect(release.study.notes).toContain(PRIVATE_NOTE)
    expect(PRIVATE_NOTE).toMatch(/nothing is withheld and nothing is promised/)
    // Thresholds that are not applied are not claimed.
    expect(release.study.policy).toEqual({ ...PRIVATE, k_items: 1, k_users: 1, sybils: 0 })
    expect(release.study.sources[0]).toMatchObject({ files: 3, records: 40, contributors: 2 })
    expect(release.figures[0]).toMatchObject({ id: 'interventions', n: 3, contributors: 1, rows: [row] })
    expect(release.figures[0]!.suppressed).toEqual({ cells: 0, reasons: {} })
    expect(parseRelease(JSON.parse(JSON.stringify(release)))).toEqual(release)
  })

  it('keeps the notes of study and figure, and says where intervals speak of few people', () => {
    const given = candidate({ figures: [Private.of(estimate())] })
    given.study.notes = ['these logs are made up']
    const release = gate(PRIVATE, given)
    expect(release.study.notes).toEqual(['these logs are made up', PRIVATE_NOTE])
    expect(release.figures[0]!.notes.slice(0, -1)).toEqual([...interventions.notes, 'said beside it'])
    expect(release.figures[0]!.notes.at(-1)).toMatch(/^Fewer than 5 contributors/)
    expect(released({ clusters: 'contributors' }).figures[0]!.notes.at(-1)).toBe('said beside it')
  })

  it('counts values withheld because turns were still running', () => {
    const rows = [
      { ...row, withheld: { p99: 'censored', p999: 'censored' } },
      { ...row, withheld: { p999: 'tail' } },
    ]
    expect(released({ rows }).figures[0]!.suppressed).toEqual({ cells: 0, reasons: { censored: 2, tail: 1 } })
  })

  it.each([
    ['a value that is no number', { rows: [{ ...row, per_session: '2' }] }],
    ['a measure that is not in the contract', { rows: [{ ...row, measure: 'moods' }] }],
    ['a row without its key', { rows: [{ ...row, month: undefined }] }],
    ['a fraction of a person', { contributors: 1.5 }],
    ['NaN', { rows: [{ ...row, low: Number.NaN }] }],
    ['fewer than none', { flow: [{ step: 'counted', n: -1 }] }],
    ['a curve where the figure has none', { curve: [{ x: 1, share: 0.5 }] }],
  ] as [string, Partial<FigureEstimate>][])('lets nothing out that breaks the contract: %s', (_, given) => {
    expect(() => released(given)).toThrow(/not a leeway\.release\/1 file:\n {2}figures\.0/)
  })
})

describe('other policies', () => {
  it.each(['team', 'public'] as const)('refuses "%s": not yet', (name) => {
    const refused = () => gate({ ...PRIVATE, name }, candidate())
    expect(refused).toThrow(PolicyError)
    expect(refused).toThrow(`policy "${name}": not yet`)
    expect(refused).toThrow('--policy private')
  })

  it('shows one person their own logs, and those of several only when asked by name', () => {
    expect(choosePolicy(Private.of(0), false)).toEqual({ warning: null })
    expect(choosePolicy(Private.of(1), false)).toEqual({ warning: null })
    expect(choosePolicy(Private.of(1), true)).toEqual({ warning: null })
    expect(() => choosePolicy(Private.of(2), false)).toThrow(PolicyError)
    expect(() => choosePolicy(Private.of(2), false)).toThrow('--policy private')
    expect(choosePolicy(Private.of(2), true).warning).toMatch(/several contributors.*withholds nothing/)
  })

  it('does not say how many contributors there are when it refuses', () => {
    expect(() => choosePolicy(Private.of(4711), false)).toThrow(/^(?!.*4711)/)
  })
})

describe('the contract as JSON Schema', () => {
  const schema = releaseJsonSchema()
  const outside = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  const accepts = (value: unknown) => outside.safeParse(JSON.parse(JSON.stringify(value))).success
  const broken = (change: (release: Release & { figures: { rows: Line[] }[] }) => void) => {
    const release = structuredClone(released()) as Release & { figures: { rows: Line[] }[] }
    change(release)
    return release
  }

  it('says which draft it is and survives being written', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' })
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })

  it('accepts a release', () => {
    expect(accepts(released())).toBe(true)
    expect(accepts(gate(PRIVATE, candidate()))).toBe(true)
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
  ])('rejects %s, as the contract does', (_, change) => {
    expect(accepts(broken(change))).toBe(false)
    expect(() => parseRelease(broken(change))).toThrow()
  })
})
