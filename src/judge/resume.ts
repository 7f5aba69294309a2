import { type Batcher, isGone } from './batcher.js'
import { type Amount, NOTHING, plus } from './budget.js'
import type { Ask, OpenBatch } from './entries.js'
import type { Journal } from './journal.js'
import { said, spentOn } from './outcome.js'
import { failed } from './provider.js'
import type { Question } from './question.js'
import type { Reply } from './reply.js'
import type { Model } from './settings.js'
import { JudgeStopped } from './stopped.js'

/**
 * Collects the batches that an earlier process sent. Nothing of them is sent anew: what they answered is kept, what they
 * did not get to is free to be asked again.
 * @returns what batches of other questions under the same name may still cost.
 * @throws JudgeStopped where a batch cannot be reached now.
 */
export async function collectEarlier<T>(
  journal: Journal,
  batcher: Batcher | null,
  by: string,
  question: Question<T>,
  model: Model,
): Promise<Amount> {
  let aside: Amount = NOTHING
  for (const batch of journal.batches) {
    if (batcher !== null && batch.by === by) await collect(batch, { journal, batcher, question, model })
    else if (batch.own) for (const { s } of batch.asks) aside = plus(aside, { tokens: s[0], microUsd: s[1] })
  }
  return aside
}

interface Around<T> {
  journal: Journal
  batcher: Batcher
  question: Question<T>
  model: Model
}

async function collect<T>(batch: OpenBatch, around: Around<T>): Promise<void> {
  const { journal, batcher } = around
  const { b, own, asks } = batch
  const id = batch.id ?? (await named(batch, batcher))
  if (id === null) {
    for (const { r } of asks) await journal.got(r, NOTHING, [], own)
    return
  }
  if (batch.id === null) await journal.made(b, id)
  const left = new Map(asks.map((ask) => [ask.r, ask]))
  for await (const found of batcher.collect(id)) {
    if (failed(found)) {
      if (isGone(found)) break
      throw unreachable(id, found.why)
    }
    const ask = left.get(found.id)
    left.delete(found.id)
    if (ask !== undefined) await enter(ask, found.reply, own, around)
  }
  await journal.bury([...left.values()].map((ask) => ({ ask, own })))
}

async function named({ at, asks }: OpenBatch, batcher: Batcher): Promise<string | null> {
  const requests = asks.map(({ r }) => r)
  const found = await batcher.find(at, requests)
  if (failed(found)) throw unreachable('whose name is not known', found.why)
  return found
}

async function enter<T>(ask: Ask, reply: Reply, own: boolean, { journal, question, model }: Around<T>): Promise<void> {
  const known = new Map(
    Object.entries(ask.n).map(([label, id]) => [label, question.known.find((one) => one.id === id) ?? null]),
  )
  const { values, refused } = await said(question, reply, new Map(Object.entries(ask.k)), known)
  const cost = spentOn(reply, { tokens: ask.s[0], microUsd: ask.s[1] }, model)
  await journal.got(
    ask.r,
    cost,
    [...values, ...refused].map(({ kept }) => kept),
    own,
  )
}

const unreachable = (batch: string, why: string): JudgeStopped =>
  new JudgeStopped(`the batch ${batch} cannot be collected now (${why}): start the run again later, and it will be`)
