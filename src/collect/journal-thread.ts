import type { MessagePort, Worker } from 'node:worker_threads'
import type { Coming, FolderJournal, Group, Journal } from './journal.js'
import type { Job } from './work.js'

/** What the thread of a journal is asked, and what it answers: by number, and of each body whether it was kept. */
type ToJournal =
  | { ask: 'take'; id: number; coming: Coming[] }
  | { ask: 'next'; id: number }
  | { ask: 'settle'; id: number; group: number }
  | { ask: 'close'; id: number }
type FromJournal =
  | { id: number; bytes: number; back?: (Job | null)[]; failed?: string }
  | { id: number; bytes: number; group: { name: number; jobs: Job[]; lost: number } | null }

/** What a thread does that has a journal: it answers what another one asks of it, until it is to close. */
export function serveJournal(port: MessagePort, journal: FolderJournal): void {
  const groups = new Map<number, Group>()
  let names = 0
  const say = (answer: FromJournal, jobs: readonly (Job | null)[] = []) => {
    // Bodies of a group share their bytes.
    const buffers = new Set(jobs.flatMap((job) => (job === null ? [] : [job.bytes.buffer])))
    port.postMessage(answer, [...buffers])
  }
  port.on('message', async (asked: ToJournal) => {
    const { id } = asked
    if (asked.ask === 'take') {
      const back = await journal.takeAll(asked.coming).catch((error: Error) => error.message)
      if (typeof back === 'string') return say({ id, bytes: journal.bytes, failed: back })
      return say({ id, bytes: journal.bytes, back }, back)
    }
    if (asked.ask === 'next') {
      const group = await journal.next().catch(() => null)
      if (group === null) return say({ id, bytes: journal.bytes, group })
      groups.set(names, group)
      const { jobs, lost } = group
      return say({ id, bytes: journal.bytes, group: { name: names++, jobs, lost } }, jobs)
    }
    if (asked.ask === 'settle') {
      const group = groups.get(asked.group)
      groups.delete(asked.group)
      // A file that cannot be removed is looked at once more by the next process.
      await group?.settle().catch(() => undefined)
    } else await journal.close()
    say({ id, bytes: journal.bytes })
    if (asked.ask === 'close') port.close()
  })
}

/** Messages with bodies that are on their way at a time. What comes beyond them goes together with the next. */
const AHEAD = 3

interface Sending extends Coming {
  resolve: (back: Job | null) => void
  reject: (error: Error) => void
}

interface Waiting {
  resolve: (answer: FromJournal) => void
  reject: (error: Error) => void
}

/** A journal in a thread of its own, so that looking at bodies, sealing them and waiting for the disk hold nothing else up. */
export class ThreadJournal implements Journal {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #coming: Sending[] = []
  /** How many messages with bodies are on their way. */
  #under = 0
  /** Why there is no thread any more. */
  #gone: Error | null = null
  bytes = 0

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (answer: FromJournal) => {
      this.bytes = answer.bytes
      this.#waiting.get(answer.id)?.resolve(answer)
      this.#waiting.delete(answer.id)
    })
    worker.on('error', (error) => this.#end(error))
    worker.on('exit', () => this.#end(new Error('the thread of the journal ended')))
  }

  take(job: Job, believed: boolean): Promise<Job | null> {
    // Without the thread nothing is put off any more.
    if (this.#gone !== null) return Promise.resolve(job)
    return new Promise((resolve, reject) => {
      this.#coming.push({ job, believed, resolve, reject })
      if (this.#under < AHEAD) setImmediate(() => this.#send())
    })
  }

  async next(): Promise<Group | null> {
    const answer = await this.#ask((id) => ({ ask: 'next', id }))
    const group = 'group' in answer ? answer.group : null
    if (group === null) return null
    const settle = async () => {
      await this.#ask((id) => ({ ask: 'settle', id, group: group.name }))
    }
    return { jobs: group.jobs, lost: group.lost, settle }
  }

  async close(): Promise<void> {
    await this.#ask((id) => ({ ask: 'close', id })).catch(() => undefined)
    await this.#worker.terminate()
  }

  async #send(): Promise<void> {
    if (this.#coming.length === 0 || this.#under >= AHEAD) return
    this.#under++
    const sending = this.#coming
    this.#coming = []
    const coming = sending.map(({ job, believed }) => ({ job, believed }))
    const buffers = coming.map(({ job }) => job.bytes.buffer)
    try {
      const answer = await this.#ask((id) => ({ ask: 'take', id, coming }), buffers)
      const { back, failed } = answer as Extract<FromJournal, { back?: unknown }>
      if (failed !== undefined) throw new Error(failed)
      for (const [i, { resolve }] of sending.entries()) resolve(back![i]!)
    } catch (error) {
      for (const { reject } of sending) reject(error as Error)
    }
    this.#under--
    void this.#send()
  }

  #ask(asked: (id: number) => ToJournal, buffers: ArrayBuffer[] = []): Promise<FromJournal> {
    if (this.#gone !== null) return Promise.reject(this.#gone)
    const id = this.#next++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage(asked(id), buffers)
    })
  }

  #end(error: Error): void {
    this.#gone ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#gone)
    this.#waiting.clear()
  }
}
