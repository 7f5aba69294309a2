import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Prepared } from '../../../src/cli/run.js'
import { reducing } from '../../../src/collect/index.js'
import { ownRows } from '../../../src/privacy/own.js'
import { inFolder } from '../../ingest/home.js'
import { fixtureOf } from '../fixture.js'
import { conceal, recordsIn } from './both-ways.js'

/** Requests of two people and of nobody. */
function records(): object[] {
  const { name, bytes } = fixtureOf('anthropic-messages')
  const text = bytes.toString('utf8')
  return [['Ann', 'ann@firm.example'] as const, ['Bob', 'bob@firm.example'] as const, ['Nil', null] as const].flatMap(
    ([mark, user]) =>
      recordsIn(name, text.replaceAll(/(Birch|Cedar|Amber)\1/g, `$1${mark}0`)).map((record) => {
        const { request, ...rest } = record as { request: object }
        return { ...rest, request: { ...request, metadata: user === null ? {} : { user_id: user } } }
      }),
  )
}

const put = (dir: string, path: string, lines: readonly string[]) => {
  mkdirSync(join(dir, path, '..'), { recursive: true })
  writeFileSync(join(dir, path), lines.map((line) => `${line}\n`).join(''))
}

/** Whose each turn and action is, by pseudonyms. */
async function whose({ rows }: Prepared): Promise<string[]> {
  const all = [...ownRows(await rows.rows('turns')), ...ownRows(await rows.rows('actions'))]
  return all
    .map(({ turn, action, of_contributor: who, of_customer: customer, started_at: at }) =>
      [turn, action ?? '-', who, customer, at].join(' '),
    )
    .sort()
}

describe('what was collected', () => {
  it('is of the people whom records name, as in a file of them, without those who are kept out', () =>
    inFolder(async (dir, home) => {
      put(
        dir,
        'files/firm/log.jsonl',
        records().map((record) => JSON.stringify(record)),
      )
      const reducer = reducing(conceal)
      const lines = records().flatMap((record) => reducer.reduce('requests', record, { customer: 'firm' }))
      expect(lines.join('\n')).not.toContain('firm.example')
      // In two files, so that a session goes on in the second.
      put(dir, 'kept/firm/collected-000001.jsonl', lines.slice(0, 6))
      put(dir, 'kept/firm/collected-000002.jsonl', lines.slice(6))
      const rows = async (place: string, exclude: { user: string; reason: 'requested' }[] = []) =>
        whose(await home.read(`${place}/{customer}`, { exclude }))
      const file = await rows('files')
      expect(file).toHaveLength(12)
      expect(new Set(file.map((row) => row.split(' ')[2])).size).toBe(3)
      expect(await rows('kept')).toEqual(file)
      const out = [{ user: 'bob@firm.example', reason: 'requested' as const }]
      const less = await rows('files', out)
      expect(less).toHaveLength(8)
      expect(await rows('kept', out)).toEqual(less)
    }))
})
