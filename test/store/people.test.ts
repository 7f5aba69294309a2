import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownRows } from '../../src/privacy/own.js'
import { put } from '../ingest/log.js'
import { pairLine } from '../ingest/pairs.js'
import { answers, says } from '../link/talks.js'
import { KINDS, read, studyOf } from './stores.js'

const dir = mkdtempSync(join(tmpdir(), 'leeway-people-'))
afterAll(() => rmSync(dir, { recursive: true }))

const START = Date.UTC(2026, 2, 2, 10)
const line = (user: string, nth: number) =>
  `${pairLine(
    {
      ...{ owner: '', session: `s${nth}`, agent: null },
      asked: {
        ...{ response: `msg_${nth}`, previous: null, conversation: null, system: null, end: 'calls' },
        ...{ at: START + nth * 60_000, ended: START + nth * 60_000 + 5_000 },
        history: [says(`please look into ${nth}`)],
        answer: answers(null, [{ id: `toolu_01Amber${nth}`, tool: 'Bash', input: { command: 'ls' } }]),
      },
    },
    user,
  )}\n`

const PEOPLE = Array.from({ length: 9 }, (_, i) => `person ${i}`)
const study = (more = '') => studyOf(`name: people\nsources: [{ place: logs }]\npolicy: { name: private }\n${more}`)

describe.each(KINDS)('people whom records name, in $name', ({ open }) => {
  it('have their rows, wherever these are kept, until they are kept out', async () => {
    const store = await open()
    try {
      const told = async (more?: string) => {
        const prepared = await read(store, study(more), dir)
        const [totals] = ownRows(await prepared.rows.totals())
        const { files, contributors, actions } = totals!
        return { files, contributors, actions, excluded: prepared.reports[0]!.excluded }
      }
      put(dir, 'logs/a.jsonl', PEOPLE.map(line).join(''))
      expect(await told()).toEqual({ files: 1, contributors: 9, actions: 9, excluded: {} })
      put(dir, 'logs/a.jsonl', [...PEOPLE, ...PEOPLE.slice(3)].map(line).join(''))
      const out = { files: 1, contributors: 8, actions: 13, excluded: { requested: 1 } }
      expect(await told('exclude: [{ user: person 4, reason: requested }]')).toEqual(out)
      expect(await store.files(join(dir, 'logs'))).toHaveLength(9)
    } finally {
      await store.close()
    }
  })
})
