import { createHash } from 'node:crypto'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTokens, tokensIn } from '../../src/collect/tokens.js'
import { ownFolder } from './started.js'

const TOKEN = 'a-token-of-twenty-characters'
const HASH = createHash('sha256').update(TOKEN).digest('hex')

describe('tokens', () => {
  it('are lines of customers, with tokens or their hashes', () => {
    const tokens = tokensIn(`# who may send\n\nada  ${TOKEN}\nbob\tsha256:${HASH.replace(/^./, 'f')}\n`, 'tokens')
    expect(tokens.customerOf(`Bearer ${TOKEN}`)).toBe('ada')
    expect(tokens.customerOf(`bearer  ${TOKEN} `)).toBe('ada')
    for (const other of [undefined, '', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${HASH}`, 'Bearer'])
      expect(tokens.customerOf(other), other).toBeUndefined()
    expect(tokensIn(`ada sha256:${HASH.toUpperCase()}`, 'tokens').customerOf(`Bearer ${TOKEN}`)).toBe('ada')
  })

  it.each([
    ['ada', 'expected the name of a customer'],
    [`ada ${TOKEN} more`, 'expected the name of a customer'],
    [`../ada ${TOKEN}`, 'expected a name'],
    [`.ada ${TOKEN}`, 'expected a name'],
    ['ada short', 'at least 16 characters'],
    ['ada sha256:00', '64 hexadecimal digits'],
    [`ada ${TOKEN}\nbob ${TOKEN}`, 'twice'],
    [`ada ${TOKEN}\nAda ${TOKEN}-2`, 'differ in case only'],
    ['# nothing', 'holds no token'],
  ])('are named by line where they are wrong, and never shown: %s', (text, words) => {
    const read = () => tokensIn(text, 'tokens')
    expect(read).toThrow(words)
    expect(read).not.toThrow(TOKEN)
  })

  it('are read from a file that only its owner can read', async () => {
    const path = join(await ownFolder(), 'tokens')
    await expect(readTokens(path)).rejects.toThrow('cannot be read (ENOENT)')
    await writeFile(path, `ada ${TOKEN}\n`, { mode: 0o600 })
    expect((await readTokens(path)).customerOf(`Bearer ${TOKEN}`)).toBe('ada')
    await chmod(path, 0o640)
    await expect(readTokens(path)).rejects.toThrow('chmod 600')
  })
})
