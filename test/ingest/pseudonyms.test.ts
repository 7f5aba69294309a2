import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { concealer, pseudonymKey } from '../../src/ingest/index.js'

describe('pseudonyms', () => {
  let home: string
  beforeEach(() => {
    home = join(mkdtempSync(join(tmpdir(), 'leeway-key-')), 'home')
  })
  afterEach(() => rmSync(join(home, '..'), { recursive: true }))

  it('come from a key that is made once and that only its owner may read', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => pseudonymKey(home)))
    expect(new Set(made.map(({ key }) => key.toString('hex'))).size).toBe(1)
    expect(statSync(join(home, 'key')).mode & 0o777).toBe(0o600)
    const before = readFileSync(join(home, 'key'), 'utf8')
    expect(before).toMatch(/^[0-9a-f]{64}\n$/)
    expect(await pseudonymKey(home)).toEqual(made[0])
    expect(readFileSync(join(home, 'key'), 'utf8')).toBe(before)
    expect(made[0]!.mark).toMatch(/^[0-9a-f]{16}$/)
    expect(before).not.toContain(made[0]!.mark)
  })

  it('are refused where the key is damaged, with what to do', async () => {
    await pseudonymKey(home)
    writeFileSync(join(home, 'key'), 'abc')
    await expect(pseudonymKey(home)).rejects.toThrow(/expected 64 hexadecimal digits; restore the file/)
  })

  it('are HMACs, whatever the id', () => {
    for (const key of [Buffer.alloc(32, 7), Buffer.alloc(64, 9), Buffer.alloc(100, 3)]) {
      const conceal = concealer(key)
      for (const id of ['a', '', 'é\0日本', '\ud800', 'x'.repeat(5000), '日'.repeat(2000), 'a']) {
        const whole = createHmac('sha256', key).update(`turn\0${id}`).digest('base64url')
        expect(conceal('turn', id)).toBe(whole.slice(0, 22))
      }
    }
  })

  it('are the same for the same id and kind under the same key, and for nothing else', () => {
    const [one, other] = [concealer(Buffer.alloc(32, 1)), concealer(Buffer.alloc(32, 2))]
    const all = [one('user', 'a'), one('user', 'b'), one('session', 'a'), other('user', 'a'), one('user', '\0a')]
    expect(new Set(all).size).toBe(5)
    expect(one('user', 'a')).toBe(all[0])
    for (const pseudonym of all) expect(pseudonym).toMatch(/^[\w-]{22}$/)
  })
})
