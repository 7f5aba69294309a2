import type { Journal } from './journal.js'
import { type Batches, type Failure, failed, type Request } from './provider.js'
import type { Reply, Trouble } from './reply.js'
import { backoff } from './retry.js'
import type { Run } from './settings.js'
import { letGo } from './sheet.js'
import { type JudgeWorld, word } from './world.js'

const UNANSWERED: Trouble = {
  kind: 'again',
  why: 'the batch ended without a word on this request',
  waitMs: null,
  crowded: false,
  maybeAnswered: true,
}
const ENDED: Failure = { kind: 'stop', why: 'the run was ended' }
const GONE = 'the endpoint does not know the batch any more'
/** By then an endpoint has taken in a batch, or never will. */
const TAKEN_IN_MS = 60_000
/** Clocks of two machines differ by no more. */
const SKEW_MS = 600_000

interface Waiting extends Request {
  bytes: number
  answer(reply: Reply): void
}

interface Around {
  journal: Journal
  run: Run
  world: JudgeWorld
  /** The judge and the question, for who finds the batches later. */
  by: string
  /** Ends the waiting for batches: they go on, and a later run collects them. */
  halt: AbortSignal
}

/** Sends requests as batches: each caller waits for its own answer, and learns nothing of the others. */
export class Batcher {
  #batches: Batches
  #around: Around
  #filling: Waiting[] = []
  #bytes = 0
  #known: Set<string>

  constructor(batches: Batches, around: Around) {
    this.#batches = batches
    this.#around = around
    this.#known = new Set(around.journal.batchNames)
    around.halt.addEventListener('abort', () => {
      const staying = this.#filling
      this.#filling = []
      answerAll(staying, { kind: 'stop', why: 'the run was ended' })
    })
  }

  send(request: Request): Promise<Reply> {
    return new Promise((answer) => {
      const bytes = request.sheet.inputTokens
      if (this.#bytes + bytes > this.#around.run.batch.bytes) this.#leave()
      this.#filling.push({ ...request, bytes, answer })
      this.#bytes += bytes
      if (this.#filling.length >= this.#around.run.batch.requests) return this.#leave()
      const count = this.#filling.length
      const batch = this.#filling
      void this.#around.world.sleep(this.#around.run.batch.lingerMs).then(() => {
        // Nothing came since: what is missing waits for the answers of these.
        if (this.#filling === batch && batch.length === count) this.#leave()
      })
    })
  }

  #leave(): void {
    if (this.#filling.length === 0) return
    const leaving = this.#filling
    this.#filling = []
    this.#bytes = 0
    void this.#carry(leaving)
  }

  async #carry(all: Waiting[]): Promise<void> {
    const left = new Map(all.map((waiting) => [waiting.id, waiting]))
    try {
      const b = word(this.#around.world, 9)
      await this.#around.journal.batch({
        b,
        r: all.map(({ id }) => id),
        at: this.#around.world.now(),
        by: this.#around.by,
      })
      const id = await this.#make(b, all)
      if (failed(id)) return void answerAll(left.values(), id)
      for (const { sheet } of all) letGo(sheet)
      for await (const found of this.collect(id)) {
        if (failed(found)) return void answerAll(left.values(), isGone(found) ? found : uncollected(found))
        left.get(found.id)?.answer(found.reply)
        left.delete(found.id)
      }
      answerAll(left.values(), UNANSWERED)
    } catch (error) {
      answerAll(left.values(), { kind: 'stop', why: (error as Error).message })
    }
  }

  /** Makes a batch, once, however often it has to ask. */
  async #make(b: string, all: readonly Waiting[]): Promise<string | Failure> {
    const from = this.#around.world.now()
    for (let tries = 1; ; tries++) {
      const made = await this.#batches.make(all)
      if ('id' in made) return this.#made(b, made.id)
      if (made.kind !== 'again') return made
      if (made.maybeAnswered) {
        const found = await this.find(
          from,
          all.map(({ id }) => id),
        )
        if (failed(found)) return uncollected(found)
        if (found !== null) return this.#made(b, found)
      }
      // What may have been taken in was looked for, and is not there.
      if (tries > this.#around.run.retries || this.#around.halt.aborted) return { ...made, maybeAnswered: false }
      await this.#pause(tries, made.waitMs)
    }
  }

  async #made(b: string, id: string): Promise<string> {
    this.#known.add(id)
    await this.#around.journal.made(b, id)
    return id
  }

  /**
   * Finds a batch by its requests, whose name never reached us.
   * @param from when it was about to leave.
   * @returns its name; null where the endpoint never took it in.
   */
  async find(from: number, requests: readonly string[]): Promise<string | Failure | null> {
    const young = from + TAKEN_IN_MS - this.#around.world.now()
    if (young > 0) await this.#around.world.sleep(young, this.#around.halt)
    if (this.#around.halt.aborted) return ENDED
    const wanted = new Set(requests)
    const candidates: string[] = []
    for await (const batch of this.#tried(() => this.#batches.since(from - SKEW_MS))) {
      if (failed(batch)) return batch
      if (batch.requests === wanted.size && !this.#known.has(batch.id)) candidates.push(batch.id)
    }
    for (const id of candidates) {
      for await (const result of this.collect(id)) {
        if (failed(result)) return result
        if (wanted.has(result.id)) return id
        break
      }
    }
    return null
  }

  /** Waits until a batch is over and gives what came of it. A failure is the last thing it gives. */
  async *collect(id: string): AsyncGenerator<{ id: string; reply: Reply } | Failure> {
    for (let failures = 0; ; ) {
      if (this.#around.halt.aborted) return yield ENDED
      const state = await this.#batches.state(id)
      if (state === 'over') break
      if (state === 'gone') return yield { ...UNANSWERED, why: GONE }
      if (failed(state)) {
        if (state.kind !== 'again' || ++failures > this.#around.run.retries) return yield state
        await this.#pause(failures, state.waitMs)
      } else {
        failures = 0
        await this.#around.world.sleep(this.#around.run.batch.pollMs, this.#around.halt)
      }
    }
    yield* this.#tried(() => this.#batches.results(id))
  }

  #pause(tries: number, asked: number | null): Promise<void> {
    const { world, halt } = this.#around
    return world.sleep(backoff(tries, asked, world.random), halt)
  }

  /** Goes through a list, from its beginning again where it breaks off. */
  async *#tried<T>(list: () => AsyncIterable<T | Failure>): AsyncGenerator<T | Failure> {
    for (let failures = 0; ; ) {
      let failure: Failure | null = null
      for await (const one of list()) {
        if (!failed(one)) yield one
        else failure = one
      }
      if (failure === null) return
      if (failure.kind !== 'again' || ++failures > this.#around.run.retries) return yield failure
      await this.#pause(failures, failure.waitMs)
    }
  }
}

/** Whether a batch is not there any more, rather than out of reach. */
export const isGone = (failure: Failure): boolean => failure.why === GONE

const uncollected = ({ why }: Failure): Failure => ({
  kind: 'stop',
  why: `a batch is under way and cannot be collected (${why}): start the run again, and it will be`,
  pending: true,
})

const answerAll = (waiting: Iterable<Waiting>, reply: Reply): void => {
  for (const { answer } of waiting) answer(reply)
}
