import { hash, timingSafeEqual } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'

/** Whose a token is. */
export interface Tokens {
  /** @returns the customer; undefined for a token that is not known, or none. */
  customerOf(authorization: string | undefined): string | undefined
}

/** The tokens file is missing, open to others, or not understood. */
export class TokensError extends Error {
  override name = 'TokensError'
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
const SHORTEST = 16

/**
 * Reads a file with a line for each token: the name of a customer, blanks, and the token or `sha256:` and its hash.
 * @throws TokensError that names the file and the line, and never a token.
 */
export async function readTokens(path: string): Promise<Tokens> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new TokensError(`the tokens file ${path} cannot be read (${error.code ?? error.message})`)
  })
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new TokensError(`the tokens file ${path} is open to others; close it with: chmod 600 ${path}`)
  return tokensIn(await readFile(path, 'utf8'), path)
}

/** @param path named where a line is not understood. */
export function tokensIn(text: string, path: string): Tokens {
  const byHash = new Map<string, { digest: Buffer; customer: string }>()
  const names = new Map<string, string>()
  for (const [i, line] of text.split('\n').entries()) {
    const [customer = '', token = '', ...more] = line.trim().split(/\s+/)
    if (customer === '' || customer.startsWith('#')) continue
    const wrong = (what: string) => new TokensError(`${path}:${i + 1}: ${what}`)
    if (token === '' || more.length > 0) throw wrong('expected the name of a customer, blanks, and a token')
    if (!NAME.test(customer))
      throw wrong('expected a name of at most 64 letters, digits, "_", "." and "-" that begins with a letter or digit')
    // Some file systems do not tell one from the other.
    const other = names.get(customer.toLowerCase())
    if (other !== undefined && other !== customer) throw wrong(`${customer} and ${other} differ in case only`)
    names.set(customer.toLowerCase(), customer)
    const digest = digestOf(token)
    if (digest === null)
      throw wrong(`expected a token of at least ${SHORTEST} characters, or sha256: and 64 hexadecimal digits`)
    if (byHash.has(digest)) throw wrong('this token stands there twice')
    byHash.set(digest, { digest: Buffer.from(digest, 'hex'), customer })
  }
  if (byHash.size === 0) throw new TokensError(`${path} holds no token: write a line with a customer and a token`)
  return {
    customerOf(authorization) {
      const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
      if (token === undefined) return undefined
      // Only hashes are compared, so that how long it takes says nothing of a token.
      const digest = hash('sha256', token, 'hex')
      const known = byHash.get(digest)
      return known !== undefined && timingSafeEqual(known.digest, Buffer.from(digest, 'hex'))
        ? known.customer
        : undefined
    },
  }
}

function digestOf(token: string): string | null {
  if (token.startsWith('sha256:')) return /^sha256:([0-9a-f]{64})$/i.exec(token)?.[1]?.toLowerCase() ?? null
  return token.length < SHORTEST ? null : hash('sha256', token, 'hex')
}
