import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/index.js'
import { makeFleet } from '../fleet/index.js'
import { THOROUGH } from '../thorough.js'
import { KINDS, released } from './stores.js'

const PLACE = "sources: [ { place: 'fleet/{customer}/{user}/projects' } ]"

/** Studies of the same logs, in the order in which they are held against each other. */
const STUDIES: Record<string, string> = {
  'private, everything': `name: all\n${PLACE}\npolicy: { name: private }\n`,
  'private, a window': `name: part\n${PLACE}\nwindow: { from: 2026-01-19, to: 2026-02-16 }\npolicy: { name: private }\n`,
  'private, of customers': `name: firms\n${PLACE}\npolicy: { name: private, protect: customer }\n`,
  'team, everything': `name: all\n${PLACE}\npolicy: { name: team }\n`,
  'team, the same again': `name: all\n${PLACE}\npolicy: { name: team }\n`,
  'team, a window': `name: part\n${PLACE}\nwindow: { from: 2026-01-19, to: 2026-02-16 }\npolicy: { name: team }\n`,
  'team, one user excluded': `name: all\n${PLACE}\nexclude: [ { user: user-003, reason: requested } ]\npolicy: { name: team }\n`,
  'team, stricter': `name: all\n${PLACE}\npolicy: { name: team, k_users: 8, k_items: 50 }\n`,
  'team, of customers': `name: firms\n${PLACE}\npolicy: { name: team, protect: customer, k_users: 5, k_items: 20 }\n`,
}

/** What is tried by default: each policy, a release held against another one, and an exclusion. */
const BRIEF = new Set([
  'private, everything',
  'private, of customers',
  'team, everything',
  'team, the same again',
  'team, one user excluded',
])

describe('every store makes the same releases of the same logs, byte for byte', () => {
  let dir: string
  const stores: Store[] = []

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-same-'))
    for (const [i, firm] of ['acme', 'birch', 'cobalt', 'dune', 'elm', 'fjord'].entries())
      await makeFleet(join(dir, 'fleet', firm), {
        seed: 40 + i,
        users: 5,
        meanSessions: 10,
        from: '2026-01-05',
        days: 56,
      })
    for (const kind of KINDS) stores.push(await kind.open())
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  it.each(Object.keys(STUDIES).filter((name) => THOROUGH || BRIEF.has(name)))('%s', async (name) => {
    const [first, ...others] = stores
    const expected = await released(first!, STUDIES[name]!, dir)
    for (const store of others) expect(await released(store, STUDIES[name]!, dir)).toBe(expected)
  })
})
