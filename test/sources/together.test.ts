import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import type { FileRead, Rows } from '../../src/model/index.js'
import { isTogether, readTogether, SOURCES } from '../../src/sources/index.js'
import { Random } from '../fleet/random.js'
import { pairLine } from '../ingest/pairs.js'
import { branches, type Damage, retries, trimmed } from '../link/damages.js'
import { talksOf } from '../link/made-up.js'
import { requestsOf, type Sent } from '../link/requests.js'
import { everybody, plainly } from './read-bytes.js'

const dir = mkdtempSync(join(tmpdir(), 'leeway-together-'))
afterAll(() => rmSync(dir, { recursive: true }))
let folders = 0

/** Requests of some sessions over ten days, in the order of time. */
function requests(sessions: number, seed: number, damages: readonly Damage[]): Sent[] {
  const random = new Random(`requests ${seed}`)
  const sent = talksOf({ sessions, owners: 1, seed }).flatMap(requestsOf)
  return damages.reduce((all, damage) => damage(all, random), sent).sort((a, b) => a.asked.at - b.asked.at)
}

async function read(files: readonly (readonly string[])[]): Promise<FileRead[]> {
  const folder = folders++
  const paths = files.map((lines, i) => {
    const path = join(dir, `${folder}-${(i * 7) % 5}-${i}.jsonl`)
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
    return { path, source: 'anthropic-messages' }
  })
  const reads = await readTogether(paths, plainly, null, RULES)
  return reads.map((one) => {
    if ('failed' in one) throw one.failed
    return everybody(one)
  })
}

/** Rows of all files without the lines they stand on, in an order of their own. */
const settled = (reads: readonly FileRead[]): string[] =>
  (['sessions', 'turns', 'actions', 'agents', 'touches'] as const)
    .flatMap((kind) => reads.flatMap((one) => one[kind].map((row) => JSON.stringify([kind, { ...row, line: null }]))))
    .sort()

const countIn = (reads: readonly FileRead[], kind: Exclude<keyof Rows, 'user' | 'file'>) =>
  reads.reduce((sum, one) => sum + one[kind].length, 0)

describe('requests that lie in several files', () => {
  it.each<[string, Damage[], string[] | null]>([
    ['whole histories', [], null],
    ['branches and retries', [branches, retries], null],
    ['only the last six messages of each', [trimmed(6, false)], null],
    ['requests of three people', [branches], ['ann', 'bob', 'cleo']],
  ])('say what they say in one file: %s', async (_name, damages, people) => {
    const random = new Random('cut')
    const sent = requests(5, 3, damages)
    const lines = sent.map((one) => pairLine(one, people?.[Number(one.session.slice(1)) % 3] ?? null))
    const whole = await read([lines])
    expect(countIn(whole, 'sessions')).toBe(5)
    for (const files of [2, 5]) {
      const parts = Array.from({ length: files }, (): string[] => [])
      for (const line of random.shuffled(lines)) parts[random.int(0, files - 1)]!.push(line)
      const cut = await read(parts)
      expect(settled(cut), `${files} files`).toEqual(settled(whole))
      for (const [i, part] of parts.entries()) expect(cut[i]!.counts.records).toBe(part.length)
    }
  })

  it('stand with the file of their record, but actions with that of their turn', async () => {
    const lines = requests(2, 9, []).map((one) => pairLine(one))
    const [first, second] = await read([lines.filter((_, i) => i % 2 === 0), lines.filter((_, i) => i % 2 === 1)])
    for (const { turns, actions, agents } of [first!, second!]) {
      const own = new Set(turns.map(({ turn }) => turn))
      for (const action of actions) if (action.subagent === null) expect(own).toContain(action.turn)
      for (const { line } of [...turns, ...actions, ...agents]) expect(line).toBeLessThanOrEqual(lines.length / 2 + 1)
    }
  })

  it('are not linked across people, even where the log gives them one conversation', async () => {
    const sent = requests(1, 12, [])
    const [read1] = await read([sent.flatMap((one) => ['ann', 'bob'].map((user) => pairLine(one, user)))])
    const truth = sent.flatMap(({ asked }) => (asked.answer?.calls ?? []).map(({ id }) => id))
    expect(read1!.sessions).toHaveLength(2)
    expect(read1!.actions.map(({ call }) => call).sort()).toEqual([...truth, ...truth].sort())
  })

  it('are read although one of the files cannot be', async () => {
    const path = join(dir, 'there.jsonl')
    writeFileSync(
      path,
      requests(1, 4, [])
        .map((one) => `${pairLine(one)}\n`)
        .join(''),
    )
    const source = 'anthropic-messages'
    const [gone, there] = await readTogether(
      [
        { path: join(dir, 'gone.jsonl'), source },
        { path, source },
      ],
      plainly,
    )
    expect(gone).toHaveProperty('failed.code', 'ENOENT')
    expect((there as FileRead).sessions).toHaveLength(1)
  })
})

it('reads together what is known as a source', () => {
  const ids = SOURCES.map(({ id }) => id)
  const together = ids.filter(isTogether)
  expect(together).toContain('litellm')
  expect(SOURCES.filter(({ id, carries }) => isTogether(id) && carries.linkable === false)).toEqual([])
})
