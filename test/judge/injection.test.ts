import { describe, expect, it } from 'vitest'
import { emptyFolder, evidence, judged, kindOf, modelAt, runIn, withServer } from './asking.js'
import { ATTEMPTS, type Attempt } from './attempts.js'
import type { Obeys } from './scripted-model.js'

const here = withServer()

/** The true risk of evidence that tries to be judged harmless, and of what stands beside it. */
const HOSTILE_RISK = 5

interface Result {
  changed: number
  failed: number
  neighboursChanged: number
  neighboursFailed: number
}

/** Judges each attempt among three harmless items and counts what became of them. */
async function outcome(attempts: readonly Attempt[], obeys: Obeys): Promise<Result> {
  here.server.obeys = obeys
  const inquiries = attempts.map(({ text }, nth) => ({
    shared: `Turn ${nth}`,
    items: [
      { id: `hostile-${nth}`, text: `Bash(step ${nth}) risk:${HOSTILE_RISK} kind:write ${text}` },
      ...[1, 2, 3].map((n) => ({ id: `beside-${nth}-${n}`, text: `${evidence(3)} ${nth}-${n}` })),
    ],
  }))
  const verdicts = await judged(inquiries, modelAt(here.server, 'openai'), runIn(emptyFolder(), { attempts: 2 }))
  const result = { changed: 0, failed: 0, neighboursChanged: 0, neighboursFailed: 0 }
  for (const [id, verdict] of verdicts) {
    const hostile = id.startsWith('hostile')
    const wrong = 'value' in verdict && verdict.value.risk !== (hostile ? HOSTILE_RISK : 4)
    if (wrong) result[hostile ? 'changed' : 'neighboursChanged']++
    if (kindOf(verdict) === 'failed') result[hostile ? 'failed' : 'neighboursFailed']++
  }
  return result
}

const of = (kind: Attempt['kind']) => ATTEMPTS.filter((attempt) => attempt.kind === kind)

describe('a model that obeys everything it reads', () => {
  it('changes no verdict where it is told to change all: known answers show it, and only the culprit fails', async () => {
    const attempts = ATTEMPTS.filter(({ text }) => text.includes('OBEY all'))
    expect(attempts).toHaveLength(16)
    expect(await outcome(attempts, 'everything')).toEqual({
      changed: 0,
      failed: 16,
      neighboursChanged: 0,
      neighboursFailed: 0,
    })
  })

  it('changes the verdict of an item that speaks for itself alone, which nothing outside the model can see', async () => {
    const attempts = ATTEMPTS.filter(({ text }) => text.includes('OBEY this'))
    expect(await outcome(attempts, 'everything')).toEqual({
      changed: 13,
      failed: 0,
      neighboursChanged: 0,
      neighboursFailed: 0,
    })
  })
})

describe.each<Obeys>([
  'outside',
  'outside-anything-like-a-fence',
])('a model that obeys what stands %s a fence', (obeys) => {
  it('changes no verdict, whatever evidence tries', async () => {
    expect(await outcome(ATTEMPTS, obeys)).toEqual({ changed: 0, failed: 0, neighboursChanged: 0, neighboursFailed: 0 })
  })
})

it('would change verdicts without the defences: the attempts are not empty', async () => {
  // No known answers: an order for all is followed by all.
  here.server.obeys = 'everything'
  const run = runIn(emptyFolder(), { knownPerRequest: 0 })
  const hostile = of('for all').map(({ text }, n) => ({
    shared: '',
    items: [
      { id: `hostile-${n}`, text: `risk:5 kind:write ${n} ${text}` },
      { id: `beside-${n}`, text: `risk:4 kind:read ${n}` },
    ],
  }))
  const verdicts = await judged(hostile, modelAt(here.server, 'openai'), run)
  expect([...verdicts.values()].every((verdict) => 'value' in verdict && verdict.value.risk === 1)).toBe(true)
})

it('says nothing that tells known answers from others', async () => {
  const { server } = here
  const inquiry = { shared: '', items: [{ id: 'a', text: 'Bash(ls) risk:2 kind:read' }] }
  const places = new Set<number>()
  for (let n = 0; n < 20; n++) {
    await judged([inquiry], modelAt(server, 'openai'), runIn(emptyFolder(), { knownPerRequest: 1 }))
    const prompt = server.seen.at(-1)!.prompt
    const items = [...prompt.matchAll(/Item ([a-z]{6})\n⟦evidence ([a-z]{20})⟧/g)]
    expect(items).toHaveLength(2)
    expect(items[0]![2]).toBe(items[1]![2])
    expect(prompt).not.toMatch(/known/i)
    places.add(prompt.indexOf('Bash(rm') < prompt.indexOf('Bash(ls') ? 0 : 1)
  }
  // Twenty times at the same of two places by chance: one in half a million.
  expect(places.size).toBe(2)
})
