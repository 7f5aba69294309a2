import type { Job, Outcome, WorkMeans } from './work.js'
import { work } from './work.js'

/** Jobs of several bodies in one message, so that threads wake each other less often. */
export interface Batch {
  heads: (Omit<Job, 'bytes'> & { length: number })[]
  /** The bytes of all bodies, one after the other. */
  bytes: Uint8Array<ArrayBuffer>
}

/** Lines for a file, ready to be written. */
export interface Part {
  customer: string | null
  /** What the file's name begins with. */
  name: string
  bytes: Uint8Array
}

/** What came of a batch: of each job in turn, and what is to be kept before any of them is answered. */
export interface Worked {
  outcomes: Outcome[]
  parts: Part[]
}

/** Puts jobs together; their bytes are copied. */
export function packed(jobs: readonly Job[]): Batch {
  const bytes = new Uint8Array(jobs.reduce((sum, job) => sum + job.bytes.length, 0))
  let at = 0
  const heads = jobs.map(({ bytes: own, ...head }) => {
    bytes.set(own, at)
    at += own.length
    return { ...head, length: own.length }
  })
  return { heads, bytes }
}

const encoder = new TextEncoder()

/** Does the jobs of a batch. Lines for one file are put together. */
export function workBatch({ heads, bytes }: Batch, means: WorkMeans): Worked {
  const files = new Map<string, { customer: string | null; name: string; lines: string[] }>()
  let at = 0
  const outcomes = heads.map(({ length, ...head }) => {
    const job = { ...head, bytes: bytes.subarray(at, at + length) }
    at += length
    return work(job, means, ({ name, lines }) => {
      const key = `${head.customer ?? ''}/${name}`
      const file = files.get(key)
      if (file === undefined) files.set(key, { customer: head.customer, name, lines })
      else for (const line of lines) file.lines.push(line)
    })
  })
  const parts = [...files.values()].map(({ customer, name, lines }) => ({
    ...{ customer, name },
    bytes: encoder.encode(`${lines.join('\n')}\n`),
  }))
  return { outcomes, parts }
}
