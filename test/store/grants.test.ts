import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, openShared } from '../../src/store/index.js'
import { noCluster, startCluster, type TestCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { KEY, read, released, studyOf } from './stores.js'

const page = fileURLToPath(new URL('../../docs/cluster.md', import.meta.url))
const STUDY = "name: all\nsources: [ { place: 'fleet/{user}/projects' } ]\n"

/** A user who may do what the page says, and nothing else. */
describe.skipIf(noCluster !== null)(noCluster ?? 'the grants of docs/cluster.md', () => {
  let dir: string
  let cluster: TestCluster

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-grants-'))
    await makeFleet(join(dir, 'fleet'), { seed: 4, users: 8, meanSessions: 6, from: '2026-01-05', days: 28 })
    const grants = (await readFile(page, 'utf8')).match(/^GRANT .*(?= TO leeway;)/gm) ?? []
    expect(grants.length).toBeGreaterThan(3)
    const open = '<password></password><networks><ip>::/0</ip></networks>'
    const leeway = `<leeway>${open}<grants>${grants.map((grant) => `<query>${grant}</query>`).join('')}</grants></leeway>`
    await writeFile(
      join(dir, 'users.xml'),
      `<clickhouse><users><default>${open}</default>${leeway}</users>
       <profiles><default></default></profiles><quotas><default></default></quotas></clickhouse>`,
    )
    cluster = await startCluster(2, { more: `<users_config>${join(dir, 'users.xml')}</users_config>` })
  })
  afterAll(async () => {
    await cluster.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('are enough to make the tables, fill them, let releases out, and forget', async () => {
    const address = addressOf(cluster.url('leeway'), { LEEWAY_STORE_USER: 'leeway' })
    const store = await openShared(address, KEY.mark, { ms: 0, waits() {} })
    await released(store, `${STUDY}policy: { name: team }\n`, dir)
    await released(store, `${STUDY}policy: { name: private }\n`, dir)
    const without = studyOf(`${STUDY}exclude: [ { user: user-003, reason: requested } ]\npolicy: { name: private }\n`)
    await read(store, without, dir)
    await store.close()
    expect(await cluster.run(0, 'SELECT count() FROM leeway.files FINAL WHERE gone')).not.toBe('')
    expect(await cluster.run(0, "SELECT name FROM system.databases WHERE name LIKE 'leeway_study%'")).toBe('')
  })
})
