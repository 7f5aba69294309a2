import { createHash } from 'node:crypto'

const SCRIPT = /<script(?![^>]*application\/json)[^>]*>([\s\S]*?)<\/script>/g

/** The scripts that stand in a page, as sources of a Content-Security-Policy: these may run, and no other. */
export function scriptHashes(page: string): string {
  const hashes = [...page.matchAll(SCRIPT)].map(([, text]) => `'sha256-${sha256(text!)}'`)
  return hashes.join(' ') || "'none'"
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')
