import { describe, expect, it } from 'vitest'
import { CONCEPTS, DONE_TO, GROUPS, SAID_TOGETHER } from '../../src/clusters/vocabulary/index.js'
import { textAudit } from '../../src/privacy/index.js'
import type { Release } from '../../src/release/index.js'

const called = (name: string, description = '') =>
  ({ figures: [{ id: 'risk-autonomy', rows: [{ cluster: 'action-1', name, description }] }] }) as unknown as Release
const audited = (release: Release) => textAudit(release, { figures: [], words: [], groups: new Set() })

describe('the audit of what groups are called', () => {
  it.each([
    ['Send mail to ann.lee@mail.example', 1],
    ['Call +49 170 5551234', 1],
    ['Deploy to https://shop.example.com/x', 1],
    [`Use ghp_${'a1B2'.repeat(9)}`, 1],
    ['Write to /home/ann/work', 2],
    ['Help Ann Xenakis with code', 2],
    ['Fix ticket ACME-4821', 2],
    ['Ask @annlee about code', 2],
    ['Deploy fixes to production web applications', 5],
  ])('gives %s a %i', async (text, score) => {
    expect((await audited(called(text))).score).toBe(score)
    expect((await audited(called('Write code', `Activities: write. ${text}.`))).score).toBe(score)
  })

  it('repeats nothing of what it found', async () => {
    const { why } = await audited(called('Send mail to ann.lee@mail.example'))
    expect(why).toBe('figures.0.rows.0.name holds what looks like: e-mail')
  })

  it('has nothing against any term that Leeway ships, at the beginning of a name or within it', async () => {
    expect(CONCEPTS.length).toBeGreaterThan(100)
    const refused: string[] = []
    const more = [GROUPS, SAID_TOGETHER, DONE_TO].flatMap((phrases) => Object.values<string>(phrases))
    for (const phrase of [...CONCEPTS.map((one) => one.phrase), ...more])
      for (const name of [
        `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)} and write code`,
        `Write ${phrase}, ${phrase} and code`,
      ])
        if ((await audited(called(name))).score < 5) refused.push(phrase)
    expect(refused).toEqual([])
  })
})
