import { describe, expect, it } from 'vitest'
import { Linker } from '../../src/link/index.js'
import { type Exchange, exchangeOf, type Message } from '../../src/model/index.js'
import { Random } from '../fleet/random.js'
import { unsummed } from './damages.js'
import { PHRASES, talksOf } from './made-up.js'
import { linked, seal } from './pairs.js'
import { requestsOf } from './requests.js'
import { answers, returns, says } from './talks.js'

const START = Date.UTC(2026, 0, 5)
const WISHES = [
  'please make the pagination of the order list keep its filters when going back',
  'and also let the export write the dates the way the customers have asked us to',
]
const HOUR = 3_600_000

/** A request without a summary before it. */
const asked = (
  hour: number,
  history: Message[],
  system = 'You help with code.',
  answer = answers(`That is what I did at ${hour}.`),
): Exchange =>
  exchangeOf(
    {
      ...{ response: `msg_Amber00000${hour}`, previous: null, conversation: null, system, history, end: 'completed' },
      ...{ at: START + hour * HOUR, ended: START + hour * HOUR + 1, answer },
    },
    'ann',
    (text) => text,
  )

/** A conversation in which both things were asked for, one after the other. */
const talk = (hour: number, system?: string): Exchange[] => {
  const first = [says(WISHES[0]!)]
  const goesOn = [...first, answers(`That is what I did at ${hour}.`), says(WISHES[1]!)]
  return [asked(hour, first, system), asked(hour + 1, goesOn, system)]
}

const sessionsOf = (exchanges: readonly Exchange[]): number => {
  const linker = new Linker(Number.POSITIVE_INFINITY)
  for (const exchange of exchanges) linker.add(exchange)
  return new Set([...linker.end()].map(({ session }) => session)).size
}

const quoting = (hour: number, system?: string) =>
  asked(hour, [says(`What was asked for so far:\n  - "${WISHES[0]}"\n  - "${WISHES[1]}"`)], system)

describe('a beginning that quotes what was said before', () => {
  it('goes on from where it was said, although no summary was logged', () => {
    const all = [...talk(1), quoting(5)]
    expect(sessionsOf(all)).toBe(1)
    expect(sessionsOf([...all].reverse())).toBe(1)
  })

  it('stays apart where it quotes one line, another program was asked, it was asked later, or two were asked the same', () => {
    expect(sessionsOf([...talk(1), asked(5, [says(`What was asked for so far:\n  - "${WISHES[0]}"`)])])).toBe(2)
    expect(sessionsOf([...talk(1, 'You write letters.'), quoting(5)])).toBe(2)
    expect(sessionsOf([...talk(7), quoting(5)])).toBe(2)
    expect(sessionsOf([...talk(1), ...talk(3), quoting(8)])).toBe(3)
  })

  it('goes on within a day, and from what does not go on beside it', () => {
    expect(sessionsOf([...talk(1), quoting(26)])).toBe(1)
    expect(sessionsOf([...talk(1), quoting(27)])).toBe(2)
    const [first, second] = talk(1) as [Exchange, Exchange]
    const history = [says(WISHES[0]!), answers('That is what I did at 1.'), says(WISHES[1]!)]
    const beside = [...history, answers('That is what I did at 2.'), says('Go on.')]
    expect(sessionsOf([first, second, asked(5.05, beside), quoting(5)])).toBe(1)
    expect(sessionsOf([first, second, asked(5.15, beside), quoting(5)])).toBe(2)
  })

  it('is none where the same list begins several conversations', () => {
    const list = says(`Please do these things:\n- ${WISHES[0]}\n- ${WISHES[1]}`)
    expect(sessionsOf([asked(1, [list]), asked(2, [list])])).toBe(2)
  })

  it('knows what was said although its end is left out, or other words stand around it', () => {
    const [one, two] = WISHES as [string, string]
    const list = `1. The user said "${one}" of the list, and then\n- “${two}…”`
    expect(sessionsOf([...talk(1), asked(5, [says(list)])])).toBe(1)
  })

  it('finds quotes among many long items', () => {
    const items = Array.from(
      { length: 90 },
      (_, i) => `- file ${i} was changed so that what it does is done at once ${i}`,
    )
    const all = [says([...items, `- "${WISHES[0]}"`, `- "${WISHES[1]}"`].join('\n'))]
    expect(sessionsOf([...talk(1), asked(5, all)])).toBe(1)
  })

  it('knows what was said at once after a summary, of which there is much more', () => {
    const items = Array.from(
      { length: 30 },
      (_, i) => `What was done in the ${i}th of the steps, told at length: ${WISHES[0]}`,
    )
    const goesOn = [says(items.join('\n')), says(`${WISHES[0]}\n${WISHES[1]}`)]
    expect(sessionsOf([asked(1, goesOn), quoting(5)])).toBe(1)
  })

  it('counts no line that was said in another conversation, too', () => {
    const [one, two] = WISHES as [string, string]
    const other = asked(3, [says(`Good evening.\n${one}`)])
    expect(sessionsOf([...talk(1), other, quoting(8)])).toBe(3)
    // A first request that was sent again is no other conversation.
    expect(sessionsOf([...talk(1), asked(3, [says(one)]), quoting(8)])).toBe(2)
    const third = 'leave the old export where it is until the customers have moved over'
    const goesOn = [says(one), answers('That is what I did at 1.'), says(`${two}\n${third}`)]
    const longer = [asked(1, [says(one)]), asked(2, goesOn)]
    const all = [says([one, two, third].map((line) => `- "${line}"`).join('\n'))]
    expect(sessionsOf([...longer, other, asked(8, all)])).toBe(2)
  })
})

describe('what a human says in results', () => {
  const REFUSED =
    "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."
  const id = (name: string) => `toolu_${name}0a1b2c3d`
  const call = (name: string) => answers(null, [{ id: id(name), tool: 'Edit', input: { path: 'src/list.ts' } }])
  const result = (name: string, text: string) => returns([{ call: id(name), text, failed: true }])
  const [one, two] = WISHES as [string, string]

  /** A conversation of which two calls have such results. */
  const told = (hour: number, first: string, second: string, name = 'Amber') => {
    const begin = [says(`Go through the tickets of ${name}.`)]
    const next = [...begin, call(`${name}1`), result(`${name}1`, first)]
    return [
      asked(hour, begin, undefined, call(`${name}1`)),
      asked(hour + 1, next, undefined, call(`${name}2`)),
      asked(hour + 2, [...next, call(`${name}2`), result(`${name}2`, second)]),
    ]
  }

  it.each([
    [`${REFUSED} To tell you how to proceed, the user said:\n${one}`],
    [`${REFUSED} The user provided the following reason for the rejection: ${one}`],
    [`The user rejected permission to use this specific tool call with the following feedback: ${one}`],
    [`The user denied this operation and provided the following feedback:\n<feedback>\n${one}\n</feedback>`],
    [`User has answered your questions: "Which?"="Both.", "How?"="${one}." user notes: none. You can now continue.`],
  ])('is quoted as well: %s', (first) => {
    const second = `User has answered your questions: "And then?"="${two}". You can now continue.`
    expect(sessionsOf([...told(1, first, second), quoting(5)])).toBe(1)
    expect(sessionsOf([...told(1, first, 'done'), quoting(5)])).toBe(2)
  })

  it('is not what tools read', () => {
    expect(sessionsOf([...told(1, one, two), quoting(5)])).toBe(2)
    const page = `${'What stands in a file. '.repeat(20)}\nThe user said: ${one}`
    const other = `The questions: User has answered your questions: "And then?"="${two}".`
    expect(sessionsOf([...told(1, page, other), quoting(5)])).toBe(2)
  })

  it('tells two conversations of one project apart, whose calls name the same files', () => {
    const said = (text: string) => `${REFUSED} To tell you how to proceed, the user said:\n${text}`
    const other = told(1.5, said('not in this file, it is generated anew by every build'), said(two), 'Birch')
    const files = 'Files:\n- `src/list.ts`: its filters\n- `src/export.ts`: its dates'
    const sum = (...lines: string[]) => asked(5, [says([files, ...lines.map((line) => `- "${line}"`)].join('\n'))])
    expect(sessionsOf([...told(1, said(one), said('keep the tests')), ...other, sum()])).toBe(3)
    expect(sessionsOf([...told(1, said(one), said(two)), ...other, sum(one, two)])).toBe(3)
    const third = 'and do not touch what the nightly export writes into the archive'
    expect(sessionsOf([...told(1, said(one), said(`${two}\n${third}`)), ...other, sum(one, two, third)])).toBe(2)
  })
})

it('goes on after every summary that quotes two long lines of its own, and after no other', () => {
  const talks = talksOf({ sessions: 30, owners: 1, compaction: true, quoting: true })
  const quotes = talks.flatMap(({ steps }) =>
    steps.slice(0, -1).flatMap((step) => {
      if ('message' in step) return []
      const lines = [...step.goesOn.texts[0]!.matchAll(/^ {3}- "(.*)"$/gm)].map(([, line]) => line!)
      return [new Set(lines.filter((line) => line.length >= 48 && !PHRASES.includes(line))).size]
    }),
  )
  const sent = unsummed(talks.flatMap(requestsOf), new Random('none'))
  const sessions = linked(sent.map(({ asked, owner }) => exchangeOf(asked, owner, seal)))
  const found = sessions.flatMap(({ exchanges }) => exchanges).filter(({ link }) => link?.evidence === 'summary')
  expect(found).toHaveLength(quotes.filter((many) => many >= 2).length)
  expect(found.length).toBeGreaterThan(15)
  expect(found.length).toBeLessThan(quotes.length)
})
