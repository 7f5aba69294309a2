import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { gatherEvidence, readAgain } from '../../src/ingest/index.js'
import { partOf } from '../../src/ingest/parts.js'
import { parsePlace } from '../../src/ingest/place.js'
import type { Conceal } from '../../src/model/index.js'
import { readTogether, sourceOf } from '../../src/sources/index.js'
import type { StoredFile } from '../../src/store/index.js'
import { talksOf } from '../link/made-up.js'
import { requestsOf } from '../link/requests.js'
import { pairLine } from './pairs.js'

const dir = mkdtempSync(join(tmpdir(), 'leeway-again-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** Names as pseudonyms of their usual length. */
const conceal: Conceal = (kind, id) => (kind === 'user' ? id.padEnd(22, '-') : id)
const SOURCE = 'anthropic-messages'

it('gathers what a judge is shown of requests from all files of their place, in one reading', async () => {
  const sent = talksOf({ sessions: 2, owners: 1, seed: 21 }).flatMap(requestsOf)
  const lines = sent.map((one) => `${pairLine(one, one.session === 's0' ? 'ann' : 'bob')}\n`)
  const paths = [0, 1].map((nth) => {
    const path = join(dir, `${nth}.jsonl`)
    writeFileSync(path, lines.filter((_, i) => i % 2 === nth).join(''))
    return path
  })
  const stored = (path: string) => ({ path, source: SOURCE }) as StoredFile
  const again = readAgain(parsePlace(dir, '/'), paths.map(stored), null)
  expect(again(partOf(paths[0]!, conceal('user', 'ann')))).toEqual({
    path: paths[0],
    together: paths.map((path) => ({ path, source: SOURCE })),
    named: { user: null, customer: null },
    person: conceal('user', 'ann'),
  })

  const reads = await readTogether(again(paths[0]!).together!, conceal)
  const truth = new Map<string, string>()
  for (const read of reads) {
    if ('failed' in read) throw read.failed
    for (const { user, actions } of read.others ?? []) for (const { action } of actions) truth.set(action, user!)
  }
  expect(truth.size).toBeGreaterThan(20)
  const also = paths.flatMap((path) =>
    ['ann', 'bob'].map((user) => ({ path, person: conceal('user', user), contributor: user })),
  )
  const file = { ...again(paths[0]!), source: sourceOf(SOURCE)!, contributor: 'nobody', also }
  const wanted = { actions: new Set(truth.keys()), turns: new Set<string>() }
  const gathered = gatherEvidence([file], wanted, conceal, { steps: 4, characters: 100 })
  const found = new Map<string, string>()
  for await (const { contributor, items } of gathered) for (const { id } of items) found.set(id, contributor)
  expect(gathered.missing.actions).toEqual([])
  expect([...found].sort()).toEqual([...truth].sort())

  // Of one person no more is given than was asked for.
  const ann = { ...file, also: also.filter(({ contributor }) => contributor === 'ann') }
  const hers: string[] = []
  for await (const { items } of gatherEvidence([ann], wanted, conceal, { steps: 4, characters: 100 }))
    hers.push(...items.map(({ id }) => id))
  expect(hers.sort()).toEqual([...truth].flatMap(([id, user]) => (user === 'ann' ? [id] : [])).sort())
})
