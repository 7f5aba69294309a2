import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  AddressError,
  aboutStore,
  openEmbedded,
  openStore,
  type Patience,
  StoreError,
  storeMark,
} from '../../src/store/index.js'

const asked = vi.hoisted(() => ({ cluster: [] as unknown[][] }))
vi.mock('../../src/store/clickhouse/store.js', () => ({
  openClickhouse: async (...means: unknown[]) => {
    asked.cluster.push(means)
    return 'a shared store'
  },
}))

describe('the door to the store', () => {
  let home: string
  beforeEach(async () => {
    asked.cluster = []
    home = await mkdtemp(join(tmpdir(), 'leeway-door-'))
  })
  afterEach(() => rm(home, { recursive: true }))

  it('leads to the data folder where no address is given', async () => {
    const environment = { LEEWAY_STORE: 'clickhouse://elsewhere' }
    const store = await openStore({ home, address: null, environment }, 'mark')
    await store.close()
    expect(await readdir(home)).toEqual(['store.duckdb'])
    expect(asked.cluster).toEqual([])
    expect(await storeMark(home, null)).toMatch(/^\d+\/\d+\/\d+$/)
    expect(await aboutStore(home, null)).toMatch(`store ${join(home, 'store.duckdb')}, `)
  })

  it('leads to the shared store where one is given, and leaves the data folder alone', async () => {
    const address = 'clickhouse://reader@db.example/fleet?cluster=main'
    const environment = { LEEWAY_STORE_PASSWORD: 'swordfish' }
    const patience: Patience = { ms: 5, waits() {} }
    expect(await openStore({ home, address, environment, patience }, 'mark')).toBe('a shared store')
    const [[found, ...rest]] = asked.cluster as [[unknown, ...unknown[]]]
    expect(found).toMatchObject({ host: 'db.example', database: 'fleet', cluster: 'main', password: 'swordfish' })
    expect(rest).toEqual(['mark', patience])
    expect(await readdir(home)).toEqual([])
    expect(await storeMark(home, address)).toBeNull()
    expect(await aboutStore(home, address)).toMatch(
      /^store clickhouse:\/\/db.example:8123\/fleet, cluster main; no text/,
    )
    await expect(openStore({ home, address: 'nowhere', environment }, 'mark')).rejects.toThrow(AddressError)
  })

  it('leaves a store as it is where it is only to be copied', async () => {
    await expect(openEmbedded(home, 'mark')).rejects.toThrow(/there is no store/)
    expect(await readdir(home)).toEqual([])
    await (await openStore({ home, address: null, environment: {} }, 'mark')).close()
    const other = openEmbedded(home, 'other')
    await expect(other).rejects.toThrow(StoreError)
    await expect(other).rejects.toThrow(/another key; LEEWAY_KEY_FILE/)
    expect(await readdir(home)).toEqual(['store.duckdb'])
    await (await openEmbedded(home, 'mark')).close()
    await writeFile(join(home, 'store.duckdb'), '')
    await expect(openEmbedded(home, 'mark')).rejects.toThrow(/there is no store/)
  })
})
