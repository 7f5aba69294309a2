import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { headOf } from '../../../src/sources/index.js'
import { opencode } from '../../../src/sources/opencode/index.js'
import { fixtureOf } from '../fixture.js'
import { plainly, readBytes } from '../read-bytes.js'

const kept = fileURLToPath(new URL('kept/', import.meta.url))
const T3 = 1782890000000

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-database-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

/** A copy of the database, changed before it is read. */
function copied(change: (path: string) => void = () => {}): string {
  const path = join(mkdtempSync(join(dir, 'at-')), 'opencode.db')
  for (const end of ['', '-wal']) cpSync(`${kept}opencode.db${end}`, `${path}${end}`)
  change(path)
  return path
}
const read = (path: string): Promise<FileRead> => opencode.read(path, null, plainly)
const unlined = (rows: readonly object[]) => rows.map((row) => ({ ...row, line: 0 }))
const ofFirst = <R extends { session: string }>(rows: readonly R[]) =>
  unlined(rows.filter((row) => row.session === 'ses_1' && (row as { subagent?: unknown }).subagent == null))

describe('the database of opencode', () => {
  it('says of a session what its export says, also what stands only in the log of writes', async () => {
    const exported = await readBytes(opencode, fixtureOf('opencode').bytes, 'export.json')
    const found = await read(copied())
    for (const name of ['turns', 'actions', 'touches'] as const)
      expect(ofFirst<{ session: string }>(found[name]), name).toEqual(unlined(exported[name]))
    expect(unlined(found.sessions.filter(({ session, main }) => main && session === 'ses_1'))).toEqual(
      unlined(exported.sessions),
    )
    const { counts } = found
    expect([counts.records, counts.unreadable, counts.clock_back]).toEqual([14, 1, 0])
    expect({ ...counts.unknown }).toEqual({
      ...{ 'part hologram': 1, 'part without its message': 1, 'role seance': 1 },
    })
  })

  it('has the work of subagents, and sessions of later versions', async () => {
    const found = await read(copied())
    expect(found.sessions.map(({ session, main, version }) => [session, main, version])).toEqual([
      ['ses_1', true, '1.2.20'],
      ['ses_1', false, '1.2.20'],
      ['ses_3', true, '2.0.1'],
    ])
    expect(found.agents.map((a) => [a.session, a.subagent, a.tokens_in, a.tokens_out, a.tokens_cache_read])).toEqual([
      ['ses_1', 'ses_2', 30, 5, 2],
    ])
    const actions = found.actions.filter(({ session, subagent }) => session === 'ses_3' || subagent !== null)
    expect(actions.map((a) => [a.call, a.tool, a.status, a.approval, a.subagent, a.ended_at! - a.started_at])).toEqual([
      ['call_21', 'grep', 'ok', 'not-needed', 'ses_2', 1_000],
      ['call_31', 'bash', 'error', 'unknown', null, 4_000],
      ['call_32', 'edit', 'rejected', 'rejected', null, 9_000],
    ])
    const turns = found.turns.filter(({ session }) => session === 'ses_3')
    expect(
      turns.map((t) => [t.turn, t.started_by, t.ended_by, t.interrupt_kind, t.started_at - T3, t.wall_ms]),
    ).toEqual([
      ['msg_31', 'prompt', 'interrupted', 'prompt', 1_000, 18_000],
      ['msg_34', 'prompt', 'interrupted', 'working', 30_000, 10_000],
    ])
  })

  it('takes of the log of writes what was committed, and nothing of a log that is torn or of another database', async () => {
    const size = readFileSync(`${kept}opencode.db-wal`).length
    const without = await read(copied((path) => rmSync(`${path}-wal`)))
    expect(without.turns.map(({ turn }) => turn)).toEqual(['msg_1', 'ses_1/call_5/answer'])
    expect(without.sessions.length).toBe(1)
    for (const left of [31, 700, size - 1]) {
      const torn = await read(copied((path) => truncateSync(`${path}-wal`, left)))
      expect(torn.sessions.length, `${left} bytes`).toBeLessThan(3)
    }
    const strange = await read(
      copied((path) => {
        const log = readFileSync(`${path}-wal`)
        log.writeUInt32BE(log.readUInt32BE(16) + 1, 16)
        writeFileSync(`${path}-wal`, log)
      }),
    )
    expect(strange).toEqual(without)
  })

  it('is known by its name, or by its tables whatever it is called, and no other database is', () => {
    const head = headOf(`${kept}opencode.db`, 65_536)
    const other = Buffer.concat([head.subarray(0, 16), Buffer.alloc(4_080)])
    expect(['opencode.db', 'opencode-dev.db', 'copy.db'].map((name) => opencode.recognises(name, head))).toEqual([
      ...[true, true, true],
    ])
    expect(['/data/opencode.db', 'places.db'].map((name) => opencode.recognises(name, other))).toEqual([true, false])
    expect(opencode.named('opencode.db-wal')).toBe(false)
    expect(opencode.homes({ XDG_DATA_HOME: '/data' }, '/home/one')).toEqual(['/data/opencode/opencode.db'])
    expect(opencode.homes({}, '/home/one')).toEqual(['/home/one/.local/share/opencode/opencode.db'])
  })

  it('is read packed, without its log of writes', async () => {
    const packed = copied((path) => {
      rmSync(`${path}-wal`)
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)))
    })
    expect(await read(`${packed}.gz`)).toEqual(await read(packed))
  })

  it('is refused, and nothing else, where it is damaged, cut off, or a write was broken off', async () => {
    const plain = copied((path) => rmSync(`${path}-wal`))
    const bytes = readFileSync(plain)
    let seed = 7
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    let refused = 0
    for (let round = 0; round < 80; round++) {
      const damaged = Buffer.from(bytes.subarray(0, round % 3 === 0 ? 100 + random(bytes.length - 100) : bytes.length))
      for (let i = 0; i < 6; i++) damaged[16 + random(damaged.length - 16)] = random(256)
      writeFileSync(plain, damaged)
      const found = await read(plain).catch((error: Error) => error.name)
      if (typeof found === 'string') {
        expect(found, `round ${round}`).toBe('UnreadableFile')
        refused++
      }
    }
    expect(refused).toBeGreaterThan(25)
    writeFileSync(plain, bytes)
    writeFileSync(`${plain}-journal`, 'x')
    await expect(read(plain)).rejects.toThrow(/broken off/)
    expect(existsSync(`${plain}-wal`)).toBe(false)
  })
})
