import { describe, expect, it } from 'vitest'
import { ATTACKS, attackAll, type Outcome, type Studio, tells } from '../../src/attack/index.js'
import { isLeak } from '../../src/stats/index.js'
import { clioStudio } from './clio.js'
import { openFor, SYBILS, study, team } from './studio.js'
import { SPARE, WITH_NAMER, WITHOUT } from './weak.js'

/** Small by default: a release for each run. With more runs it gives the numbers of the table on the privacy page. */
const RUNS = Number(process.env.LEEWAY_ATTACK_RUNS || 5)
const LARGE = process.env.LEEWAY_ATTACK_RUNS !== undefined
/** What is missing is seen in a few runs. */
const FEW = 5
/** Share of secrets told beyond guessing that an attack of 1,000 targets must rule out, where releases differ at all. */
const MOST = 0.02
const THOUSAND = 1000

/** What is played by default: one attack of each kind, and one control of each. The others play the same code otherwise. */
const BRIEF = new Set(['words', 'presence', 'group-tip'])
const BRIEF_WITHOUT = new Set([
  ...['thresholds tip', 'merging presence', 'thresholds of groups group-tip', 'the shipped vocabulary neighbours'],
  ...['terms that enough use namer', 'leaving texts out words', 'the last check group-tip'],
])

interface Play {
  id: string
  open: (figures?: readonly string[]) => Promise<Studio>
  sybils?: number | undefined
  runs?: number
}

async function played({ id, open, sybils = SYBILS, runs = RUNS }: Play): Promise<Outcome> {
  const attack = ATTACKS.find((one) => one.id === id)!
  const began = Date.now()
  const [outcome] = await attackAll({
    ...{ attacks: [attack], runs, targets: LARGE ? 10 : attack.share, seed: 11, sybils, atOnce: LARGE ? 4 : 2 },
    ...{ paired: LARGE ? 10 : 1, team, open },
  })
  const { says: _, ...numbers } = outcome!
  const line = {
    test: expect.getState().currentTestName,
    seconds: Math.round((Date.now() - began) / 1000),
    ...numbers,
  }
  if (LARGE) process.stdout.write(`${JSON.stringify(line)}\n`)
  return outcome!
}

/** Nothing was told, as far as so many targets can say. */
function expectNothing(outcome: Outcome): void {
  const { recovery, canaries, pairs } = outcome
  expect(tells(outcome)).toBe(false)
  expect(recovery.certain.right).toBe(0)
  expect(canaries).toBe(0)
  const proven = pairs.tried > 0 && pairs.same === pairs.tried
  if (recovery.attempts >= THOUSAND && !proven) expect(recovery.high).toBeLessThan(MOST)
}

describe('attacks on the pipeline as it is', () => {
  it.each(ATTACKS.filter(({ id }) => LARGE || BRIEF.has(id)))('$id: tells nothing', async ({ id, words }) => {
    const outcome = await played({ id, open: id === 'namer' ? WITH_NAMER : openFor(study()) })
    expectNothing(outcome)
    if (words) expect(outcome.pairs.same).toBe(outcome.pairs.tried)
  }, 3_600_000)
})

it('names groups by the shipped vocabulary, whatever fifty accounts craft', async () => {
  const { canaries, pairs } = await played({ id: 'neighbours', open: openFor(study()), sybils: 50, runs: FEW })
  expect(canaries).toBe(0)
  expect(pairs.same).toBe(pairs.tried)
}, 3_600_000)

/** Each of them with one attack, by the name of the test. */
const each = (of: typeof WITHOUT) =>
  of
    .flatMap(({ attacks, ...one }) => attacks.map((id) => ({ ...one, id })))
    .filter(({ defence, id }) => LARGE || BRIEF_WITHOUT.has(`${defence} ${id}`))

describe('attacks on the pipeline without a defence', () => {
  it.each(each(WITHOUT))('$id sees that this is missing: $defence', async ({ open, id, sybils }) => {
    expect(isLeak((await played({ id, open, sybils, runs: FEW })).recovery)).toBe(true)
  }, 3_600_000)

  it.each(each(SPARE))('$id learns nothing where this alone is missing: $defence', async ({ open, id }) => {
    expectNothing(await played({ id, open, runs: FEW }))
  }, 3_600_000)
})

describe('attacks on a plain pipeline with minimums, names from what members say, and an auditor', () => {
  it('neighbours reads secrets in the names of groups', async () => {
    // About fifty accounts, as in the published attack, where the least number of people is no obstacle to who has accounts.
    const { recovery } = await played({ id: 'neighbours', open: clioStudio, sybils: 50, runs: FEW })
    expect(isLeak(recovery)).toBe(true)
    expect(recovery.above).toBeGreaterThan(0.39)
  }, 3_600_000)
})
