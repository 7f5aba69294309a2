import { describe, expect, it } from 'vitest'
import { fixtureOf } from '../sources/fixture.js'
import { inFolder, wholeRelease } from './home.js'
import { log, put } from './log.js'

/** What no program should write and some disk, clock or hand does; the store must take it and the figures must come. */
describe('odd values', () => {
  const withTime = (time: string) => log('odd', 3).replaceAll(/2026-03-02T10:0(\d):/g, `${time}T10:0$1:`)

  for (const [name, text] of Object.entries({
    'a clock that starts in 1970': withTime('1970-01-01'),
    'a clock that runs in the year 9999': withTime('9999-12-31'),
    'a clock at the end of time': withTime('+275760-09-12'),
    'no time at all': log('odd', 3).replaceAll(/"timestamp":"[^"]*",?/g, ''),
    'names with NUL bytes, quotes and halves of characters': log('odd\\u0000\\ud800\'";--', 3).replaceAll(
      '\\\\u',
      '\\u',
    ),
    'numbers beyond all bounds': log('odd', 3).replaceAll('"role"', '"usage":{"output_tokens":1e300},"role"'),
  })) {
    it(`are stored and counted: ${name}`, () =>
      inFolder(async (dir, home) => {
        put(dir, 'fleet/ann/a.jsonl', log('a', 2))
        put(dir, 'fleet/ann/odd.jsonl', text)
        const prepared = await home.read('fleet/{user}')
        const rows = await home.rows(prepared)
        expect(rows.turns).toHaveLength(5)
        const release = await wholeRelease(prepared)
        expect(JSON.stringify(release).length).toBeLessThan(5_000_000)
        expect(release.study.sources[0]).toMatchObject({ sessions: 2, turns: 5, unreadable: 0 })
      }))
  }

  it('are counted by their type, whatever it is called', () =>
    inFolder(async (dir, home) => {
      const { lines, unknown } = fixtureOf('claude-code')
      for (const name of ['one', 'two']) put(dir, `fleet/${name}/a.jsonl`, [...lines, ...unknown!.lines].join('\n'))
      const release = await wholeRelease(await home.read('fleet/{user}'))
      expect(release.study.sources[0]!.unknown).toBe(2 * unknown!.lines.length)
    }))
})
