import type { Amount, Budget } from './budget.js'
import type { Journal } from './journal.js'
import { type Said, said, spentOn } from './outcome.js'
import type { Pace } from './pace.js'
import { mostFor } from './prices.js'
import type { Tally } from './progress.js'
import type { Request } from './provider.js'
import type { Cost, Outcome, Question } from './question.js'
import { type Reply, tokensOf, type Usage } from './reply.js'
import { backoff } from './retry.js'
import type { Model, Run } from './settings.js'
import { compose, type Pending, type Shared, type Sheet } from './sheet.js'
import { JudgeStopped } from './stopped.js'
import { type JudgeWorld, word } from './world.js'

/** Why an item failed that was never asked, because what is left of the budget does not hold another request. */
export const NO_ROOM = 'the budget has no room for it'

/** Items that go out together. */
export interface Group {
  shared: Shared | null
  items: readonly Pending[]
  /** How often an item that is alone was asked in vain. */
  tries: number
}

export interface Parts<T> {
  question: Question<T>
  model: Model
  run: Run
  journal: Journal
  budget: Budget
  pace: Pace
  tally: Tally
  world: JudgeWorld
  send(request: Request): Promise<Reply>
  /** Told once of each item, when its outcome is kept. */
  told(key: string, outcome: Outcome<T>, cost: Cost | null): void
}

/** A request that left, and what came of it. */
interface Sent<T> {
  asked: number
  reply: Reply
  cost: Amount
  /** Null where there was no answer. */
  heard: Said<T> | null
}

/** Asks groups until each of their items has an outcome. */
export class Asker<T> {
  #parts: Parts<T>
  #halt: AbortController
  #stopped: JudgeStopped | null = null

  /** @param halt is told when nothing leaves any more. */
  constructor(parts: Parts<T>, halt: AbortController) {
    this.#parts = parts
    this.#halt = halt
  }

  /** Why nothing is asked any more; null as long as it is. */
  get stopped(): JudgeStopped | null {
    return this.#stopped
  }

  /** From here on nothing leaves; what is under way is waited for. */
  stop(why: string): void {
    this.#stopped ??= new JudgeStopped(why)
    this.#halt.abort()
  }

  /** Asks a group until all of it has outcomes. Where the run was stopped, it returns without some. */
  async ask(group: Group): Promise<void> {
    const { run, world } = this.#parts
    for (let tries = 1; ; tries++) {
      const sent = await this.#send(group)
      if (sent === 'stopped') return
      if (sent === 'no-room') return this.#giveUp(group.items, NO_ROOM, null)
      const { reply } = sent
      if (reply.kind !== 'again') return this.#heed(group, sent)
      if (tries > run.retries) return this.#giveUp(group.items, reply.why, `no answer after ${tries} tries`)
      if ((reply.waitMs ?? 0) > run.longestWaitMs)
        return this.stop(`the endpoint asks to wait for ${Math.ceil(reply.waitMs! / 60_000)} minutes (${reply.why})`)
      await world.sleep(backoff(tries, reply.waitMs, world.random), this.#halt.signal)
    }
  }

  /**
   * Sends a group once: sets aside the most it can cost, enters it, and settles when the reply is here. The next takes its
   * place only when the answer is entered too, so that no more are lost with a process than may be under way.
   */
  async #send(group: Group): Promise<Sent<T> | 'stopped' | 'no-room'> {
    const { question, model, run, pace, budget, journal, tally, world, send } = this.#parts
    const leave = await pace.enter()
    let how: 'good' | 'crowded' | 'neither' = 'neither'
    let waitMs: number | null = null
    try {
      if (this.#stopped !== null) return 'stopped'
      const sheet = compose(question, group.items, { shared: group.shared, known: run.knownPerRequest }, model, world)
      const most = mostOf(sheet, model)
      if (!(await budget.reserve(most))) return 'no-room'
      if (this.#stopped !== null) {
        budget.settle(most, { tokens: 0, microUsd: 0 })
        return 'stopped'
      }
      tally.add({ requests: 1, underWay: 1 })
      let cost = most
      try {
        const r = word(world, 12)
        await journal.ask({
          r,
          batched: model.batched,
          k: Object.fromEntries([...sheet.asked].map(([label, { key }]) => [label, key])),
          n: Object.fromEntries([...sheet.known].map(([label, { id }]) => [label, id])),
          s: [most.tokens, most.microUsd],
        })
        const reply = await send({ id: r, sheet: sheet as Sheet<unknown> })
        cost = spentOn(reply, most, model)
        if (reply.kind === 'answer' || reply.kind === 'refusal') {
          how = 'good'
          this.#mind(reply.usage, sheet)
        } else if (reply.kind === 'again') {
          how = reply.crowded ? 'crowded' : 'neither'
          waitMs = reply.crowded ? reply.waitMs : null
        } else if (reply.kind === 'stop') this.stop(reply.why)
        return { asked: sheet.asked.size, reply, cost, heard: await this.#enter(r, sheet, reply, cost) }
      } finally {
        budget.settle(most, cost)
        tally.add({ underWay: -1 })
      }
    } finally {
      leave(how, waitMs)
    }
  }

  /** The budget rests on two limits; an endpoint that does not keep to them is asked nothing more. */
  #mind(usage: Usage | null, sheet: Sheet<T>): void {
    if (usage === null) return
    if (usage.output > sheet.outputTokens)
      this.stop(
        `the endpoint wrote ${usage.output} tokens where ${sheet.outputTokens} were the limit: a budget cannot be kept ` +
          'with it. An OpenAI-compatible one may know the limit by its other name: see limitField',
      )
    const sent = tokensOf(usage) - usage.output
    if (sent > sheet.inputTokens)
      this.stop(
        `the endpoint counts ${sent} tokens for at most ${sheet.inputTokens} sent: a budget cannot be kept with it`,
      )
  }

  /** Enters what came back. @returns what it says; null where it is no answer. */
  async #enter(r: string, sheet: Sheet<T>, reply: Reply, cost: Amount): Promise<Said<T> | null> {
    const { question, journal } = this.#parts
    if (reply.kind === 'stop' && reply.pending === true) return null
    if (reply.kind === 'stop' || reply.kind === 'again') {
      await journal.got(r, cost, [])
      return null
    }
    const asked = new Map([...sheet.asked].map(([label, { key }]) => [label, key]))
    const heard = await said(question, reply, asked, sheet.known)
    const kept = [...heard.values, ...heard.refused].map((one) => one.kept)
    await journal.got(r, cost, kept)
    return heard
  }

  async #heed(group: Group, { asked, reply, cost, heard }: Sent<T>): Promise<void> {
    const { tally, told } = this.#parts
    if (heard === null) return
    const { values, refused, left, thrownOut } = heard
    if (thrownOut) tally.add({ thrownOut: 1 })
    const each = {
      tokens: cost.tokens / asked,
      usd: cost.microUsd === null ? null : cost.microUsd / asked / 1e6,
    }
    for (const { kept, value } of values) told(kept[0], { value }, each)
    for (const { kept, why } of refused) told(kept[0], { refused: why }, each)
    if (left.length === 0) return
    const why = new Map(left.map((one) => [one.key, one.why]))
    const items = group.items.filter(({ key }) => why.has(key))
    if (items.length > 1) return this.#split(group, items)
    const [item] = items
    const tries = group.items.length === 1 ? group.tries + 1 : 0
    if (reply.kind === 'too-large') return this.#giveUp(items, why.get(item!.key)!, 'too large for the model')
    if (tries >= this.#parts.run.attempts)
      return this.#giveUp(items, why.get(item!.key)!, `no usable answer in ${tries} tries alone`)
    return this.ask({ ...group, items, tries })
  }

  /** Asks the halves by themselves, so that what spoils an answer comes to stand alone. */
  async #split(group: Group, items: readonly Pending[]): Promise<void> {
    const middle = Math.ceil(items.length / 2)
    const halves = [items.slice(0, middle), items.slice(middle)]
    await Promise.all(halves.map((half) => this.ask({ ...group, items: half, tries: 0 })))
  }

  /**
   * Ends items as failed.
   * @param why shown, and not stored: it may quote an endpoint, and an endpoint may quote what it was sent.
   * @param kept what is stored; null where the next run should ask again.
   */
  async #giveUp(items: readonly Pending[], why: string, kept: string | null): Promise<void> {
    const { journal, told } = this.#parts
    if (kept !== null) await journal.end(items.map(({ key }) => [key, 'f', kept]))
    for (const { key } of items) told(key, { failed: kept === null ? why : `${kept}: ${why}` }, null)
  }
}

/** The most that a request can cost. */
export function mostOf({ inputTokens, outputTokens }: Sheet<unknown>, { prices, share }: Model): Amount {
  return { tokens: inputTokens + outputTokens, microUsd: mostFor(inputTokens, outputTokens, prices, share) }
}
