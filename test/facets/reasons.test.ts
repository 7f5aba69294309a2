import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORGET, RULES } from '../../src/facets/index.js'
import { INTERRUPTS, type Interrupt, interruptIn, STOPS, type Stop, stopIn } from '../../src/facets/reasons.js'
import { stopSentences } from '../../src/facets/sentences.js'
import { ENDED_BY, type TurnEvidence } from '../../src/model/index.js'
import { turn } from './questions/groups.js'

const judged = (evidence: Partial<TurnEvidence>) => RULES.turn(turn('t', evidence).evidence as TurnEvidence)
const stopBy = (evidence: Partial<TurnEvidence>) => stopIn(judged(evidence).did!)
const words = (last: string) => stopBy({ ended: 'completed', last })
const asked = (input: unknown) => stopBy({ ended: 'asked', put: { kind: 'question', input } })
const interruptBy = (evidence: Partial<TurnEvidence>) =>
  interruptIn(judged({ ended: 'interrupted', broken: true, ...evidence }).did!)

/** A question as tools are handed it. */
const question = (text: string, ...labels: string[]) => ({
  questions: [
    { question: text, header: 'Next', options: labels.map((label) => ({ label, description: 'An API key.' })) },
  ],
})

describe('why an agent stopped to ask', () => {
  it.each<[Stop, string]>([
    ['stop-choice', 'Both would do. Which approach do you prefer?'],
    ['stop-choice', 'Should I keep the old endpoint or remove it?'],
    ['stop-choice', 'Hay dos formas de hacerlo. ¿Cuál prefieres?'],
    ['stop-diagnostics', 'I cannot reach that machine. Please run the migration there and paste the output.'],
    ['stop-diagnostics', 'Once you have run the tests, let me know the results.'],
    ['stop-diagnostics', 'Cuando lo hayas probado, dime qué ves.'],
    ['stop-vague', 'I found three services of that name. Please clarify what you mean by "the old one".'],
    ['stop-vague', 'Could you please provide your order number?'],
    ['stop-access', 'The upload was refused. Please provide a valid API key.'],
    ['stop-access', 'You need to log in first: please run `gh auth login` and tell me when you are done.'],
    ['stop-access', "I don't have an access token for that host. Please tell me once you have added one."],
    ['stop-access', 'Necesito que me pases el token, sin credenciales no puedo seguir.'],
    ['stop-approval', 'This deletes three tables. Should I proceed?'],
    ['stop-approval', 'The order will be cancelled. Please confirm (yes/no).'],
    ['stop-approval', 'Voy a borrar los dos crons. ¿Me confirmas?'],
    ['stop-question', 'Let me know once it opens.'],
  ])('is %s: %s', (stop, last) => {
    expect(words(last)).toBe(stop)
    expect(judged({ ended: 'completed', last }).stop_reason).toBe('asked_for_clarification')
  })

  it('is told by the end of what was said before what stands further up', () => {
    const above = 'Please provide an API key where you want the upload to run by itself.'
    expect(words(`${above}\n\n${'It works as it did before. '.repeat(12)}\n\nShould I proceed?`)).toBe('stop-approval')
  })

  it('is none where the agent only offers to help with anything else', () => {
    for (const last of [
      'The seat cannot be changed. If you have any other questions or need further assistance, please let me know!',
      "The seat is changed. Please let me know if there's anything else I can help you with.",
    ])
      expect(judged({ ended: 'completed', last })).toMatchObject({ stop_reason: 'completed_request', did: 'completed' })
    expect(words('Which option would you like? If you need anything else or have any questions, let me know.')).toBe(
      'stop-choice',
    )
  })

  it('is told of a tool by its question and its answers, not by what is said beside them', () => {
    expect(asked(question('Where should the button go?', 'In the menu', 'In the dialog'))).toBe('stop-choice')
    expect(asked(question('Can guests remove their own account?', 'Yes, at once', 'Yes, after a day', 'No'))).toBe(
      'stop-choice',
    )
    expect(asked(question('The hook fails. Should I commit without it?', 'Yes', 'No'))).toBe('stop-approval')
    expect(asked(question('¿Confirmo los tres trabajos?', 'Sí, los tres', 'Solo uno'))).toBe('stop-approval')
    expect(asked(question('By "reports", do you mean the mails or the pages?', 'Mails', 'Pages'))).toBe('stop-vague')
    expect(
      asked(question('The job has no access to your .env. How do we go on?', 'Skip it', 'I send the secret')),
    ).toBe('stop-access')
    expect(asked(question('The service needs an API key. Where is it?', 'In the vault', 'There is none'))).toBe(
      'stop-access',
    )
    expect(asked(question('Do you still see the old page?', 'Yes', 'No'))).toBe('stop-diagnostics')
    expect(asked({ question: 'What should the file hold? Please specify.' })).toBe('stop-vague')
    expect(asked('Should I proceed?')).toBe('stop-approval')
  })

  it('is approval where a plan was shown, and a question where nothing tells', () => {
    expect(stopBy({ ended: 'asked', put: { kind: 'plan', input: { plan: 'Which one do you prefer?' } } })).toBe(
      'stop-approval',
    )
    for (const input of [null, {}, 7, [[[[[[['Which one?']]]]]]], { questions: 'Hm?' }])
      expect(asked(input)).toBe('stop-question')
    expect(stopBy({ ended: 'asked', put: null, last: null })).toBe('stop-question')
  })
})

describe('why a human interrupted', () => {
  it.each<[Interrupt, string]>([
    ['interrupt-correction', 'Wait, somebody else is editing that file'],
    ['interrupt-correction', 'no, the endpoint is in the other service'],
    ['interrupt-correction', 'we already have a helper for dates'],
    ['interrupt-correction', 'espera, tenemos que probar antes de publicar'],
    ['interrupt-slow', 'this is taking too long'],
    ['interrupt-slow', 'way overkill, two lines will do'],
    ['interrupt-slow', 'se quedó colgado'],
    ['interrupt-enough', 'ok now it works'],
    ['interrupt-enough', 'commit'],
    ['interrupt-enough', 'never mind'],
    ['interrupt-own-step', "I'll run it myself"],
    ['interrupt-own-step', 'I have already deployed that, look at the other job'],
    ['interrupt-own-step', 'lo pruebo yo'],
    ['interrupt-own-step', 'ya lo probé'],
    ['interrupt-enough', 'déjalo, ya está'],
    ['interrupt-changed', 'also add a column for the date'],
    ['interrupt-changed', 'change of plans, we ship without it'],
    ['interrupt-changed', 'mejor haz una página aparte'],
    ['interrupt-unknown', 'continue'],
    ['interrupt-unknown', '6'],
    ['interrupt-unknown', ''],
  ])('is %s: %s', (reason, next) => {
    expect(interruptBy({ next })).toBe(reason)
  })

  it('is that they did it themselves where they ran a command, unless they say otherwise', () => {
    expect(interruptBy({ next: 'and now the docs', took: true })).toBe('interrupt-own-step')
    expect(interruptBy({ next: 'that was too slow', took: true })).toBe('interrupt-slow')
  })

  it('is a correction where they said no to a call before, and nothing else tells', () => {
    expect(interruptBy({ next: 'the docs', corrected: true })).toBe('interrupt-correction')
    expect(interruptBy({ next: 'ok now it works', corrected: true })).toBe('interrupt-enough')
    expect(interruptBy({ next: 'continue', corrected: true })).toBe('interrupt-unknown')
  })

  it('is that the agent hung where nothing came of it for five minutes, and no words tell', () => {
    expect(interruptBy({ next: null, lull: 300_000 })).toBe('interrupt-slow')
    expect(interruptBy({ next: null, lull: 299_999 })).toBe('interrupt-unknown')
    expect(interruptBy({ next: 'no, the other one', lull: 300_000 })).toBe('interrupt-correction')
  })

  it('stands beside why the agent asked where a question or plan was turned down', () => {
    const verdict = judged({ ended: 'asked', broken: true, declined: 'plan', put: { kind: 'plan', input: {} } })
    expect(verdict).toMatchObject({ stop_reason: 'interrupted', did: 'stop-approval interrupt-enough' })
    expect(stopSentences(verdict)).toEqual({
      explanation: 'The human stopped the agent.',
      interruption_reason: INTERRUPTS['interrupt-enough'],
    })
  })
})

it('reasons are names of the closed lists, whatever is said', () => {
  const names = new Set([...Object.keys(STOPS), ...Object.keys(INTERRUPTS)])
  const ends = new Set(['completed', 'silent', 'waiting', 'failed', 'limit', 'cut-off'])
  fc.assert(
    fc.property(
      fc.constantFrom(...ENDED_BY),
      fc.boolean(),
      fc.string(),
      fc.anything(),
      (ended, broken, text, input) => {
        const evidence = { ended, broken, last: `${text}?`, next: text, put: { kind: 'question' as const, input } }
        const { did } = judged(evidence)
        for (const name of did!.split(' ')) expect(names.has(name) || ends.has(name)).toBe(true)
      },
    ),
  )
})

it('what a question wanted is left of it when its words are forgotten', () => {
  expect(FORGET.said('Which approach do you prefer?').signs).toContain('stop-choice')
  expect(FORGET.said('Should I proceed?').signs).toContain('stop-approval')
  expect(FORGET.said('Done.').signs).toEqual([])
  const input = question('Where should it go?', 'Left', 'Right')
  for (const tool of ['AskUserQuestion', 'ask_user', 'request_user_input', 'question', 'adk_request_input'])
    expect(FORGET.call(tool, input, null).signs, tool).toContain('stop-choice')
  expect(FORGET.call('Bash', { command: 'echo Which one?' }, null).signs.filter((sign) => sign in STOPS)).toEqual([])
})
