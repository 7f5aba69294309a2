import { describe, expect, it } from 'vitest'
import { RULES } from '../../../src/facets/index.js'
import type { FileRead, TurnEvidence } from '../../../src/model/index.js'
import { claudeCode } from '../../../src/sources/claude-code/index.js'
import { readBytes } from '../read-bytes.js'
import { STOP, Transcript } from './transcript.js'

/** Why each turn of a transcript was stopped, as it is stored, with what the judge was shown of it. */
async function judged(t: Transcript): Promise<{ did: (string | null)[]; shown: TurnEvidence[] }> {
  const shown: TurnEvidence[] = []
  const rules = {
    ...RULES,
    turn(evidence: TurnEvidence) {
      shown.push(evidence)
      return RULES.turn(evidence)
    },
  }
  const text = t.records.map((record) => `${JSON.stringify(record)}\n`).join('')
  const { turns }: FileRead = await readBytes(claudeCode, text, 's1.jsonl', rules)
  return { did: turns.map(({ did }) => did), shown }
}

const QUESTION = { questions: [{ question: 'Where should it go?', options: [{ label: 'Left' }, { label: 'Right' }] }] }

describe('what a transcript shows of why a turn was stopped', () => {
  it('is the question or plan that was put last, answered or not', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, ['q', 'AskUserQuestion', QUESTION])
    t.result(9, 'q', 'Left')
    t.agent(10, ['p', 'ExitPlanMode', { plan: 'first this' }])
    t.refusal(20, 'p', STOP)
    t.mark(20, true)
    t.user(30, 'now the docs')
    t.agent(31, 'Done.')
    const { did, shown } = await judged(t)
    expect(did).toEqual(['stop-choice', 'stop-approval interrupt-enough', 'completed'])
    expect(shown.map(({ put }) => put)).toEqual([
      { kind: 'question', input: QUESTION },
      { kind: 'plan', input: { plan: 'first this' } },
      null,
    ])
  })

  it('is how long nothing had come of the agent when it was broken off at work, and nothing else', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(10, ['a', 'Bash', { command: 'make' }])
    t.result(399, 'a', '[Request interrupted by user for tool use]', {}, true)
    t.mark(400)
    t.user(500, 'and')
    t.agent(510, ['b', 'Bash', { command: 'rm x' }])
    t.refusal(900, 'b', STOP)
    t.mark(900, true)
    t.user(1000, 'or')
    t.agent(1001, 'Done.')
    const { did, shown } = await judged(t)
    expect(shown.map(({ lull }) => lull)).toEqual([390_000, 0, 0])
    expect(did).toEqual(['interrupt-slow', 'interrupt-unknown', 'completed'])
  })

  it('is whether the human ran a command of their own behind the interrupt', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, 'On it.')
    t.mark(5)
    t.user(8, '<bash-input>make deploy</bash-input>')
    t.user(9, '<bash-stdout>ok</bash-stdout><bash-stderr></bash-stderr>')
    t.user(20, 'now the docs')
    t.agent(21, 'On it.')
    t.mark(25)
    t.user(26, '<local-command-stdout>ok</local-command-stdout>')
    t.user(30, '6')
    t.agent(31, 'Done.')
    const { did, shown } = await judged(t)
    expect(shown.map(({ took }) => took)).toEqual([true, false, false])
    expect(did).toEqual(['interrupt-own-step', 'interrupt-unknown', 'completed'])
  })
})
