import type { Worker } from 'node:worker_threads'
import { bytesOf, type Outcome, type TableSink, type Task } from '../ingest/index.js'
import type { FromWorker, ToWorker } from './messages.js'

/** Bytes of files that a thread is given to read, so that it need not wait for the next while this one is busy. */
const GIVEN = 32 * 1024 * 1024
/** Bytes of files that were read and wait for the store, as far as they can be held. */
const WAITING = 64 * 1024 * 1024
/** Rows of files beyond this do not wait but go to the store while the file is read. */
const HELD = 16 * 1024 * 1024

/** A thread and the bytes that it still has to read. */
interface Hand {
  worker: Worker
  bytes: number
}

interface Job<T> {
  item: T
  task: Task
}

/** Spreads files over threads and gathers what comes of them. */
export class Spreading<T> {
  private readonly jobs: readonly Job<T>[]
  private readonly hands: readonly Hand[]
  private readonly ready: { item: T; result: Outcome; bytes: number }[] = []
  private readonly sinks = new Map<number, TableSink>()
  /** Bytes that were read and are not taken yet. */
  private waiting = 0
  private next = 0
  private failure: { cause: unknown } | null = null
  private wake = () => {}

  constructor(
    workers: readonly Worker[],
    jobs: readonly Job<T>[],
    private readonly sinkOf: (item: T, source: string) => TableSink,
  ) {
    // The largest first, so that no thread is left alone with one in the end.
    this.jobs = jobs.toSorted((a, b) => bytesOf(b.task) - bytesOf(a.task))
    this.hands = workers.map((worker) => ({ worker, bytes: 0 }))
  }

  /** What came of each file, as it comes. */
  async *results(): AsyncIterable<{ item: T; result: Outcome }> {
    for (const hand of this.hands)
      hand.worker
        .on('message', (message: FromWorker) => this.hear(hand, message))
        .on('error', (cause) => this.fail(cause))
    this.give()
    for (let left = this.jobs.length; left > 0; left--) {
      while (this.ready.length === 0 && this.failure === null)
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
      if (this.failure !== null) throw this.failure.cause
      const { item, result, bytes } = this.ready.shift()!
      this.waiting -= bytes
      this.give()
      yield { item, result }
    }
  }

  /** Gives files to threads in turn, while they have too little to do and not too much waits. */
  private give(): void {
    for (let given = true; given; ) {
      given = false
      for (const hand of this.hands) {
        if (this.next === this.jobs.length || this.waiting >= WAITING || hand.bytes >= GIVEN) continue
        const index = this.next++
        const { task } = this.jobs[index]!
        hand.bytes += bytesOf(task)
        tell(hand, { index, task })
        given = true
      }
    }
  }

  private hear(hand: Hand, message: FromWorker): void {
    const { index } = message
    const { item, task } = this.jobs[index]!
    if ('outcome' in message) {
      hand.bytes -= bytesOf(task)
      const bytes = Math.min(HELD, bytesOf(task))
      this.waiting += bytes
      this.sinks.delete(index)
      this.ready.push({ item, result: message.outcome, bytes })
      this.give()
      this.wake()
      return
    }
    const sink = this.sinks.get(index) ?? this.sinkOf(item, message.source)
    this.sinks.set(index, sink)
    const taking = message.tables === null ? sink.startOver() : sink.add(message.tables, message.whose)
    taking.then(
      () => tell(hand, { taken: true }),
      (cause) => this.fail(cause),
    )
  }

  private fail(cause: unknown): void {
    this.failure ??= { cause }
    this.wake()
  }
}

function tell({ worker }: Hand, message: ToWorker): void {
  worker.postMessage(message)
}
