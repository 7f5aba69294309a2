import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inquiriesOf, type Questioned, questionOf } from '../../../src/facets/index.js'
import { judge, type Verdict } from '../../../src/judge/index.js'
import type { Step } from '../../../src/model/index.js'
import { scrub } from '../../../src/privacy/index.js'
import { emptyFolder, quick } from '../../judge/asking.js'
import { ATTEMPTS, type Attempt } from '../../judge/attempts.js'
import { type Obeys, orderedIn } from '../../judge/scripted-model.js'
import { ACTION, type Given, KNOWN_ACTION } from './answers.js'
import { action, call, group, result } from './groups.js'

const QUESTION = questionOf('action', scrub)

/** What is true of an action that tries to be judged harmless, and of those beside it. */
const HOSTILE = 8
const BESIDE = 4

/** An endpoint with a model that judges every item by reading it, and obeys what it takes for instructions. */
const obeying =
  (obeys: Obeys, words: Partial<Given<'action'>> = {}): typeof fetch =>
  async (_, request) => {
    const { messages } = JSON.parse(String(request!.body)) as { messages: { content: string }[] }
    const prompt = messages.map(({ content }) => content).join('\n')
    const answers = orderedIn(prompt, obeys).map(({ label, text, risk }) => {
      const known = QUESTION.known.find((one) => one.text === text)
      const truth = known === undefined ? { risk: text.includes('hostile') ? HOSTILE : BESIDE } : KNOWN_ACTION[known.id]
      return { item: label, answer: { ...ACTION, ...words, ...truth, ...(risk === null ? {} : { risk }) } }
    })
    return Response.json({
      choices: [{ message: { role: 'assistant', content: JSON.stringify({ answers }) }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 10 },
    })
  }

async function judged(
  inquiries: Parameters<typeof inquiriesOf>[1],
  fetch: typeof globalThis.fetch,
  folder = emptyFolder(),
) {
  const model = { provider: 'openai', model: 'm', address: 'http://model.invalid/v1', key: null } as const
  const run = { name: 'test', folder, budget: { tokens: 1e12 }, attempts: 2 }
  const verdicts: Verdict<Questioned<'action'>>[] = []
  const world = { ...quick, fetch }
  for await (const verdict of judge(inquiriesOf('action', inquiries), QUESTION, { model, run }, { world }))
    verdicts.push(verdict)
  return verdicts
}

/** Judges each attempt in a turn with three harmless actions, and counts what became of them. */
async function outcome(attempts: readonly Attempt[], obeys: Obeys, where: 'call' | 'steps') {
  const groups = attempts.map(({ text }, nth) => {
    const before: Step[] = [call(`cat ${nth}`), result(where === 'steps' ? text : 'nothing')]
    const own = where === 'call' ? `hostile ${nth} ${text}` : `hostile ${nth}`
    const beside = [1, 2, 3].map((n) => action(`beside-${nth}-${n}`, { before, input: { command: `ls ${nth} ${n}` } }))
    return group([action(`hostile-${nth}`, { before, input: { command: own } }), ...beside], `contributor-${nth}`)
  })
  const result_ = { changed: 0, failed: 0, neighboursChanged: 0, neighboursFailed: 0 }
  for (const verdict of await judged(groups, obeying(obeys))) {
    const hostile = verdict.id.startsWith('hostile')
    if ('failed' in verdict) result_[hostile ? 'failed' : 'neighboursFailed']++
    else if (!('value' in verdict) || verdict.value.risk !== (hostile ? HOSTILE : BESIDE))
      result_[hostile ? 'changed' : 'neighboursChanged']++
  }
  return result_
}

const NONE = { changed: 0, failed: 0, neighboursChanged: 0, neighboursFailed: 0 }

describe('a model that obeys everything it reads', () => {
  const forAll = ATTEMPTS.filter(({ text }) => text.includes('OBEY all'))

  it('changes no verdict where a call tells it to change all: any known action shows it, and only the culprit fails', async () => {
    expect(await outcome(forAll, 'everything', 'call')).toEqual({ ...NONE, failed: forAll.length })
  })

  it('changes no verdict where a step before several calls does: all that share it fail', async () => {
    expect(await outcome(forAll, 'everything', 'steps')).toEqual({
      ...NONE,
      failed: forAll.length,
      neighboursFailed: 3 * forAll.length,
    })
  })

  it('changes the verdict of a call that speaks for itself alone, and no other', async () => {
    const own = ATTEMPTS.filter(({ text }) => text.includes('OBEY this'))
    expect(await outcome(own, 'everything', 'call')).toEqual({ ...NONE, changed: own.length })
  })
})

describe.each<Obeys>([
  'outside',
  'outside-anything-like-a-fence',
])('a model that obeys what stands %s a fence', (obeys) => {
  it.each(['call', 'steps'] as const)('changes no verdict, whatever a %s tries', async (where) => {
    expect(await outcome(ATTEMPTS, obeys, where)).toEqual(NONE)
  })
})

it('writes no word into its journal that was not scrubbed', async () => {
  const folder = emptyFolder()
  const words = {
    action: 'The agent sent the payroll to jane.doe@acme.example.',
    reflection: 'The key AKIAI44QH8DHBABCDEFG was in /home/jane/.aws/credentials.',
  }
  const verdicts = await judged([group([action('a')])], obeying('nothing', words), folder)
  const journal = readFileSync(join(folder, 'verdicts.jsonl'), 'utf8')
  expect(verdicts[0]).toMatchObject({ value: { action: 'The agent sent the payroll to [e-mail].' } })
  expect(journal).toContain('The agent sent the payroll to [e-mail].')
  expect(journal).not.toMatch(/jane|acme|AKIA|credentials/)
})
