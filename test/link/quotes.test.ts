import { describe, expect, it } from 'vitest'
import { Linker } from '../../src/link/index.js'
import { type Exchange, exchangeOf, type Message } from '../../src/model/index.js'
import { answers, says } from './talks.js'

const START = Date.UTC(2026, 0, 5)
const WISHES = [
  'please make the pagination of the order list keep its filters when going back',
  'and also let the export write the dates the way the customers have asked us to',
]
const HOUR = 3_600_000

/** A request without a summary before it. */
const asked = (hour: number, history: Message[], system = 'You help with code.'): Exchange =>
  exchangeOf(
    {
      ...{ response: `msg_Amber00000${hour}`, previous: null, conversation: null, system, history, end: 'completed' },
      ...{ at: START + hour * HOUR, ended: START + hour * HOUR + 1, answer: answers(`That is what I did at ${hour}.`) },
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

  it('is none where the same list begins several conversations', () => {
    const list = says(`Please do these things:\n- ${WISHES[0]}\n- ${WISHES[1]}`)
    expect(sessionsOf([asked(1, [list]), asked(2, [list])])).toBe(2)
  })
})
