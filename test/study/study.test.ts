import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dataHash,
  EXCLUSION_REASONS,
  nearest,
  parseStudy,
  SETTINGS,
  StudyError,
  type StudyFile,
  studyChanges,
  studyFromOptions,
  studyHash,
  studyYaml,
} from '../../src/study/index.js'

const words = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.trim() !== '')
const reason = fc.constantFrom(...EXCLUSION_REASONS)
const time = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date, new Date(date.getTime() - (date.getTime() % 86_400_000))))
  .map((date) => date.toISOString().replace('.000Z', 'Z'))
const natural = (min: number) => fc.integer({ min, max: 1e9 })
const policy = fc
  .record({
    name: fc.constantFrom('private' as const, 'team' as const, 'public' as const),
    k_users: natural(1),
    k_items: natural(1),
    sybils: natural(0),
    protect: fc.constantFrom('user' as const, 'customer' as const),
    epsilon: fc.double({ min: 1e-9, max: 50, noNaN: true }),
    delta: fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
  })
  .map((p) => (p.name === 'public' ? p : { ...p, epsilon: null, delta: null }))

const anyEmbedding: fc.Arbitrary<StudyFile> = fc.record({
  name: words,
  sources: fc.array(fc.record({ place: words, kind: fc.option(words) }), { minLength: 1, maxLength: 4 }),
  window: fc
    .tuple(fc.option(time), fc.option(time))
    .filter(([from, to]) => from === null || to === null || Date.parse(from) < Date.parse(to))
    .map(([from, to]) => ({ from, to })),
  exclude: fc.array(
    fc.oneof(
      fc.record({ customer: words, reason }),
      fc.record({ user: words, reason }),
      fc.record({ setting: fc.constantFrom(...SETTINGS), reason: fc.option(reason) }),
    ),
    { maxLength: 4 },
  ),
  sample: fc.record(
    {
      actions: natural(0),
      turns: natural(0),
      seed: natural(0),
      width: fc.double({ min: 1e-6, max: 0.4, noNaN: true }),
    },
    { requiredKeys: ['actions', 'turns', 'seed'] },
  ),
  policy,
  judge: fc.record(
    {
      id: fc.constantFrom('rules', 'anthropic/claude-sonnet-4-5', 'local/models/a:b'),
      address: fc.webUrl(),
      temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
      thinking: fc.constantFrom(1024, 'adaptive:4096', 'untold:1'),
      questions: words,
    },
    { requiredKeys: ['id'] },
  ),
  embedding: fc.oneof(
    fc.constantFrom('vocabulary' as const, 'energetic' as const),
    fc.record({ endpoint: fc.constantFrom('https://vectors.example/v1', 'http://localhost:11434'), model: words }),
  ),
  naming: fc.oneof(
    fc.constant('composed' as const),
    fc.record({ endpoint: fc.constantFrom('https://words.example/v1', 'http://localhost:11434'), model: words }),
  ),
})

/** Other readers' groups are made of shipped terms alone. */
const studies = anyEmbedding.map(
  (study): StudyFile => (study.policy.name === 'private' ? study : { ...study, embedding: 'vocabulary' }),
)

const base = studyFromOptions({ places: ['a', 'b'] })

describe('studyYaml', () => {
  it('parses back to the same study', () => {
    fc.assert(
      fc.property(studies, (study) => {
        expect(parseStudy(studyYaml(study), 's')).toEqual(study)
      }),
    )
  })

  it('is canonical', () => {
    fc.assert(fc.property(studies, (study) => studyYaml(parseStudy(studyYaml(study), 's')) === studyYaml(study)))
    expect(studyYaml(studyFromOptions({ name: 'x', places: ['fleet/{user}'], from: '2026-01-19' }))).toBe(`name: x
sources:
  - { place: 'fleet/{user}' }
window: { from: 2026-01-19 }
exclude: []
sample: { actions: 100000, turns: 50000, seed: 7 }
policy: { name: team, k_users: 5, k_items: 20, sybils: 0, protect: user }
judge: { id: rules }
embedding: vocabulary
naming: composed
`)
  })
})

describe('studyFromOptions', () => {
  it('takes a policy by name or in part', () => {
    expect(studyFromOptions({ places: ['a'], policy: 'private' }).policy.name).toBe('private')
    expect(studyFromOptions({ places: ['a'], policy: { name: 'team', k_users: 9 } }).policy.k_users).toBe(9)
  })

  it('refuses what a study file could not say', () => {
    expect(() => studyFromOptions({ places: [] })).toThrow(/^options: sources: expected a list/)
    expect(() => studyFromOptions({ places: ['a'], from: 'yesterday' })).toThrow(StudyError)
  })
})

describe('dataHash', () => {
  const of = (study: Partial<StudyFile>) => dataHash({ ...base, ...study }, ['p', 'q'], 'key')

  it('stands for units, whatever their window, and for who judged them', () => {
    const rules = of({ judge: { id: 'rules' } })
    expect(of({ judge: { id: 'rules' }, window: { from: null, to: null }, name: 'other' })).toBe(rules)
    expect(of({ judge: { id: 'rules' }, exclude: [{ user: 'x', reason: 'requested' }] })).not.toBe(rules)
    expect(new Set([rules, of({ judge: { id: 'a/b' } }), of({ judge: { id: 'a/c' } })]).size).toBe(3)
    expect(of({ judge: { id: 'rules' }, embedding: 'energetic' })).not.toBe(rules)
    // Whatever groups are called, they are of the same units.
    expect(of({ judge: { id: 'rules' }, naming: { endpoint: 'http://localhost:11434/v1', model: 'small' } })).toBe(
      rules,
    )
  })
})

describe('studyHash and studyChanges', () => {
  it('do not depend on the name of the study, the order of places or of exclusions', () => {
    const hash = studyHash(base)
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
    expect(studyHash({ ...base, name: 'other' })).toBe(hash)
    expect(studyHash({ ...base, sources: base.sources.toReversed() })).toBe(hash)
    expect(studyHash(parseStudy(studyYaml(base), 's'))).toBe(hash)
    expect(studyChanges(base, { ...base, sources: base.sources.toReversed() })).toEqual([])
    expect(studyChanges(base, { ...base, name: 'other' })).toEqual(['name'])
  })

  it('change with everything that affects results', () => {
    fc.assert(
      fc.property(studies, studies, (a, b) => {
        const changes = studyChanges(a, b).filter((part) => part !== 'name')
        expect(studyHash(a) === studyHash(b)).toBe(changes.length === 0)
      }),
    )
    const changed = {
      ...base,
      window: { from: '2026-01-19T00:00:00Z', to: null },
      policy: { ...base.policy, k_users: 6 },
    }
    expect(studyChanges(base, changed)).toEqual(['window', 'policy'])
  })

  it('cannot be tested against guesses without the key', () => {
    expect(studyHash(base, 'one')).not.toBe(studyHash(base))
    expect(studyHash(base, 'one')).not.toBe(studyHash(base, 'two'))
    expect(studyHash(base, 'one')).toBe(studyHash(base, 'one'))
  })
})

describe('nearest', () => {
  it.each([
    ['k_user', ['name', 'k_users', 'k_items'], 'k_users'],
    ['form', ['to', 'from'], 'from'],
    ['POLICY', ['policy', 'judge'], 'policy'],
    ['', ['a', 'bc'], 'a'],
  ])('%s among %j is %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected)
  })

  it('knows nothing among nothing, and a known word is nearest to itself', () => {
    expect(nearest('x', [])).toBeUndefined()
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,9}$/), { minLength: 1 }), (known) =>
        known.every((word) => nearest(word, known) === word),
      ),
    )
  })
})
