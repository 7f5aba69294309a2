import type { Asker } from './asker.js'
import type { Journal } from './journal.js'
import { keyOf } from './keys.js'
import { divided } from './parts.js'
import type { Tally } from './progress.js'
import type { Cost, From, Inquiry, Outcome, Verdict } from './question.js'
import type { Model, Run } from './settings.js'
import { type Pending, sharedOf } from './sheet.js'
import type { JudgeWorld } from './world.js'

/** Evidence held at a time, whatever the number of items, in bytes. */
const HELD_BYTES = 64_000_000

export interface FlowParts<T> {
  asker: Asker<T>
  journal: Journal
  tally: Tally
  model: Model
  run: Run
  world: JudgeWorld
  /** The judge, as part of the key of a verdict, and the version of the question. */
  judge: string
  version: string
}

/**
 * Takes inquiries in as there is room, has their items asked, and gives verdicts out as they come. Holds no more than
 * what is under way and what nobody has taken yet.
 */
export class Flow<T> {
  #parts: FlowParts<T>
  #ready: Verdict<T>[] = []
  /** Items with the same key that wait for one answer. */
  #waiting = new Map<string, string[]>()
  #bytes = 0
  #held = 0
  #asking = 0
  #taken = false
  #error: Error | null = null
  #changed: (() => void)[] = []

  constructor(parts: FlowParts<T>) {
    this.#parts = parts
  }

  /** Verdicts as they come. @throws JudgeStopped where the run was stopped before all have one. */
  async *verdicts(inquiries: AsyncIterable<Inquiry> | Iterable<Inquiry>): AsyncGenerator<Verdict<T>> {
    const { asker } = this.#parts
    const taking = this.#take(inquiries)
    try {
      for (;;) {
        for (let ready = this.#ready; ready.length > 0; ready = this.#ready) {
          this.#ready = []
          for (const verdict of ready) {
            yield verdict
            this.#held--
          }
          this.#wake()
        }
        if (this.#taken && this.#asking === 0 && this.#ready.length === 0) break
        await new Promise<void>((resolve) => this.#changed.push(resolve))
      }
    } finally {
      if (!this.#taken || this.#asking > 0) asker.stop('the run was ended before all items were judged')
      this.#wake()
      await taking
      while (this.#asking > 0) await new Promise<void>((resolve) => this.#changed.push(resolve))
    }
    const why = this.#error ?? asker.stopped
    if (why !== null) throw why
  }

  /** Gives an item's outcome to all that wait for it. */
  told(key: string, outcome: Outcome<T>, cost: Cost | null): void {
    const ids = this.#waiting.get(key) ?? []
    this.#waiting.delete(key)
    for (const [nth, id] of ids.entries())
      this.#give(id, outcome, nth === 0 ? 'model' : 'repeat', nth === 0 ? cost : null)
  }

  async #take(inquiries: AsyncIterable<Inquiry> | Iterable<Inquiry>): Promise<void> {
    const { asker, run, model } = this.#parts
    // Twice what is under way, so that the next requests are ready; batches are large enough to wait for.
    const most = run.concurrency * run.itemsPerRequest * (model.batched ? 1 : 2)
    try {
      for await (const inquiry of inquiries) {
        if (asker.stopped !== null) break
        this.#start(inquiry)
        while ((this.#held >= most || this.#bytes >= HELD_BYTES) && asker.stopped === null)
          await new Promise<void>((resolve) => this.#changed.push(resolve))
      }
    } catch (error) {
      this.#error = error as Error
      asker.stop((error as Error).message)
    }
    this.#taken = true
    this.#wake()
  }

  #start(inquiry: Inquiry): void {
    const { shared, items } = inquiry
    const { journal, run, world, judge, version } = this.#parts
    const fresh: Pending[] = []
    for (const item of items) {
      this.#held++
      const key = keyOf(journal.salt, judge, version, inquiry, item)
      const kept = journal.find(key)
      if (kept !== null && !(kept[1] === 'f' && run.again)) {
        this.#give(item.id, outcomeOf<T>(kept[1], kept[2]), 'kept', null)
        continue
      }
      const same = this.#waiting.get(key)
      if (same !== undefined) {
        same.push(item.id)
        continue
      }
      this.#waiting.set(key, [item.id])
      fresh.push({ key, text: item.text })
    }
    const { groups, tooLong } = divided(shared, fresh, run)
    for (const { key, text } of tooLong)
      this.told(key, { failed: `evidence of ${Buffer.byteLength(text)} bytes is too long for a request` }, null)
    if (groups.length === 0) return
    const fenced = sharedOf(shared, groups.length > 1, world)
    const bytes = Buffer.byteLength(shared) + fresh.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    const ask = (group: Pending[]) => this.#parts.asker.ask({ shared: fenced, items: group, tries: 0 })
    this.#bytes += bytes
    this.#asking++
    void this.#all(groups, ask)
      .catch((error: Error) => this.#parts.asker.stop(error.message))
      .finally(() => {
        this.#bytes -= bytes
        this.#asking--
        this.#wake()
      })
  }

  /** Asks groups that share their context: the first has it cached for the others. Those of a batch leave together. */
  async #all(groups: Pending[][], ask: (group: Pending[]) => Promise<void>): Promise<void> {
    const alone = this.#parts.model.batched ? [] : groups.slice(0, 1)
    for (const group of alone) await ask(group)
    await Promise.all(groups.slice(alone.length).map(ask))
  }

  #give(id: string, outcome: Outcome<T>, from: From, cost: Cost | null): void {
    this.#ready.push({ id, from, cost, ...outcome })
    this.#parts.tally.add({
      done: 1,
      kept: from === 'kept' ? 1 : 0,
      repeats: from === 'repeat' ? 1 : 0,
      judged: 'value' in outcome ? 1 : 0,
      refused: 'refused' in outcome ? 1 : 0,
      failed: 'failed' in outcome ? 1 : 0,
    })
    this.#wake()
  }

  #wake(): void {
    const changed = this.#changed
    this.#changed = []
    for (const resolve of changed) resolve()
  }
}

function outcomeOf<T>(kind: 'v' | 'r' | 'f', what: unknown): Outcome<T> {
  if (kind === 'v') return { value: what as T }
  return kind === 'r' ? { refused: String(what) } : { failed: String(what) }
}
