import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Exempt } from './compare.js'
import type { PrivateRows } from './private-rows.js'
import { judgedAction, people } from './units.js'

const isJson = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line)
    return value !== null && typeof value === 'object' && !Array.isArray(value)
  } catch {
    return false
  }
}

const moment = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')

/** What stands around the figures of a private study, from its rows and the files of its logs. @param logs their folder. */
export async function frameOf(logs: string, { sessions, turns, actions }: PrivateRows) {
  const names = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith('.jsonl'))
  const texts = await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')))
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '')
  const unreadable = lines.filter((line) => !isJson(line)).length
  const times = (column: string) => turns.flatMap((row) => (row[column] === null ? [] : [Number(row[column])]))
  return {
    // The first study of these places; the demo is read in whole, without copies, by nobody who is left out.
    ...{ analysis: 1, excluded: { 'zero-retention': 0, 'no-consent': 0, requested: 0 } },
    observed: {
      from: moment(times('started_at').reduce((a, b) => Math.min(a, b))),
      to: moment(times('ended_at').reduce((a, b) => Math.max(a, b))),
    },
    policy: { k_items: 1, k_users: 1, sybils: 0, epsilon: null, delta: null },
    judge: {
      judged: actions.filter(judgedAction).length + turns.filter((row) => row.stop_reason !== null).length,
      ...{ refused: 0, cost_usd: 0 },
    },
    sources: [
      {
        ...{ id: 'claude-code', files: names.length, records: lines.length - unreadable, unreadable, unknown: 0 },
        ...{ duplicates: 0, sessions: sessions.length, turns: turns.length, actions: actions.length },
        contributors: people(sessions),
      },
    ],
  }
}

/** What is not worked out from rows, and why. */
export const EXEMPT: Exempt = [
  [/^study\.window\.(?:from|to)$/, 'what the study file asks for: no bound'],
  [
    /^study\.sources\.[^.]+\.carries\./,
    'what a kind of log can carry is declared, and held against its page by test/docs.test.ts',
  ],
  [/\.published\.[^.]+\.value$/, 'printed in the study that is followed'],
]
