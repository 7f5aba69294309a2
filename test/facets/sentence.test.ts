import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTERRUPTS, STOPS } from '../../src/facets/reasons.js'
import { DEEDS } from '../../src/facets/rules/deeds.js'
import { actionSentence, interruptSentence, sentenceText, stopSentence, TELLING } from '../../src/facets/sentence.js'
import { DOMAINS, ENVIRONMENT_TYPES } from '../../src/model/index.js'

describe('the sentence of an action', () => {
  it('says what it did, what for and where, and has a key of names', () => {
    const row = {
      did: 'tests-run',
      goal_domain_category: 'Software engineering',
      environment_type: 'Individual virtual',
    }
    expect(actionSentence(row)).toEqual({
      key: 'tests-run|Software engineering|Individual virtual',
      text: "The agent ran tests, to change or understand software, on one person's machine.",
    })
    expect(actionSentence({ did: 'mail-send', goal_domain_category: 'Other', environment_type: null })).toEqual({
      key: 'mail-send|Other|Not inferable',
      text: 'The agent sent an e-mail.',
    })
  })

  it('is none where no rule judged, and holds nothing but names whatever stands in the row', () => {
    expect(actionSentence({})).toBeNull()
    expect(actionSentence({ did: null, goal_domain_category: null, environment_type: null })).toBeNull()
    expect(actionSentence({ did: 'toString' })).toBeNull()
    expect(
      actionSentence({ did: 'files-read', goal_domain_category: 'of ann', environment_type: 'her flat' })?.key,
    ).toBe('files-read|Not inferable|Not inferable')
  })

  it('differs from every other', () => {
    const all = Object.keys(DEEDS).flatMap((did) =>
      DOMAINS.flatMap((goal_domain_category) =>
        ENVIRONMENT_TYPES.map((environment_type) => actionSentence({ did, goal_domain_category, environment_type })!),
      ),
    )
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
    for (const { key, text } of all) expect(sentenceText(key)).toBe(text)
  })
})

describe('the sentence of a stop', () => {
  const asked = { ended_by: 'asked', stop_reason: 'asked_for_clarification', did: 'stop-choice' }

  it('stands where the log shows a question, or the rules say that the agent was blocked', () => {
    const sentence = { key: 'stop-choice', text: STOPS['stop-choice'] }
    expect(stopSentence(asked)).toEqual(sentence)
    expect(stopSentence({ ...asked, ended_by: 'completed' })).toEqual(sentence)
    expect(stopSentence({ ...asked, stop_reason: 'interrupted', did: 'stop-choice interrupt-enough' })).toEqual(
      sentence,
    )
    expect(stopSentence({ ...asked, ended_by: 'interrupted' })).toBeNull()
    expect(stopSentence({ ...asked, ended_by: 'completed', stop_reason: 'completed_request' })).toBeNull()
    expect(stopSentence({ ...asked, did: null })).toBeNull()
    expect(stopSentence({})).toBeNull()
  })

  it('is what a model said, where one did', () => {
    const text = 'The agent stopped because two libraries would do.'
    expect(stopSentence({ ...asked, said: JSON.stringify({ explanation: text }) })).toEqual({ key: text, text })
    expect(sentenceText(text)).toBe(text)
  })
})

describe('the sentence of an interrupt', () => {
  it('stands where a human interrupted the work, not where they turned down a question', () => {
    const did = 'interrupt-slow'
    expect(interruptSentence({ ended_by: 'interrupted', did })).toEqual({ key: did, text: INTERRUPTS[did] })
    expect(interruptSentence({ ended_by: 'asked', did: `stop-approval ${did}` })).toBeNull()
    expect(interruptSentence({ ended_by: 'interrupted', did: 'No - task completed' })).toBeNull()
  })
})

it('sentences of rows of any kind never fail, and come from their keys', () => {
  const columns = [...new Set(Object.values(TELLING).flat())]
  const value = fc.oneof(
    fc.constantFrom(...Object.keys(STOPS), ...Object.keys(INTERRUPTS), 'asked', 'interrupted', 'files-read'),
    fc.anything(),
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: columns.length, maxLength: columns.length }), (values) => {
      const row = Object.fromEntries(columns.map((column, i) => [column, values[i]]))
      for (const sentence of [actionSentence(row), stopSentence(row), interruptSentence(row)])
        if (sentence !== null) expect(sentenceText(sentence.key)).toBe(sentence.text)
    }),
  )
})
