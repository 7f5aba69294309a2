import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conceal, FileRead, Rules, Source } from '../../src/model/index.js'
import { headOf } from '../../src/sources/index.js'

/** Leaves ids as they are, so that rows can be compared with what stands in a log. */
export const plainly: Conceal = (_kind, id) => id

/** Reads bytes as a file of the given name. */
export async function readBytes(
  source: Source,
  bytes: string | Buffer,
  name = 'log.jsonl',
  rules: Rules | null = null,
): Promise<FileRead> {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-read-'))
  try {
    writeFileSync(join(dir, name), bytes)
    return everybody(await source.read(join(dir, name), null, plainly, null, rules))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** What a file gives, whosever it is. */
export function everybody({ others = [], ...read }: FileRead): FileRead {
  const all = [read, ...others]
  return {
    ...read,
    sessions: all.flatMap(({ sessions }) => sessions),
    turns: all.flatMap(({ turns }) => turns),
    actions: all.flatMap(({ actions }) => actions),
    agents: all.flatMap(({ agents }) => agents),
    touches: all.flatMap(({ touches }) => touches),
  }
}

/** The first bytes of a log, by which its kind is told. */
export function unpackedHead(bytes: string | Buffer): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-head-'))
  try {
    writeFileSync(join(dir, 'log'), bytes)
    return headOf(join(dir, 'log'), 65_536)
  } finally {
    rmSync(dir, { recursive: true })
  }
}
