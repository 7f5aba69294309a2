import { describe, expect, it } from 'vitest'
import { ATTACKS, attackAll, type Outcome, type Studio, tells } from '../../src/attack/index.js'
import { isLeak } from '../../src/stats/index.js'
import { clioStudio } from './clio.js'
import { openFor, SYBILS, study, team } from './studio.js'
import { WITHOUT } from './weak.js'

/** Small by default: a release for each run. With more runs it gives the numbers of the table on the privacy page. */
const RUNS = Number(process.env.LEEWAY_ATTACK_RUNS || 5)
const LARGE = process.env.LEEWAY_ATTACK_RUNS !== undefined
/** What is played by default: one attack of each kind, and one control of each. The others play the same code otherwise. */
const BRIEF = new Set(['words', 'presence', 'tip'])
const brief = ({ id }: { id: string }): boolean => LARGE || BRIEF.has(id)

async function played(
  id: string,
  open: (figures?: readonly string[]) => Promise<Studio>,
  sybils = SYBILS,
): Promise<Outcome> {
  const attack = ATTACKS.find((one) => one.id === id)!
  const [outcome] = await attackAll({
    ...{ attacks: [attack], runs: RUNS, targets: LARGE ? 10 : attack.share, seed: 11, sybils, atOnce: 2 },
    ...{ paired: LARGE ? 10 : 1, team, open },
  })
  if (LARGE) process.stdout.write(`${expect.getState().currentTestName} ${JSON.stringify(outcome)}\n`)
  return outcome!
}

describe('attacks on the pipeline as it is', () => {
  it.each(ATTACKS.filter(brief).map(({ id, words }) => ({ id, words })))('$id: tells nothing', async ({
    id,
    words,
  }) => {
    const outcome = await played(id, openFor(study()))
    const { recovery, canaries, pairs } = outcome
    expect(tells(outcome)).toBe(false)
    expect(recovery.certain.right).toBe(0)
    expect(canaries).toBe(0)
    if (words) expect(pairs.same).toBe(pairs.tried)
  }, 3_600_000)
})

it('names groups by the shipped vocabulary, whatever fifty accounts craft', async () => {
  const { canaries, pairs } = await played('neighbours', openFor(study()), 50)
  expect(canaries).toBe(0)
  expect(pairs.same).toBe(pairs.tried)
}, 3_600_000)

describe('attacks on the pipeline without a defence', () => {
  it.each(
    WITHOUT.flatMap(({ defence, open, attacks, sybils }) =>
      attacks.filter((id) => sybils === 50 || brief({ id })).map((id) => ({ defence, open, id, sybils })),
    ),
  )('$id sees that $defence is missing', async ({ open, id, sybils }) => {
    expect(isLeak((await played(id, open, sybils)).recovery)).toBe(true)
  }, 3_600_000)
})

describe('attacks on a plain pipeline with minimums, names from what members say, and an auditor', () => {
  it('neighbours reads secrets in the names of groups', async () => {
    // About fifty accounts, as in the published attack, where the least number of people is no obstacle to who has accounts.
    const { recovery } = await played('neighbours', clioStudio, 50)
    expect(isLeak(recovery)).toBe(true)
    expect(recovery.above).toBeGreaterThan(0.39)
  }, 3_600_000)
})
