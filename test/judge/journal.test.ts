import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Journal } from '../../src/judge/journal.js'
import { KeyTable } from '../../src/judge/key-table.js'
import { keyOf } from '../../src/judge/keys.js'
import { emptyFolder, quick } from './asking.js'

const key = (n: number) => keyOf('salt', 'judge', 'q/1', { shared: '' }, { id: '', text: String(n) })
const open = (folder: string, name = 'run') => Journal.open(folder, name, quick)

/** A journal with three requests: one answered, one under way, one failed. */
async function threeRequests(folder: string) {
  const journal = await open(folder)
  await journal.begin('run', 'p/m', 'q/1', 0)
  const ask = { batched: false, n: {}, s: [1000, 5000] as [number, number] }
  await journal.ask({ r: 'a', k: { x: key(1), y: key(2) }, ...ask })
  await journal.ask({ r: 'b', k: { x: key(3) }, ...ask })
  await journal.got('a', { tokens: 100, microUsd: 500 }, [
    [key(1), 'v', { risk: 3 }],
    [key(2), 'r', 'no'],
  ])
  await journal.end([[key(4), 'f', 'no usable answer']])
  return journal
}

it('knows what came back, what was under way and what all of it cost', async () => {
  const folder = emptyFolder()
  const before = await threeRequests(folder)
  expect(before.spent).toEqual({ tokens: 100, microUsd: 500 })
  await before.close()
  const journal = await open(folder)
  expect(journal.find(key(1))).toEqual([key(1), 'v', { risk: 3 }])
  expect(journal.find(key(2))).toEqual([key(2), 'r', 'no'])
  expect(journal.find(key(3))).toMatchObject([key(3), 'f', expect.stringContaining('killed')])
  expect(journal.find(key(4))).toMatchObject([key(4), 'f', 'no usable answer'])
  expect(journal.find(key(5))).toBeNull()
  // What never came back counts at the most it can have cost.
  expect(journal.spent).toEqual({ tokens: 1100, microUsd: 5500 })
  expect(journal.lost).toBe(1)
  await journal.close()
  const third = await open(folder)
  expect(third.spent).toEqual({ tokens: 1100, microUsd: 5500 })
  expect(third.lost).toBe(0)
  await third.close()
})

it('keeps verdicts for every run, and spending and failures for the one they belong to', async () => {
  const folder = emptyFolder()
  await (await threeRequests(folder)).close()
  const other = await open(folder, 'other')
  expect(other.spent).toEqual({ tokens: 0, microUsd: 0 })
  expect(other.find(key(1))).not.toBeNull()
  expect(other.find(key(3))).toBeNull()
  expect(other.find(key(4))).toBeNull()
  await other.close()
  const own = await open(folder)
  expect(own.spent).toEqual({ tokens: 1100, microUsd: 5500 })
  expect(own.find(key(3))).not.toBeNull()
  await own.close()
})

it('gives up no verdict for a later failure', async () => {
  const journal = await threeRequests(emptyFolder())
  await journal.end([[key(1), 'f', 'later']])
  expect(journal.find(key(1))).toMatchObject([key(1), 'v', { risk: 3 }])
  await journal.got('c', { tokens: 0, microUsd: 0 }, [[key(4), 'v', 'now']])
  expect(journal.find(key(4))).toMatchObject([key(4), 'v', 'now'])
  await journal.close()
})

it('reads everything before any place at which writing broke off', async () => {
  const folder = emptyFolder()
  await (await threeRequests(folder)).close()
  const path = join(folder, 'verdicts.jsonl')
  const whole = readFileSync(path)
  const answered = whole.indexOf('"t":"got"')
  for (let end = 0; end <= whole.length; end += 7) {
    writeFileSync(path, whole)
    truncateSync(path, end)
    const journal = await open(folder)
    const line = whole.indexOf('\n', answered)
    expect(journal.find(key(1)) === null ? null : journal.find(key(1))![1]).toBe(
      end > line ? 'v' : end > whole.indexOf('\n', whole.indexOf('"r":"a"')) ? 'f' : null,
    )
    await journal.begin('run', 'p/m', 'q/1', 0)
    await journal.end([[key(9), 'f', 'after']])
    expect(journal.find(key(9))).not.toBeNull()
    await journal.close()
  }
})

it('refuses a journal with a line that it cannot read, and names the line', async () => {
  const folder = emptyFolder()
  await (await threeRequests(folder)).close()
  appendFileSync(join(folder, 'verdicts.jsonl'), 'not json\n{"t":"end","a":[]}\n')
  await expect(open(folder)).rejects.toThrow(/verdicts\.jsonl, line 7: not an entry/)
  // Nothing is held back after a refusal.
  await expect(open(folder)).rejects.toThrow(/line 7/)
})

it('belongs to one process at a time, and to nobody after a process died', async () => {
  const folder = emptyFolder()
  const journal = await open(folder)
  await expect(open(folder)).rejects.toThrow(/wait until it ends/)
  await journal.close()
  // No process has this number: it is above the highest that Linux gives.
  writeFileSync(join(folder, 'lock'), `4194305 ${hostname()}\n`)
  await (await open(folder)).close()
  // A container that is started again gives its processes the same numbers.
  writeFileSync(join(folder, 'lock'), `${process.pid} ${hostname()}\n`)
  await (await open(folder)).close()
  writeFileSync(join(folder, 'lock'), '4194305 another-machine\n')
  await expect(open(folder)).rejects.toThrow(/on another-machine/)
})

it('finds each of many keys at the last place it was set to', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3000), fc.nat(1e9)), { maxLength: 3000 }), (sets) => {
      const table = new KeyTable()
      const plain = new Map<string, number>()
      const owner = new Map<number, string>()
      for (const [n, place] of sets) {
        const at = place * 4000 + n
        table.set(key(n), at, (there) => owner.get(there) === key(n))
        plain.set(key(n), at)
        owner.set(at, key(n))
      }
      expect(table.size).toBe(plain.size)
      for (const [name, at] of plain) expect(table.find(name, (there) => owner.get(there) === name)).toBe(at)
      expect(table.find(key(5000), () => true)).toBeNull()
    }),
    { numRuns: 30 },
  )
})

it('makes another key of anything that can change a verdict, and of nothing else', () => {
  const item = { id: 'a', text: 'evidence' }
  const base = keyOf('salt', 'judge', 'q/1', { shared: 'shared' }, item)
  expect(keyOf('salt', 'judge', 'q/1', { shared: 'shared' }, { ...item, id: 'b' })).toBe(base)
  const shared = { shared: 'shared' }
  const others = [
    keyOf('other', 'judge', 'q/1', shared, item),
    keyOf('salt', 'other', 'q/1', shared, item),
    keyOf('salt', 'judge', 'q/2', shared, item),
    keyOf('salt', 'judge', 'q/1', { shared: 'other' }, item),
    keyOf('salt', 'judge', 'q/1', { ...shared, within: 'somebody' }, item),
    keyOf('salt', 'judge', 'q/1', shared, { ...item, text: 'other' }),
    // The same bytes, divided otherwise.
    keyOf('salt', 'judge', 'q/1', { shared: 'sharede' }, { ...item, text: 'vidence' }),
    keyOf('salt', 'judge', 'q/1', shared, { ...item, fingerprint: 'evidence' }),
  ]
  expect(new Set([base, ...others]).size).toBe(9)
  const named = { ...item, fingerprint: 'f' }
  const other = keyOf('salt', 'judge', 'q/1', { shared: 'b' }, { ...named, text: 'c' })
  expect(keyOf('salt', 'judge', 'q/1', { shared: 'a' }, named)).toBe(other)
})
