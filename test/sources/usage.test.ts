import { describe, expect, it } from 'vitest'
import { NO_TOKENS, Turn, total } from '../../src/sources/turn.js'
import { usageOf } from '../../src/sources/usage.js'

describe('the tokens of an answer', () => {
  it('are told apart by what was read anew, what a cache had and what was written', () => {
    expect(usageOf({ all: 100, cacheRead: 60, cacheWrite: 10, out: [7, 3] })).toEqual({
      in: 30,
      out: 10,
      cacheRead: 60,
      cacheWrite: 10,
    })
    expect(usageOf({ fresh: 100, cacheRead: 60, out: [7] })).toEqual({ in: 100, out: 7, cacheRead: 60, cacheWrite: 0 })
  })

  it('are null where the record does not say them, and never 0', () => {
    expect(usageOf({ all: undefined, out: [7] })).toEqual({ in: null, out: 7, cacheRead: null, cacheWrite: null })
    expect(usageOf({ fresh: 5, out: [undefined, 'many'] })).toEqual({ in: 5, out: null, cacheRead: 0, cacheWrite: 0 })
    expect(usageOf({ all: undefined, out: [undefined] })).toBeNull()
  })
})

describe('the tokens of a turn', () => {
  const turn = () => new Turn({ at: 0, line: 1 }, 'turn', 'prompt', null)
  const tokens = (of: Turn) => {
    const { tokens_in, tokens_out, tokens_cache_read, tokens_cache_write } = of.row('session', true)
    return [tokens_in, tokens_out, tokens_cache_read, tokens_cache_write]
  }

  it('are 0 where no model answered, and not known where one did and no record says what it took', () => {
    expect(tokens(turn())).toEqual([0, 0, 0, 0])
    const answered = turn()
    answered.answered = true
    expect(tokens(answered)).toEqual([null, null, null, null])
  })

  it('are those of the answers whose records say it, each once', () => {
    const own = turn()
    own.answered = true
    own.spend('one', { in: 10, out: 1, cacheRead: null, cacheWrite: null })
    own.spend('one', { in: 10, out: 4, cacheRead: null, cacheWrite: null })
    own.spend('two', { in: null, out: 2, cacheRead: null, cacheWrite: null })
    expect(tokens(own)).toEqual([10, 6, null, null])
    expect(total([NO_TOKENS, { ...NO_TOKENS, out: null }])).toEqual(NO_TOKENS)
  })
})
