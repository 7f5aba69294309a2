import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, FEW, leeway } from '../built.js'
import { noCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { thorough } from '../thorough.js'
import { newAddress } from './stores.js'

/** Two machines whose logs lie under the same path, one key, one store. */
describe.skipIf(noCluster !== null)(noCluster ?? 'machines that fill one store', () => {
  let dir: string
  const logs = () => join(dir, 'logs')
  /** What a machine says of the logs that lie at that path just now. */
  const run = (address: string, machine: string, environment: Record<string, string> = {}, ...args: string[]) =>
    leeway(['report', logs(), '--policy', 'private', '--json', ...args], {
      home: join(dir, machine),
      cwd: dir,
      program: FEW,
      environment: { LEEWAY_STORE: address, LEEWAY_KEY_FILE: join(dir, 'key'), ...environment },
    })
  const put = async (user: string) => {
    await rm(logs(), { recursive: true, force: true })
    await cp(join(dir, 'fleet', user, 'projects'), logs(), { recursive: true })
  }
  const sessionsOf = ({ stdout }: { stdout: string }) => {
    const [source] = JSON.parse(stdout).study.sources
    return { sessions: source.sessions as number, contributors: source.contributors as number }
  }

  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-machines-'))
    await mkdir(dir, { recursive: true })
    await makeFleet(join(dir, 'fleet'), { seed: 9, users: 2, meanSessions: 6, from: '2026-01-05', days: 14 })
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('without names: the second one is refused, and nothing of the first one’s changes', async () => {
    const address = await newAddress()
    await put('user-001')
    const first = await run(address, 'one')
    expect(first.code, first.stderr).toBe(0)
    await put('user-002')
    const second = await run(address, 'two')
    expect(second).toMatchObject({ code: 4, stdout: '' })
    expect(second.stderr).toContain('LEEWAY_MACHINE')
    await put('user-001')
    expect((await run(address, 'one')).stdout).toBe(first.stdout)
  })

  it('with names: each keeps its own, and both are counted as two contributors', async () => {
    const address = await newAddress()
    await put('user-001')
    const first = sessionsOf(await run(address, 'one', { LEEWAY_MACHINE: 'one' }))
    expect(first.contributors).toBe(1)
    await put('user-002')
    const both = sessionsOf(await run(address, 'two', { LEEWAY_MACHINE: 'two' }))
    const alone = sessionsOf(await run(await newAddress(), 'two', { LEEWAY_MACHINE: 'two' }))
    expect(both).toEqual({ sessions: first.sessions + alone.sessions, contributors: 2 })
    // What others read is not what this machine finds missing.
    await put('user-001')
    expect(sessionsOf(await run(address, 'one', { LEEWAY_MACHINE: 'one' }))).toEqual(both)
  })

  thorough('with one name: they see the same files', async () => {
    const address = await newAddress()
    await put('user-001')
    // Each keeps the groups that it found before, so both begin without any.
    const first = await run(address, 'new one', { LEEWAY_MACHINE: 'shared' })
    const second = await run(address, 'new two', { LEEWAY_MACHINE: 'shared' })
    expect(second.stdout).toBe(first.stdout)
  })

  it('refuses a name that is none', async () => {
    expect(await run('clickhouse://127.0.0.1:1', 'one', { LEEWAY_MACHINE: 'a b' })).toMatchObject({
      code: 2,
      stdout: '',
    })
  })
})
