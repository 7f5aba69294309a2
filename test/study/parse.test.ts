import { describe, expect, it } from 'vitest'
import { parseStudy, StudyError } from '../../src/study/index.js'

const EXAMPLE = `name: february
sources: [ { place: 'fleet/{user}/projects' }, { place: 'gateway/{customer}/*.jsonl.gz', kind: anthropic-messages } ]
window: { from: 2026-01-19, to: 2026-02-02 }          # half-open, UTC
exclude: [ { customer: acme, reason: zero-retention } ]
sample: { actions: 100000, turns: 50000, seed: 7 }
policy: { name: team, k_users: 5, k_items: 20, protect: user }
judge: { id: rules }
`

const MINIMAL = 'name: a\nsources:\n  - place: logs\n'

function problem(text: string, kinds?: readonly string[]): string {
  try {
    parseStudy(text, 'study.yaml', kinds)
  } catch (error) {
    expect(error).toBeInstanceOf(StudyError)
    return (error as StudyError).message
  }
  throw new Error('expected a StudyError')
}

describe('parseStudy', () => {
  it('reads the example of the documentation', () => {
    expect(parseStudy(EXAMPLE, 'study.yaml')).toEqual({
      name: 'february',
      sources: [
        { place: 'fleet/{user}/projects', kind: null },
        { place: 'gateway/{customer}/*.jsonl.gz', kind: 'anthropic-messages' },
      ],
      window: { from: '2026-01-19T00:00:00Z', to: '2026-02-02T00:00:00Z' },
      exclude: [{ customer: 'acme', reason: 'zero-retention' }],
      sample: { actions: 100000, turns: 50000, seed: 7 },
      policy: { name: 'team', k_users: 5, k_items: 20, sybils: 0, protect: 'user', epsilon: null, delta: null },
      judge: { id: 'rules' },
      embedding: 'vocabulary',
      naming: 'composed',
    })
  })

  it('fills in defaults', () => {
    const study = parseStudy(MINIMAL, 's')
    expect(study.window).toEqual({ from: null, to: null })
    expect(study.exclude).toEqual([])
    expect(study.policy).toMatchObject({ name: 'team', k_users: 5, k_items: 20, sybils: 0, protect: 'user' })
    expect(study.judge).toEqual({ id: 'rules' })
    expect(parseStudy(`${MINIMAL}window:\nexclude:\npolicy:\n`, 's')).toEqual(study)
    expect(parseStudy(`${MINIMAL}policy: { k_users: 8 }`, 's').policy).toMatchObject({ k_users: 8, k_items: 20 })
  })

  it.each([
    ['2026-01-19', '2026-01-19T00:00:00Z'],
    ["'2026-01-19'", '2026-01-19T00:00:00Z'],
    ['2026-01-19T08:30:00Z', '2026-01-19T08:30:00Z'],
    ['2026-01-19 08:30:00', '2026-01-19T08:30:00Z'],
    ['2026-01-19T08:30:00.250Z', '2026-01-19T08:30:00.250Z'],
    ['2026-01-19T01:30:00+02:00', '2026-01-18T23:30:00Z'],
  ])('reads the time %s', (written, read) => {
    expect(parseStudy(`${MINIMAL}window: { from: ${written} }`, 's').window).toEqual({ from: read, to: null })
  })

  it.each([
    '2026-02-30',
    '19.01.2026',
    '2026',
    '2026-01-19T25:00:00Z',
    'soon',
    '[2026]',
  ])('refuses the time %s', (time) => {
    expect(problem(`${MINIMAL}window:\n  from: ${time}\n`)).toMatch(
      /^study\.yaml:5: window\.from: expected a date such as/,
    )
  })

  it('refuses a window that is empty or runs backwards', () => {
    const text = `${MINIMAL}window: { from: 2026-02-02, to: 2026-02-02 }`
    expect(problem(text)).toBe(
      'study.yaml:4: window: expected `from` before `to`. The window is half-open: `to` is the first moment left out.',
    )
  })

  it('names an unknown key, its line and the nearest known one', () => {
    expect(problem(`${MINIMAL}polcy: { name: team }`)).toBe(
      'study.yaml:4: polcy: unknown key `polcy`, expected name, sources, window, exclude, sample, policy, judge, embedding, naming. ' +
        'The nearest known key is `policy`.',
    )
    expect(problem(`${MINIMAL}policy:\n  name: team\n  k_user: 5\n`)).toMatch(
      /study\.yaml:6: policy\.k_user: unknown key `k_user`.* nearest known key is `k_users`/,
    )
    expect(problem('name: a\nsources:\n  - place: x\n  - place: y\n    knd: z\n')).toMatch(
      /study\.yaml:5: sources\[1\]\.knd: .*`kind`/,
    )
    expect(problem(`${MINIMAL}exclude: [ { customr: acme } ]`)).toMatch(/exclude\[0\]\.customr: .*`customer`/)
  })

  it('says where a key that stands in the wrong place belongs', () => {
    expect(problem(`${MINIMAL}k_users: 5`)).toMatch(
      /study\.yaml:4: k_users: .* The key `k_users` belongs under `policy`/,
    )
    expect(problem(`${MINIMAL}policy: { seed: 5 }`)).toMatch(/belongs under `sample`/)
    expect(problem(`${MINIMAL}policy: { judge: x }`)).toMatch(/belongs at the top of the file/)
  })

  it('reports every problem, in the order of the file', () => {
    const lines = problem('nam: a\nsources: []\npolicy: { name: teem }\njudge: { id: gpt }').split('\n')
    expect(lines.map((line) => line.split(':').slice(1, 3).join(':'))).toEqual([
      '1: name',
      '1: nam',
      '2: sources',
      '3: policy.name',
      '4: judge.id',
    ])
  })

  it('takes an embedding that sees more than shipped terms under the policy private only', () => {
    const own = `${MINIMAL}policy: { name: private }\n`
    expect(parseStudy(MINIMAL, 's').embedding).toBe('vocabulary')
    expect(parseStudy(`${own}embedding: energetic`, 's').embedding).toBe('energetic')
    const endpoint = '{ endpoint: http://localhost:11434/v1, model: all-minilm }'
    expect(parseStudy(`${own}embedding: ${endpoint}`, 's').embedding).toEqual({
      endpoint: 'http://localhost:11434/v1',
      model: 'all-minilm',
    })
    for (const given of ['energetic', endpoint])
      expect(problem(`${MINIMAL}embedding: ${given}`)).toBe(
        'study.yaml:4: embedding: expected vocabulary, unless the policy is private. Remove embedding, or choose the policy private.',
      )
    for (const wrong of ['minilm', '{ endpoint: https://vectors.example/v1 }', '[ vocabulary ]'])
      expect(problem(`${own}embedding: ${wrong}`)).toBe(
        'study.yaml:5: embedding: expected vocabulary, energetic, or { endpoint: <base URL>, model: <name> }. Write one of these.',
      )
    for (const wrong of ['localhost', 'https://me:key@vectors.example/v1', 'https://vectors.example/v1?key=x'])
      expect(problem(`${own}embedding: { endpoint: "${wrong}", model: x }`)).toBe(
        'study.yaml:5: embedding.endpoint: expected a base URL such as http://localhost:11434/v1. Leave a key out of it.',
      )
  })

  it('takes a model for names under any policy, since it sees shipped terms alone', () => {
    const model = '{ endpoint: http://localhost:11434/v1, model: small }'
    for (const policy of ['private', 'team'])
      expect(parseStudy(`${MINIMAL}policy: { name: ${policy} }\nnaming: ${model}`, 's').naming).toEqual({
        endpoint: 'http://localhost:11434/v1',
        model: 'small',
      })
    for (const wrong of ['small', '{ model: small }'])
      expect(problem(`${MINIMAL}naming: ${wrong}`)).toBe(
        'study.yaml:4: naming: expected composed, or { endpoint: <base URL>, model: <name> }. Write one of these.',
      )
    expect(problem(`${MINIMAL}naming: { endpoint: "https://me:key@words.example/v1", model: x }`)).toBe(
      'study.yaml:4: naming.endpoint: expected a base URL such as http://localhost:11434/v1. Leave a key out of it.',
    )
  })

  it('keeps the ids of excluded people out of messages', () => {
    expect(problem(`${MINIMAL}exclude: [ { user: jane, customer: acme } ]`)).not.toMatch(/jane|acme/)
    expect(problem(`${MINIMAL}exclude: [ { user: 12345 } ]`)).toMatch(/expected the id of a user\. Put quotes/)
    expect(problem(`${MINIMAL}exclude: [ { user: 12345 } ]`)).not.toMatch(/12345/)
  })

  it('takes one subject and a listed reason per exclusion', () => {
    const text = `${MINIMAL}exclude:\n  - user: u1\n  - { user: u2, reason: no-consent }\n  - setting: evaluation\n`
    expect(parseStudy(text, 's').exclude).toEqual([
      { user: 'u1', reason: 'requested' },
      { user: 'u2', reason: 'no-consent' },
      { setting: 'evaluation', reason: null },
    ])
    expect(problem(`${MINIMAL}exclude:\n  - user: u1\n  - reason: requested\n`)).toMatch(
      /study\.yaml:6: exclude\[1\]: expected exactly/,
    )
    expect(problem(`${MINIMAL}exclude: [ { user: u1, reason: other } ]`)).toMatch(/expected one of zero-retention/)
    expect(problem(`${MINIMAL}exclude: [ { setting: Test } ]`)).toMatch(/expected one of evaluation/)
  })

  it('asks for epsilon and delta under public, and only there', () => {
    const policy = (text: string) => `${MINIMAL}policy: { ${text} }`
    const study = parseStudy(policy('name: public, epsilon: 1, delta: 1e-6'), 's')
    expect(study.policy).toMatchObject({ epsilon: 1, delta: 1e-6 })
    expect(problem(policy('name: public, epsilon: 1'))).toMatch(/policy\.delta: expected delta/)
    expect(problem(policy('name: team, epsilon: 1'))).toMatch(
      /policy\.epsilon: expected no epsilon under the policy team/,
    )
    expect(problem(policy('name: public, epsilon: 0, delta: 0.1'))).toMatch(/a number above 0/)
    expect(problem(policy('k_users: 2.5'))).toMatch(/policy\.k_users: .* whole number of 1 or more/)
    expect(problem(policy('k_users: 0'))).toMatch(/policy\.k_users/)
  })

  it('checks kinds where it is told them', () => {
    const text = 'name: a\nsources:\n  - place: x\n    kind: claude-cod\n'
    expect(parseStudy(text, 's').sources[0]?.kind).toBe('claude-cod')
    expect(problem(text, ['claude-code', 'codex'])).toMatch(/study\.yaml:4: sources\[0\]\.kind: .*`claude-code`/)
  })

  it.each([
    ['', 1],
    ['just text', 1],
    ['- a\n- b', 1],
    ['name: a\nname: b\nsources: [ { place: x } ]', 2],
    ['name: a\nsources: [ { place: x }', 2],
    ['name: a\n---\nname: b\n', 2],
    ['name: *nobody\nsources: [ { place: x } ]', 1],
    ['1: a', 1],
  ])('turns broken YAML into a problem with a line: %j', (text, line) => {
    expect(problem(text)).toMatch(new RegExp(`^study\\.yaml:${line}: `))
  })

  it('survives aliases that would unfold without end', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `k${i}: &a${i} [${Array(9)
          .fill(i ? `*a${i - 1}` : 'x')
          .join(', ')}]`,
    )
    expect(problem(bomb.join('\n'))).toMatch(/^study\.yaml:/)
  })
})
