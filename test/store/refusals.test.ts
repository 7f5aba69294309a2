import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../built.js'
import { noCluster, PLAINLY, startCluster, type TestCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { before, faulty, pass, refuse } from './faulty.js'
import { PASSWORD, Refusing } from './refusing.js'

/** Users of the servers, by what they may not. */
const USERS = `
  <users>
    <default><password></password><networks><ip>::/0</ip></networks></default>
    <ursula><password>${PASSWORD}</password><networks><ip>::/0</ip></networks></ursula>
    <ursula_reads><password>${PASSWORD}</password><networks><ip>::/0</ip></networks><profile>reads</profile></ursula_reads>
    <ursula_sets><password>${PASSWORD}</password><networks><ip>::/0</ip></networks><profile>sets</profile></ursula_sets>
    <ursula_thin><password>${PASSWORD}</password><networks><ip>::/0</ip></networks><profile>thin</profile></ursula_thin>
    <ursula_rows><password>${PASSWORD}</password><networks><ip>::/0</ip></networks>
      <grants><query>GRANT SELECT, INSERT ON *.*</query></grants></ursula_rows>
  </users>
  <profiles>
    <default>${PLAINLY}</default>
    <reads><readonly>1</readonly></reads>
    <sets><readonly>2</readonly></sets>
    <thin><max_memory_usage>3000000</max_memory_usage></thin>
  </profiles>
  <quotas><default></default></quotas>`

describe.skipIf(noCluster !== null)(noCluster ?? 'a shared store that cannot be used', () => {
  let dir: string
  let cluster: TestCluster
  let refusing: Refusing
  let expected: string
  let databases = 0
  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-refusals-'))
    await makeFleet(join(dir, 'fleet'), { seed: 5, users: 3, meanSessions: 3, from: '2026-01-05', days: 14 })
    await writeFile(join(dir, 'users.xml'), `<clickhouse>${USERS}</clickhouse>`)
    cluster = await startCluster(2, { more: `<users_config>${join(dir, 'users.xml')}</users_config>` })
    refusing = new Refusing(cluster, dir)
    const own = await run('')
    expect(own.code, own.stderr).toBe(0)
    expected = own.stdout
  })
  afterAll(async () => {
    await cluster?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const run: Refusing['run'] = (...of) => refusing.run(...of)
  const refused: Refusing['refused'] = (...of) => refusing.refused(...of)
  const port = (node: number) => cluster.nodes[node]!.http
  const fresh = () => `refused_${++databases}`
  const url = (of: number, options = '', user = 'default') =>
    `clickhouse://${user}@127.0.0.1:${of}/${fresh()}${options}`

  it('is not there: it ends at once and does not wait for it', async () => {
    const start = performance.now()
    const said = await refused(url(1), '127.0.0.1:1', { LEEWAY_WAIT: '60' })
    expect(performance.now() - start).toBeLessThan(15_000)
    expect(said).toContain('does not answer (ECONNREFUSED); see whether it runs')
    // Under another policy nothing of this is a secret either.
    const team = await run(url(1), {}, ['--policy', 'team'])
    expect([team.code, team.stdout, team.stderr]).toEqual([4, '', said])
  })

  it('has no such host', async () => {
    const said = await refused('clickhouse://db.invalid:8123/x', 'db.invalid:8123')
    expect(said).toContain('cannot be found')
  })

  it('lacks one shard of two', async () => {
    await cluster.nodes[1]!.stop('SIGKILL')
    try {
      expect(await refused(url(port(0), '?cluster=test'), `127.0.0.1:${port(0)}`)).toMatch(
        new RegExp(`shard 2 of the cluster "test" \\(127.0.0.1:${cluster.nodes[1]!.tcp}\\) does not answer`),
      )
      const shards = `?shards=127.0.0.1:${port(0)},127.0.0.1:${port(1)}`
      expect(await refused(url(port(0), shards), `127.0.0.1:${port(1)}`)).toContain('does not answer (ECONNREFUSED)')
    } finally {
      await cluster.nodes[1]!.start()
    }
  })

  it('is slow', async () => {
    const silent = await faulty(() => {})
    expect(await refused(url(silent.port, '?timeout=2'), `127.0.0.1:${silent.port}`)).toContain('?timeout=')
    const begun = await faulty((_, response) => {
      setInterval(() => response.write(' '), 200).unref()
    })
    expect(await refused(url(begun.port, '?timeout=2'), `127.0.0.1:${begun.port}`)).toContain('?timeout=')
  })

  it('is slow, and answers in time', async () => {
    let slow = 0
    const slower = await faulty((statement, response, from) => {
      const wait = slow++ < 3 ? 700 : 0
      setTimeout(() => pass(port(0), statement, from, response), wait)
    })
    const ended = await run(url(slower.port, '?timeout=30'))
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stdout === expected).toBe(true)
  })

  it.each([
    ['a page', 200, '<html><body>Welcome to nginx!</body></html>'],
    ['a page that is not found', 404, '<html><body>404 Not Found</body></html>'],
    ['nothing', 200, ''],
    ['JSON of something else', 200, '{"status":"ok"}'],
  ])('is no ClickHouse and answers with %s', async (_, status, text) => {
    const other = await faulty((_statement, response) => response.writeHead(status).end(text))
    const said = await refused(url(other.port), `127.0.0.1:${other.port}`)
    expect(said).toContain('is no ClickHouse over HTTP; see to host and port')
  })

  it('is reached by the port of another protocol', async () => {
    const { tcp } = cluster.nodes[0]!
    expect(await refused(url(tcp), `127.0.0.1:${tcp}`)).toMatch(/HTTP/)
    const tls = await refused(url(port(0), '?secure=1'), `127.0.0.1:${port(0)}`)
    expect(tls).toContain('does not speak TLS')
  })

  it('is behind something that does not reach it', async () => {
    const gateway = await faulty((_, response) => response.writeHead(502).end('<h1>502 Bad Gateway</h1>'))
    expect(await refused(url(gateway.port), `127.0.0.1:${gateway.port}`)).toContain(
      'does not answer (502 Bad Gateway); see whether it runs',
    )
  })

  const old = (statement: string, response: import('node:http').ServerResponse) => {
    if (!statement.includes('version()')) return false
    response.end('["version"]\n["24.3.1.1"]\n')
    return true
  }

  it('is of an older version, as a whole or in one shard', async () => {
    const alone = await faulty((statement, response) => old(statement, response) || response.writeHead(500).end())
    expect(await refused(url(alone.port), `127.0.0.1:${alone.port}`)).toContain(
      'is ClickHouse 24.3.1.1; Leeway needs 26.7 or later',
    )
    const second = await before(port(1), old)
    const shards = `?shards=127.0.0.1:${port(0)},127.0.0.1:${second.port}`
    expect(await refused(url(port(0), shards), `127.0.0.1:${second.port}`)).toContain('24.3.1.1')
  })

  it('does not let the user in', async () => {
    for (const [user, password] of [
      ['ursula', 'wrong'],
      ['ursula', ''],
      ['ursula_unknown', PASSWORD],
    ] as const) {
      const environment = { LEEWAY_STORE_PASSWORD: password }
      const said = await refused(url(port(0), '?cluster=test', user), `127.0.0.1:${port(0)}`, environment)
      expect(said).toContain('it does not let this user in')
      expect(said).toContain('LEEWAY_STORE_PASSWORD')
    }
    const whole = await run(url(port(0), '?cluster=test', 'ursula'), { LEEWAY_STORE_PASSWORD: PASSWORD })
    expect(whole.code, whole.stderr).toBe(0)
    expect(whole.stdout === expected).toBe(true)
  })

  it.each([
    ['read only', 'ursula_reads', 'readonly mode'],
    ['read and set only', 'ursula_sets', 'readonly mode'],
    ['make no databases', 'ursula_rows', 'CREATE DATABASE ON refused_'],
  ])('lets the user %s', async (_, user, says) => {
    const said = await refused(url(port(0), '', user), `127.0.0.1:${port(0)}`)
    expect(said).toContain('this user may not do what is needed there')
    expect(said).toContain(says)
  })

  it('knows no cluster of that name, and says which it knows', async () => {
    const said = await refused(url(port(0), '?cluster=tset'), `127.0.0.1:${port(0)}`)
    expect(said).toMatch(/knows no cluster "tset", only: .*\btest\b/)
  })

  it('gives a question too little memory', async () => {
    const database = fresh()
    const of = (user: string) => `clickhouse://${user}@127.0.0.1:${port(0)}/${database}`
    expect((await run(of('default'))).code).toBe(0)
    const said = await refused(of('ursula_thin'), `127.0.0.1:${port(0)}`)
    expect(said).toContain('needs more memory than it may take; raise max_memory_usage')
  })

  it('has no room on its disk: nothing of it counts, and all of it when there is', async () => {
    const store = url(port(0), '?cluster=test')
    const database = /(refused_\d+)/.exec(store)![1]!
    expect((await run(store, {}, ['--policy', 'private'], 'fleet/user-001')).code).toBe(0)
    const files = async () =>
      Promise.all([0, 1].map((node) => cluster.run(node, `SELECT count() FROM ${database}.files`)))
    const before = await files()
    for (const room of ['MODIFY SETTING min_free_disk_bytes_to_perform_insert = 1000000000000000', '']) {
      const end = room || 'RESET SETTING min_free_disk_bytes_to_perform_insert'
      for (const node of [0, 1]) await cluster.run(node, `ALTER TABLE ${database}.turn ${end}`)
      const ended = await run(store)
      if (room === '') {
        expect(ended.code, ended.stderr).toBe(0)
        expect(ended.stdout === expected).toBe(true)
      } else {
        expect([ended.code, ended.stdout]).toEqual([4, ''])
        expect(ended.stderr).toMatch(
          /^leeway: the store at 127.0.0.1:\d+: there is no room left on its disk; make room/,
        )
        expect(await files()).toEqual(before)
      }
    }
  })

  it('has too many parts or questions for a moment: they are asked again', async () => {
    const times = new Map<string, number>()
    const busy = await before(port(0), (statement, response) => {
      const kind = /^\s*(\w+)/.exec(statement)?.[1] ?? ''
      const nth = (times.get(kind) ?? 0) + 1
      times.set(kind, nth)
      if (nth > 2) return false
      return kind === 'INSERT'
        ? refuse(
            response,
            252,
            'Too many parts (300). Merges are processing significantly slower than inserts. (TOO_MANY_PARTS)',
          )
        : refuse(response, 202, 'Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)')
    })
    const ended = await run(url(busy.port), { LEEWAY_WAIT: '20' })
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stderr).not.toContain('waiting up to')
    expect(ended.stdout === expected).toBe(true)
    expect(Math.min(...['SELECT', 'CREATE', 'INSERT'].map((kind) => times.get(kind)!))).toBeGreaterThan(2)
  })
})
