import { createReadStream } from 'node:fs'
import type { Ask, Entry, Kept, OpenBatch, Spent } from './entries.js'
import { JudgeStopped } from './stopped.js'

export interface Scanned {
  salt: string | null
  /** Whether the last entries belong to the name that is asked for. */
  own: boolean
  /** Where the last whole line ends. */
  end: number
  /** What was spent under the name that is asked for. */
  spent: Spent
  /** Requests that are in no batch and whose end is not written. */
  open: Map<string, OpenAsk>
  batches: OpenBatch[]
  /** Names of all batches there ever were. */
  batchNames: string[]
}

export interface OpenAsk {
  ask: Ask
  /** Whether it left under the name that is asked for. */
  own: boolean
  /** The batch it left in. */
  batch?: OpenBatch
}

/**
 * Reads a journal from its beginning.
 * @param note is told of every key that counts for the run, with the place of its line: verdicts of any run, what failed
 *   or was lost under this name.
 * @throws JudgeStopped where a line that is not the last one cannot be read.
 */
export async function scan(path: string, name: string, note: (kept: Kept, place: number) => void): Promise<Scanned> {
  const found: Scanned = { salt: null, own: false, end: 0, spent: [0, 0], open: new Map(), batches: [], batchNames: [] }
  // Only what is not over is held, however long the journal is.
  const made = new Map<string, { batch: OpenBatch; left: number }>()
  let line = 0
  const over = (r: string, s: Spent): boolean => {
    const { own = false, batch } = found.open.get(r) ?? {}
    found.open.delete(r)
    const open = made.get(batch?.b ?? '')
    if (open !== undefined && --open.left === 0) made.delete(open.batch.b)
    if (own) found.spent = [found.spent[0] + s[0], addUp(found.spent[1], s[1])]
    return own
  }
  for await (const { text, place } of lines(path)) {
    line++
    const entry = read(text, path, line)
    found.end = place + Buffer.byteLength(text) + 1
    switch (entry.t) {
      case 'head':
        found.salt = entry.salt
        break
      case 'run':
        found.own = entry.name === name
        break
      case 'ask':
        found.open.set(entry.r, { ask: entry, own: found.own })
        break
      case 'batch': {
        const { b, at, by } = entry
        const batch: OpenBatch = { b, id: null, at, by, own: found.own, asks: [] }
        made.set(b, { batch, left: entry.r.length })
        for (const r of entry.r) Object.assign(found.open.get(r) ?? {}, { batch })
        break
      }
      case 'made': {
        const open = made.get(entry.b)
        if (open !== undefined) open.batch.id = entry.id
        found.batchNames.push(entry.id)
        break
      }
      case 'got':
      case 'lost': {
        const own = over(entry.r, entry.s)
        for (const kept of entry.a) if (own || kept[1] !== 'f') note(kept, place)
        break
      }
      case 'end':
        for (const kept of entry.a) if (found.own) note(kept, place)
    }
  }
  for (const [r, { ask, batch }] of found.open) {
    if (batch === undefined) continue
    batch.asks.push(ask)
    found.open.delete(r)
  }
  found.batches = [...made.values()].map(({ batch }) => batch).filter(({ asks }) => asks.length > 0)
  return found
}

export const addUp = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

function read(text: string, path: string, line: number): Entry {
  try {
    return JSON.parse(text) as Entry
  } catch {
    throw new JudgeStopped(
      `${path}, line ${line}: not an entry of a journal, so what was spent is not known. ` +
        'Take the line out if you know what it was, or move the folder away and start anew',
    )
  }
}

/** Whole lines with their places in bytes; what stands behind the last line end is left out. */
async function* lines(path: string): AsyncGenerator<{ text: string; place: number }> {
  let rest: Buffer[] = []
  let start = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...rest, chunk.subarray(from, at)])
      rest = []
      from = at + 1
      yield { text: line.toString('utf8'), place: start }
      start += line.length + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
}
