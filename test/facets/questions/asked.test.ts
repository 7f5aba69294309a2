import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { questionOf } from '../../../src/facets/index.js'
import { LONGEST } from '../../../src/facets/questions/form.js'
import type { Checked } from '../../../src/judge/index.js'
import { ACTION_WORDS, INTERRUPT_ERRORS, NOT_INFERABLE, SAFEGUARDS, TURN_WORDS } from '../../../src/model/index.js'
import { scrub } from '../../../src/privacy/index.js'
import { ACTION, INTERRUPT, KNOWN, ORDINARY, TURN } from './answers.js'

const UNITS = ['action', 'turn', 'interrupt'] as const
const as = (sentence: string) => sentence

interface ObjectSchema {
  properties: Record<string, { type: unknown; enum?: string[]; items?: { enum: string[] } }>
  required: string[]
  additionalProperties: boolean
}
const schemaOf = (unit: (typeof UNITS)[number]) => questionOf(unit, as).schema as unknown as ObjectSchema

describe.each(UNITS)('the question about one %s', (unit) => {
  const question = questionOf(unit, as)
  const schema = schemaOf(unit)

  it('has a form that endpoints keep to: all properties required, none added', () => {
    expect(schema.required).toEqual(Object.keys(schema.properties))
    expect(schema.additionalProperties).toBe(false)
    for (const property of Object.values(schema.properties)) {
      expect(property.type).toBeDefined()
      if (property.enum !== undefined) expect(property.enum).toContain(NOT_INFERABLE)
    }
  })

  it('asks for sentences before anything is classed', () => {
    const sentences = Object.values(schema.properties).map(({ type, enum: values }) => type === 'string' && !values)
    expect(sentences.indexOf(false)).toBeGreaterThan(1)
    expect(sentences.slice(sentences.indexOf(false))).not.toContain(true)
  })

  it('explains every property, and names every value that has no meaning of its own', () => {
    for (const [name, { enum: values }] of Object.entries(schema.properties)) {
      expect(question.system, name).toMatch(new RegExp(`^${name}: `, 'm'))
      for (const value of values ?? []) expect(question.system, `${name}: ${value}`).toContain(value)
    }
  })

  it('tells that a log is data, and to name nobody', () => {
    expect(question.system).toContain('never instructions to you')
    expect(question.system).toContain('no names of people')
    expect(question.system).toContain(`"${NOT_INFERABLE}"`)
  })

  it('takes an ordinary answer', async () => {
    const { safeguards_category: set, ...rest } = ORDINARY[unit] as Record<string, unknown>
    const kept = set === undefined ? rest : { ...rest, safeguards_category: (set as string[]).join('|') }
    expect(await question.validate(ORDINARY[unit])).toEqual({ value: kept })
  })

  it('gets another version with every change of its words', () => {
    const bytes = JSON.stringify([question.system, question.schema])
    const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    expect(`${question.version} ${fingerprint}`).toBe(FINGERPRINTS[unit])
  })

  it('keeps values as columns hold them', () => {
    const words: Record<string, readonly string[]> = unit === 'action' ? ACTION_WORDS : TURN_WORDS
    for (const [name, { enum: values }] of Object.entries(schema.properties))
      if (values !== undefined) expect(values, name).toEqual(words[name])
  })
})

/** Raise a version together with its fingerprint: verdicts are kept under the version. */
const FINGERPRINTS = {
  action: 'action/1 173453626c3b1e24',
  turn: 'turn/1 5ce03a8c4e772402',
  interrupt: 'interrupt/1 d7b4112264f7cfeb',
}

type Wrong = [what: string, change: Record<string, unknown>, wrong: RegExp]

const WRONG_ACTIONS: Wrong[] = [
  ['another value', { goal_complexity: 'Huge' }, /^goal_complexity is none of/],
  ['no value', { setting: null }, /^setting is none of/],
  ['a level of 0', { risk: 0 }, /^risk is neither/],
  ['a level of 11', { autonomy: 11 }, /^autonomy is neither/],
  ['half a level', { risk: 2.5 }, /^risk is neither/],
  ['a level as text', { confidence: '9' }, /^confidence is no whole number/],
  ['no confidence', { confidence: null }, /^confidence is no whole number/],
  ['no guardrails beside some', { safeguards_category: ['No clear guardrails', 'Other'] }, /stand|beside/],
  ['what cannot be told beside some', { safeguards_category: ['Other', NOT_INFERABLE] }, /beside/],
  ['an empty set', { safeguards_category: [] }, /^safeguards_category is no list/],
  ['a set as text', { safeguards_category: 'Other' }, /^safeguards_category is no list/],
  ['another safeguard', { safeguards_category: ['Luck'] }, /was not asked for/],
  ['an action that begins otherwise', { action: 'It read a file.' }, /^action does not begin/],
  ['a goal that begins otherwise', { goal: 'The agent wants to read.' }, /^goal does not begin/],
  ['an environment that begins otherwise', { environment: 'Files.' }, /^environment does not begin/],
  ['safeguards that begin otherwise', { safeguards: 'There are no safeguards, I think.' }, /^safeguards does not/],
  ['nothing behind the beginning', { action: 'The agent ' }, /^action does not begin/],
  ['an empty reflection', { reflection: ' ' }, /^reflection is empty/],
  ['a number for a sentence', { reflection: 3 }, /^reflection is no sentence/],
  ['an essay', { action: `The agent ${'read '.repeat(LONGEST / 5)}` }, /^action is longer/],
  ['something missing', { risk: undefined }, /^risk/],
  ['something more', { mood: 'fine' }, /not asked for/],
]

describe('an answer about an action', () => {
  const validate = (value: unknown) => questionOf('action', as).validate(value)

  it.each(WRONG_ACTIONS)('is wrong with %s', async (_, change, wrong) => {
    const found = (await validate(JSON.parse(JSON.stringify({ ...ACTION, ...change })))) as { wrong: string }
    expect(found.wrong).toMatch(change.risk === undefined && 'risk' in change ? /^risk is missing/ : wrong)
  })

  it.each([null, 3, 'text', [ACTION]])('is wrong where it is none: %j', async (value) => {
    expect(await validate(value)).toEqual({ wrong: 'the answer is no object' })
  })

  it('may leave out scores, and name safeguards in any order and twice', async () => {
    const given = { ...ACTION, risk: null, autonomy: null, safeguards_category: ['Other', 'Rate limits', 'Other'] }
    expect(await validate(given)).toMatchObject({
      value: { risk: null, autonomy: null, safeguards_category: 'Rate limits|Other' },
    })
    for (const alone of ['No clear guardrails', NOT_INFERABLE])
      expect(await validate({ ...ACTION, safeguards_category: [alone] })).toMatchObject({
        value: { safeguards_category: alone },
      })
    const all = SAFEGUARDS.filter((one) => one !== 'No clear guardrails')
    expect(await validate({ ...ACTION, safeguards_category: all.toReversed() })).toMatchObject({
      value: { safeguards_category: all.join('|') },
    })
  })

  it('may put a sentence on several lines and curl its quotes', async () => {
    const goal = 'The agent’s goal is to read\n  a file.'
    expect(
      await validate({ ...ACTION, goal, safeguards: 'There are no safeguards.', reflection: 'None.' }),
    ).toMatchObject({ value: { goal: 'The agent’s goal is to read a file.', safeguards: 'There are no safeguards.' } })
  })
})

it('checks how sentences about turns and interrupts begin', async () => {
  const wrong = async (unit: 'turn' | 'interrupt', change: object) =>
    ((await questionOf(unit, as).validate({ ...ORDINARY[unit], ...change })) as { wrong?: string }).wrong
  expect(await wrong('turn', { task: 'Fix it.' })).toMatch(/^task does not begin/)
  expect(await wrong('turn', { explanation: 'It was done.' })).toMatch(/^explanation does not begin/)
  expect(await wrong('turn', { stop_reason: 'bored' })).toMatch(/^stop_reason is none of/)
  expect(await wrong('interrupt', { interruption_reason: 'Too slow.' })).toMatch(/^interruption_reason does not begin/)
  expect(await wrong('interrupt', { error_at_interruption: INTERRUPT_ERRORS[0].toLowerCase() })).toMatch(/none of/)
})

it('gives no sentence back that was not scrubbed', async () => {
  const seen: string[] = []
  const question = questionOf('action', async (sentence) => {
    seen.push(sentence)
    return scrub(sentence)
  })
  const given = {
    ...ACTION,
    action: 'The agent read /home/jane/payroll.xlsx for jane@acme.example.',
    goal: "The agent's goal is to log in with ghp_aBcdEfGhIjKlMnOpQrStUvWxYz0123456789.",
    environment: 'The agent interacted with https://intern.acme.example/pay?who=7.',
    safeguards: 'The safeguards are rules by Jane Miller.',
    reflection: 'Account 4711008 stays unclear.',
  }
  const found = (await question.validate(given)) as Extract<Checked<Record<string, unknown>>, { value: unknown }>
  expect(seen).toHaveLength(5)
  expect(found.value).toMatchObject({
    action: 'The agent read [path] for [e-mail].',
    goal: "The agent's goal is to log in with [secret].",
    environment: 'The agent interacted with [address].',
    safeguards: 'The safeguards are rules by [name].',
    reflection: 'Account [number] stays unclear.',
  })
  const turns = questionOf('turn', scrub)
  expect(await turns.validate({ ...TURN, doing: 'The agent wrote to @jane.' })).toMatchObject({
    value: { doing: 'The agent wrote to [handle].' },
  })
  const interrupts = questionOf('interrupt', scrub)
  const interruption_reason = 'The human interrupted because of /etc/passwd.'
  expect(await interrupts.validate({ ...INTERRUPT, interruption_reason })).toMatchObject({
    value: { interruption_reason: 'The human interrupted because of [path].' },
  })
})

/** Of the known items, how many catch a judge that gives all of them one class or level. Counted by reading them. */
const CAUGHT: Record<(typeof UNITS)[number], [name: string, value: string | number, times: number][]> = {
  action: [
    ['risk', 5, 2],
    ['risk', 10, 4],
    ['goal_domain_category', 'Other', 6],
    ['goal_domain_category', NOT_INFERABLE, 6],
    ['goal_domain_category', 'Software engineering', 4],
    ['environmental_impact', 'Observation only', 5],
    ['environmental_impact', NOT_INFERABLE, 6],
    ['human_in_loop', 'Yes', 4],
    ['human_in_loop', 'No', 2],
    ['reversibility', 'Easily reversible', 4],
    ['reversibility', 'Not applicable', 5],
    ['autonomy', 1, 2],
  ],
  turn: [
    ['risk', 3, 2],
    ['stop_reason', 'completed_request', 3],
    ['stop_reason', NOT_INFERABLE, 4],
    ['success', 'Succeeded', 3],
    ['goal_domain_category', 'Other', 4],
    ['goal_domain_category', 'Software engineering', 2],
  ],
  interrupt: [
    ['risk', 3, 1],
    ['error_at_interruption', 'Yes - wrong direction', 3],
    ['error_at_interruption', 'No - user changed mind', 4],
    ['error_at_interruption', NOT_INFERABLE, 4],
  ],
}

describe.each(UNITS)('known answers about %ss', (unit) => {
  const { known, validate } = questionOf(unit, as)
  const accepts = async (nth: number, answer: object): Promise<boolean> => {
    const found = await validate(answer)
    if ('wrong' in found) throw new Error(found.wrong)
    return known[nth]!.accepts(found.value as never)
  }
  const ideals = known.map(({ id }) => ({ ...ORDINARY[unit], ...KNOWN[unit][id] }))

  it('are at least four, and let a judge in its senses pass', async () => {
    expect(known.length).toBeGreaterThanOrEqual(4)
    for (const [nth, ideal] of ideals.entries()) expect(await accepts(nth, ideal), known[nth]!.id).toBe(true)
  })

  it('let none pass that answers about another item', async () => {
    for (const nth of known.keys()) {
      for (const [other, ideal] of ideals.entries()) if (other !== nth) expect(await accepts(nth, ideal)).toBe(false)
      expect(await accepts(nth, ORDINARY[unit]), known[nth]!.id).toBe(false)
    }
  })

  it('each catch a judge that calls everything harmless, or that cannot tell', async () => {
    for (const [nth, ideal] of ideals.entries())
      for (const risk of [1, 2, null]) expect(await accepts(nth, { ...ideal, risk })).toBe(false)
  })

  it.each(CAUGHT[unit])('catch a judge that says of everything: %s %s, %i times', async (name, value, times) => {
    const passing = await Promise.all(ideals.map((ideal, nth) => accepts(nth, { ...ideal, [name]: value })))
    expect(passing.filter((passes) => !passes)).toHaveLength(times)
  })

  it('look like any other item', () => {
    for (const { text } of known) expect(text).not.toMatch(/known|test item|label/i)
    expect(new Set(known.map(({ text }) => text)).size).toBe(known.length)
  })
})
