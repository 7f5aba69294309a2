import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORGET, RULES } from '../../src/facets/index.js'
import {
  type ActionEvidence,
  ENDED_BY,
  Gist,
  MODES,
  type TurnEvidence,
  textIn,
  type Words,
} from '../../src/model/index.js'
import { evidenceOf, goldActions } from './gold.js'

const left = (words: Words | null, forget: (text: string) => Gist): Words | null =>
  typeof words === 'string' ? forget(words) : words

/** Evidence of which every text was forgotten. */
function forgotten<E extends Pick<ActionEvidence, 'circumstances' | 'soFar'>>({ circumstances, soFar, ...rest }: E) {
  return {
    ...rest,
    circumstances: { ...circumstances, system: left(circumstances.system, FORGET.system) },
    soFar: { ...soFar, goal: left(soFar.goal, FORGET.asked) },
  }
}

/** The definition is forgotten with the call, or apart from it where it is told elsewhere. */
function forgottenAction(evidence: ActionEvidence, apart: boolean): ActionEvidence {
  const { tool, input } = evidence
  const definition = textIn(evidence.definition)
  return {
    ...forgotten(evidence),
    definition: apart && definition !== null ? FORGET.definition(definition) : null,
    input: FORGET.call(tool, input, apart ? null : definition),
  }
}

/** Words by which the rules tell one thing from another, and others. */
const PHRASES = [
  ...['refactor the entire codebase', 'fix the typo', 'commit', 'what is this?', 'improve everything', 'the weather'],
  ...['<scheduled-task name="x">', 'This is an automated run.', 'SWE-bench', 'lorem ipsum', 'check the status', ''],
  ...['delete the old files', 'run the tests', 'rename it', 'continue', 'thanks', 'wrong', 'no, stop', 'too slow', ' '],
  ...['a patient in the hospital', 'the invoices', 'pull_request', 'flights and hotels', 'x'.repeat(150), '\n'],
  ...[
    'Which one do you prefer?',
    'Please confirm.',
    'I will let you know',
    'Should I do A or do B?',
    'Done.',
    'an API key, missing',
  ],
  ...['You must not access data.', 'sandbox environment', 'transfer to a human agent', 'rate limit', 'a policy'],
  ...['requires approval', 'special interface', 'no network access', 'reviewed by another model', 'y'.repeat(400)],
]
const text = fc
  .array(fc.constantFrom(...PHRASES), { maxLength: 6 })
  .chain((parts) => fc.constantFrom(' ', '\n', '. ').map((between) => parts.join(between)))
const words = fc.option(text, { nil: null })
const count = fc.nat(70)
const unsure = fc.constantFrom(true, false, null)

const circumstances = fc.record({
  kind: fc.constantFrom('coding' as const, 'assistant' as const, 'api' as const, null),
  evaluation: unsure,
  operator: unsure,
  mode: fc.constantFrom(...MODES, null),
  sandbox: fc.constantFrom('none' as const, 'sandbox' as const, null),
  subagent: fc.boolean(),
  system: words,
})
const soFar = fc.record({
  goal: words,
  calls: count,
  changes: count,
  planned: fc.boolean(),
  delegated: fc.option(count, { nil: null }),
})
const input = fc.oneof(
  fc.record({
    command: fc.oneof(text, fc.constantFrom('git push origin main', 'sudo rm -rf /', 'curl -X POST a.com')),
  }),
  fc.record({ path: text, action: text }),
  text,
  fc.anything(),
)
const action: fc.Arbitrary<ActionEvidence> = fc.record({
  circumstances,
  soFar,
  before: fc.constant([]),
  tool: fc.constantFrom('Bash', 'Task', 'Read', 'fetch_page', 'send_refund', 'http_request', 'python', 'zzz'),
  definition: words,
  input,
})
const turn: fc.Arbitrary<TurnEvidence> = fc.record({
  circumstances,
  soFar,
  ended: fc.constantFrom(...ENDED_BY),
  broken: fc.boolean(),
  declined: fc.constantFrom('question' as const, 'plan' as const, null),
  put: fc.option(fc.record({ kind: fc.constantFrom('question' as const, 'plan' as const), input }), { nil: null }),
  lull: fc.nat(1_000_000),
  took: fc.boolean(),
  failures: count,
  lastFailed: fc.boolean(),
  corrected: fc.boolean(),
  risk: fc.integer({ min: 1, max: 10 }),
  reversibility: fc.constant('Easily reversible'),
  last: words,
  next: words,
  before: fc.constant([]),
})

describe('texts that were forgotten', () => {
  it('are judged as they were: actions', () => {
    fc.assert(
      fc.property(action, fc.boolean(), (evidence, apart) => {
        expect(RULES.action(forgottenAction(evidence, apart))).toEqual(RULES.action(evidence))
      }),
    )
  })

  it('are judged as they were: turns', () => {
    fc.assert(
      fc.property(turn, (evidence) => {
        const less = {
          ...forgotten(evidence),
          last: left(evidence.last, FORGET.said),
          next: left(evidence.next, FORGET.asked),
          put: evidence.put && { ...evidence.put, input: FORGET.call('AskUserQuestion', evidence.put.input, null) },
        }
        expect(RULES.turn(less)).toEqual(RULES.turn(evidence))
      }),
    )
  })

  it.skipIf(goldActions() === null)('are judged as they were: labelled actions', () => {
    for (const item of goldActions()!) {
      const evidence = { ...evidenceOf(item), before: [] }
      for (const apart of [true, false])
        expect(RULES.action(forgottenAction(evidence, apart)), item.id).toEqual(RULES.action(evidence))
    }
  })

  it('leave words of the rules, and none of their own', () => {
    const signs = /^(?:[a-z-]+|(?:impact|risk|domain)=\d+|(?:deed|undo|defines)=[a-z-]+|why=[a-z0-9.,:+/_[-]+)$/
    fc.assert(
      fc.property(text, input, fc.string(), (said, given, own) => {
        const mark = `zq${own}qz`
        const gists = [
          FORGET.system(`${said} ${mark}`),
          FORGET.asked(`${said} ${mark}`),
          FORGET.said(`${mark} ${said}`),
          FORGET.call('Bash', { command: `${mark} && curl -X ${mark} ${said}`, given }, `${mark} ${said}`),
          FORGET.call('http_request', { method: mark, url: mark }, null),
          FORGET.definition(`${said} ${mark}`),
        ]
        for (const sign of gists.flatMap((gist) => gist.signs)) {
          expect(sign).toMatch(signs)
          expect(sign).not.toContain('zq')
        }
      }),
    )
  })

  it('say of a call of which nothing is left that it cannot be told', () => {
    const told = { kind: 'api', evaluation: null, operator: false, mode: null, sandbox: null, subagent: false } as const
    const evidence: ActionEvidence = {
      circumstances: { ...told, system: null },
      soFar: { goal: null, calls: 0, changes: 0, planned: false, delegated: null },
      ...{ before: [], tool: 'Bash', definition: null },
      input: new Gist(['deed=__proto__', 'risk=99', 'undo=maybe', 'domain=1000']),
    }
    expect(RULES.action(evidence)).toMatchObject({ did: 'something-run', why: 'forgotten', risk: 1 })
  })
})
