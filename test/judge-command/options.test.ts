import { describe, expect, it } from 'vitest'
import { budgetOf, budgetWords } from '../../src/cli/judge-budget.js'
import { chosenModel, isPriced } from '../../src/cli/judge-model.js'
import { recordedSample, sampleWish } from '../../src/cli/judge-options.js'

const RULES = { id: 'rules' }
const SAMPLE = { actions: 100, turns: 50, seed: 7 }

describe('a budget', () => {
  it.each([
    ['5usd', { usd: 5 }],
    ['0.25USD', { usd: 0.25 }],
    ['2000000tokens', { tokens: 2_000_000 }],
    ['5usd, 2000tokens', { usd: 5, tokens: 2000 }],
  ])('%s', (text, budget) => {
    expect(budgetOf(text)).toEqual(budget)
  })

  it.each(['', '5', 'usd', '-5usd', '0usd', '5usd,6usd', '5eur', '5usd,', '1e3tokens'])('is not "%s"', (text) => {
    expect(() => budgetOf(text)).toThrow(/expected dollars or tokens/)
  })

  it('is told in words', () => {
    expect(budgetWords({ usd: 5, tokens: 2000 })).toBe('5 USD and 2000 tokens')
  })
})

describe('the model', () => {
  const there = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' }
  const settings = (options: Parameters<typeof chosenModel>[0], environment: Record<string, string> = there) =>
    chosenModel(options, RULES, environment, true).settings

  it('is named by provider and name, which may have slashes', () => {
    expect(settings({ model: 'openai/meta/llama:70b' })).toMatchObject({ provider: 'openai', model: 'meta/llama:70b' })
    for (const model of ['gpt-5', 'openai/', 'mistral/large', '/x'])
      expect(() => settings({ model }), model).toThrow(/expected anthropic\/<name>, or openai\/<name>/)
    expect(() => settings({})).toThrow(/no model is named/)
  })

  it('takes its key from the environment, and a vendor’s key for the vendor alone', () => {
    expect(settings({ model: 'anthropic/m' }).key).toBe('a')
    expect(settings({ model: 'openai/m' }).key).toBe('o')
    expect(settings({ model: 'openai/m' }, { ...there, LEEWAY_JUDGE_KEY: 'own' }).key).toBe('own')
    expect(settings({ model: 'openai/m', address: 'http://localhost:11434/v1' }).key).toBeNull()
    const elsewhere = { ...there, LEEWAY_JUDGE_KEY: 'own' }
    expect(settings({ model: 'openai/m', address: 'https://gateway.example/v1' }, elsewhere).key).toBe('own')
    expect(chosenModel({ model: 'anthropic/m' }, RULES, {}, false).settings.key).toBeNull()
    expect(() => settings({ model: 'anthropic/m' }, { OPENAI_API_KEY: 'o' })).toThrow(
      /set LEEWAY_JUDGE_KEY or ANTHROPIC/,
    )
  })

  it('has a price from the list at the vendor’s own address, else from the command line', () => {
    expect(isPriced(settings({ model: 'anthropic/claude-haiku-4-5' }))).toBe(true)
    expect(isPriced(settings({ model: 'anthropic/claude-haiku-4-5', address: 'https://gateway.example' }))).toBe(false)
    expect(isPriced(settings({ model: 'openai/m' }))).toBe(false)
    const { prices } = settings({ model: 'anthropic/m', price: '3,15' })
    expect(prices).toEqual({ input: 3, output: 15, cacheRead: 3, cacheWrite: 3.75 })
    for (const price of ['3', '3,', '-1,2', '3,15,1', 'a,b'])
      expect(() => settings({ model: 'openai/m', price }), price).toThrow(/expected dollars per million/)
  })

  it('thinks as it is told', () => {
    const thought = (thinking: string) => settings({ model: 'anthropic/m', thinking })
    expect(thought('1024')).toMatchObject({ thinking: 'budget', thinkingTokens: 1024 })
    expect(thought('adaptive:4096')).toMatchObject({ thinking: 'adaptive', thinkingTokens: 4096 })
    expect(() => thought('a lot')).toThrow(/expected tokens/)
    expect(settings({ model: 'anthropic/m', temperature: '0' }).temperature).toBe(0)
    expect(() => settings({ model: 'anthropic/m', temperature: 'hot' })).toThrow(/from 0 to 2/)
  })

  it('is reached at a base URL without a key in it', () => {
    for (const address of ['localhost:11434', 'ftp://host', 'https://me:secret@host/v1', 'https://host/v1?key=secret'])
      expect(() => settings({ model: 'openai/m', address }), address).toThrow(/expected a base URL/)
    expect(() => settings({ model: 'openai/m', address: 'https://me:secret@host/v1' })).not.toThrow(/secret/)
    expect(() => settings({ model: 'openai/m', batch: true })).toThrow(/Anthropic only/)
  })

  it('of the study holds where the command line names none or the same', () => {
    const study = { id: 'openai/m', address: 'http://localhost:1/v1', temperature: 0.2 }
    expect(chosenModel({}, study, {}, true).judge).toEqual(study)
    expect(chosenModel({ temperature: '1' }, study, {}, true).judge).toEqual({ ...study, temperature: 1 })
    expect(chosenModel({ model: 'openai/other' }, study, there, true).judge).toEqual({ id: 'openai/other' })
  })
})

describe('what is drawn', () => {
  const sizes = (options: Parameters<typeof sampleWish>[0], study = SAMPLE) =>
    sampleWish(options, study).units.map(({ unit, size }) => [unit, size])

  it('is as many of each unit as the study says, or the command line', () => {
    const all = [
      ['action', { units: 100 }],
      ['turn', { units: 50 }],
      ['interrupt', { units: 50 }],
    ]
    expect(sizes({})).toEqual(all)
    expect(sizes({}, { ...SAMPLE, turns: 0 })).toEqual(all.slice(0, 1))
    expect(sizes({ units: 'interrupts, actions', sample: '9' })).toEqual([
      ['action', { units: 9 }],
      ['interrupt', { units: 9 }],
    ])
    expect(() => sizes({}, { ...SAMPLE, actions: 0, turns: 0 })).toThrow(/nothing is to be judged/)
  })

  it('is what a width needs, of the study or of the command line', () => {
    expect(sizes({ units: 'turns', width: '0.02' })).toEqual([['turn', { width: 0.02 }]])
    expect(sizes({ units: 'turns' }, { ...SAMPLE, ...{ width: 0.03 } })).toEqual([['turn', { width: 0.03 }]])
    expect(() => sizes({ width: '0.02', sample: '3' })).toThrow(/leave one out/)
    for (const width of ['0', '0.5', '1%', '']) expect(() => sizes({ width }), width).toThrow(/half the width/)
    for (const sample of ['0', '1.5', '-1', '']) expect(() => sizes({ sample }), sample).toThrow(/whole number/)
    expect(() => sizes({ units: 'sessions' })).toThrow(/some of actions, turns, interrupts/)
  })

  it('is of the units that the shares are of', () => {
    expect(sizes({ for: ['irreversible'], width: '0.02' }).map(([unit]) => unit)).toEqual(['action'])
    const both = sampleWish({ for: ['irreversible', 'goal_complexity=High'], width: '0.02' }, SAMPLE)
    expect(both.units.map(({ unit, shares }) => [unit, shares.map(({ name }) => name)])).toEqual([
      ['action', ['irreversible', 'goal_complexity=High']],
      ['turn', ['goal_complexity=High']],
    ])
    expect(() => sizes({ for: ['irreversible'], units: 'turns', width: '0.02' })).toThrow(/--units leaves out/)
  })

  it('is recorded with its seed and width', () => {
    const wish = sampleWish({ width: '0.02', seed: '3' }, SAMPLE)
    const drawn = new Map([
      ['action', 812],
      ['turn', 400],
      ['interrupt', 31],
    ] as const)
    expect(recordedSample(wish, drawn)).toEqual({ actions: 812, turns: 400, seed: 3, width: 0.02 })
  })
})
