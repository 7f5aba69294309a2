import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRelease } from '../src/release/index.js'
import { build, leeway } from './built.js'
import { makeFleet } from './fleet/index.js'

const PASSWORD = 'swordfish'
/** Nobody listens there. */
const NOWHERE = 'clickhouse://reader@127.0.0.1:1/fleet?cluster=main'

/** Which store and which key the command works on. */
describe('the store of a command', () => {
  let dir: string
  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-cli-store-'))
    await makeFleet(join(dir, 'fleet'), { seed: 5, users: 2, meanSessions: 4, from: '2026-01-05', days: 14 })
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  const run = (args: string[], environment: Record<string, string> = {}, name = 'home') =>
    leeway(args, {
      home: join(dir, name),
      cwd: dir,
      environment: { LEEWAY_STORE_PASSWORD: PASSWORD, LEEWAY_WAIT: '0', ...environment },
    })
  const LOGS = ['fleet/user-001', '--policy', 'private']

  it.each([
    ['report', ...LOGS],
    ['open', ...LOGS, '--no-browser'],
    ['why', 'turn-duration', ...LOGS],
    ['inspect', 'turns', ...LOGS],
    ['doctor'],
  ])('is the one that --store names: %s %s', async (...args) => {
    const ended = await run([...args, '--store', NOWHERE], {}, 'nobody')
    expect(ended.code).toBe(4)
    expect(ended.stderr).toMatch(/^leeway: /)
    expect(ended.stdout + ended.stderr).not.toContain(PASSWORD)
    expect(ended.stderr).not.toContain('made anew')
    expect(await stat(join(dir, 'nobody', 'leeway', 'store.duckdb')).catch(() => null)).toBeNull()
  })

  it('is the one that LEEWAY_STORE names, where --store names no other', async () => {
    expect((await run(['report', ...LOGS], { LEEWAY_STORE: NOWHERE })).code).toBe(4)
    const other = await run(['report', ...LOGS, '--store', 'nowhere'], { LEEWAY_STORE: NOWHERE })
    expect([other.code, other.stdout]).toEqual([2, ''])
    expect(other.stderr).toContain('LEEWAY_STORE_PASSWORD')
    expect((await run(['report', ...LOGS], { LEEWAY_STORE: '' })).code).toBe(0)
  })

  it('is not named by an address with a password, nor before the command', async () => {
    const url = `clickhouse://reader:${PASSWORD}@127.0.0.1:1/fleet`
    for (const args of [
      ['report', ...LOGS, '--store', url],
      ['report', 'fleet/{user}/projects', '--store', url],
      ['doctor', '--store', url],
      ['store', 'copy', '--to', url],
      ['--store', url, 'report', ...LOGS],
    ]) {
      const { code, stdout, stderr } = await run(args)
      expect(code).toBe(2)
      expect(stdout + stderr).not.toContain(PASSWORD)
      expect(stderr).toContain(args[0] === '--store' ? 'behind the command' : 'LEEWAY_STORE_PASSWORD')
    }
  })

  it('is where answers are kept, and nothing is of a shared one', async () => {
    const [home, json] = ['kept', ['report', ...LOGS, '--json']]
    const first = await run(json, {}, home)
    expect(first.code).toBe(0)
    expect(await readdir(join(dir, home, 'leeway', 'releases'))).toHaveLength(1)
    expect((await run(json, { LEEWAY_STORE: NOWHERE }, home)).code).toBe(4)
    expect((await run(json, {}, home)).stdout).toBe(first.stdout)
    expect(await readdir(join(dir, home, 'leeway', 'releases'))).toHaveLength(1)
  })

  it('is under the key that LEEWAY_KEY_FILE names, which is made once', async () => {
    const key = join(dir, 'keys', 'shared')
    const sessions = async (home: string, environment: Record<string, string>) => {
      const { code, stdout } = await run(['inspect', 'sessions', ...LOGS, '--format', 'jsonl'], environment, home)
      expect(code).toBe(0)
      return stdout
    }
    await sessions('one', { LEEWAY_KEY_FILE: key })
    const made = await readFile(key, 'utf8')
    expect(made).toMatch(/^[0-9a-f]{64}\n$/)
    expect((await stat(key)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(dir, 'one', 'leeway'))).toEqual(['store.duckdb'])
    await sessions('two', { LEEWAY_KEY_FILE: key })
    expect(await readFile(key, 'utf8')).toBe(made)
    // The same key and logs give the same name for whom they are of; another key, another name.
    const hash = async (home: string, environment: Record<string, string>) =>
      parseRelease(JSON.parse((await run(['report', ...LOGS, '--json'], environment, home)).stdout)).study.hash
    const shared = await hash('one', { LEEWAY_KEY_FILE: key })
    expect(await hash('two', { LEEWAY_KEY_FILE: key })).toBe(shared)
    expect(await hash('three', {})).not.toBe(shared)
    await writeFile(join(dir, 'short'), 'abc')
    for (const wrong of [join(dir, 'short'), dir]) {
      const ended = await run(['report', ...LOGS], { LEEWAY_KEY_FILE: wrong }, 'one')
      expect(ended.code).toBe(4)
      expect(ended.stderr).toContain(`the key file ${wrong} cannot be used`)
      expect(ended.stderr).toContain('LEEWAY_KEY_FILE')
    }
  })

  it('is the demo’s own for the demo', async () => {
    const demo = join(dir, 'demo', 'leeway', 'demo')
    await mkdir(demo, { recursive: true })
    // A demo that is written already, and small.
    await cp(join(dir, 'fleet'), join(demo, 'logs'), { recursive: true })
    await writeFile(join(demo, 'written'), '1')
    const LEEWAY_KEY_FILE = join(dir, 'keys', 'never')
    const { code, stderr } = await run(['demo', '--json'], { LEEWAY_STORE: NOWHERE, LEEWAY_KEY_FILE }, 'demo')
    expect([code, stderr]).toEqual([0, ''])
    expect((await readdir(demo)).sort()).toEqual(['clusters', 'key', 'logs', 'store.duckdb', 'written'])
    expect(await readdir(join(dir, 'keys'))).not.toContain('never')
  })

  it('is copied only where there is one of the same key, and only to a server that is there', async () => {
    const nothing = await run(['store', 'copy', '--to', NOWHERE], {}, 'new')
    expect(nothing.code).toBe(4)
    expect(nothing.stderr).toContain('there is no store')
    expect((await run(['report', ...LOGS], {}, 'full')).code).toBe(0)
    const before = await readdir(join(dir, 'full', 'leeway'))
    const other = await run(['store', 'copy', '--to', NOWHERE], { LEEWAY_KEY_FILE: join(dir, 'keys', 'other') }, 'full')
    expect(other.code).toBe(4)
    expect(other.stderr).toContain('another key')
    const gone = await run(['store', 'copy', '--to', NOWHERE], {}, 'full')
    expect([gone.code, gone.stdout]).toEqual([4, ''])
    expect(gone.stderr).not.toContain(PASSWORD)
    expect(await readdir(join(dir, 'full', 'leeway'))).toEqual(before)
    expect((await run(['store', 'copy'])).code).toBe(2)
  })

  it('has a schema for its administrator', async () => {
    const ended = await run(['store', 'schema', '--cluster', 'main', '--replicated', '--database', 'fleet'])
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    for (const wrong of [
      ['--database', 'a b'],
      ['--cluster', "x'y"],
    ]) {
      const { code, stdout } = await run(['store', 'schema', ...wrong])
      expect([code, stdout]).toEqual([2, ''])
    }
  })
})
