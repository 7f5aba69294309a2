import { mostOf } from './asker.js'
import { type Amount, plus } from './budget.js'
import { Journal } from './journal.js'
import { KeyTable } from './key-table.js'
import { keyOf } from './keys.js'
import { divided } from './parts.js'
import { costOf, PRICES_OF, type Prices } from './prices.js'
import type { Inquiry, Question } from './question.js'
import { identityOf, type Model, type ModelSettings, modelOf, type RunSettings, runOf } from './settings.js'
import { compose, sharedOf } from './sheet.js'
import { type JudgeWorld, realWorld } from './world.js'

/** What a run would send, where to, and for how much. Nothing leaves to find out. */
export interface Plan {
  /** Where evidence would go. */
  address: string
  /** Whether it stays on this machine, and whether it is encrypted on its way. */
  local: boolean
  encrypted: boolean
  model: string
  batched: boolean
  items: number
  /** Of `items`: verdicts that are kept; the same evidence as an item before it; too long to be sent. */
  kept: number
  repeats: number
  tooLong: number
  /** Requests, where each is answered well the first time. */
  requests: number
  /** Bytes of evidence and instructions that would leave. */
  bytes: number
  /** No more than this, where each request is answered the first time; and what is likely. */
  most: { tokens: number; usd: number | null }
  likely: { tokens: number; usd: number | null }
  /** Spent under this name before. */
  spent: { tokens: number; usd: number | null }
  /** What was used to count money, and when the list was compared with the vendors' pages; null where it was given. */
  prices: Prices | null
  pricesOf: string | null
  /** Items under way, one by one, when an earlier run was killed, and batches that are still to be collected. */
  lost: number
  batches: number
}

/** Bytes of English text and code to one token, roughly; answers are taken to be half as long as they may be. */
const BYTES_PER_TOKEN = 4
const ANSWER_SHARE = 0.5

/** What vendors cache at least; requests of a batch find each other's caches by luck. */
const CACHED_TOKENS = 1024
const cachedOf = (tokens: number, { batched }: Model): number => (batched || tokens < CACHED_TOKENS ? 0 : tokens)

/** Counts what {@link judge} would send for the same inquiries. */
export async function plan<T>(
  inquiries: AsyncIterable<Inquiry> | Iterable<Inquiry>,
  question: Question<T>,
  settings: { model: ModelSettings; run: RunSettings },
  world: JudgeWorld = realWorld,
): Promise<Plan> {
  const model = modelOf(settings.model)
  const run = runOf({ ...settings.run, budget: { tokens: 0 } }, model)
  const identity = identityOf(model)
  const journal = await Journal.open(run.folder, run.name, world)
  try {
    const seen = new KeyTable()
    const counts = { items: 0, kept: 0, repeats: 0, tooLong: 0, requests: 0, bytes: 0 }
    let most: Amount = { tokens: 0, microUsd: 0 }
    let likely: Amount = { tokens: 0, microUsd: 0 }
    for await (const inquiry of inquiries) {
      const { shared, items } = inquiry
      const fresh: { key: string; text: string }[] = []
      for (const item of items) {
        counts.items++
        const key = keyOf(journal.salt, identity, question.version, inquiry, item)
        const kept = journal.find(key)
        if (kept !== null && !(kept[1] === 'f' && run.again)) counts.kept++
        else if (seen.find(key, () => true) !== null) counts.repeats++
        else {
          seen.set(key, 0, () => true)
          fresh.push({ key, text: item.text })
        }
      }
      const { groups, tooLong } = divided(shared, fresh, run)
      counts.tooLong += tooLong.length
      const fenced = sharedOf(shared, groups.length > 1, world)
      for (const [nth, group] of groups.entries()) {
        const sheet = compose(question, group, { shared: fenced, known: run.knownPerRequest }, model, world)
        const sharedBytes = Buffer.byteLength(fenced?.text ?? '')
        const bytes = Buffer.byteLength(sheet.system) + sharedBytes + Buffer.byteLength(sheet.items)
        const before = (counts.requests === 0 ? 0 : Buffer.byteLength(sheet.system)) + (nth === 0 ? 0 : sharedBytes)
        const again = cachedOf(Math.ceil(before / BYTES_PER_TOKEN), model)
        const usage = {
          input: Math.ceil(bytes / BYTES_PER_TOKEN) - again,
          output: Math.ceil(ANSWER_SHARE * sheet.outputTokens),
          cacheRead: again,
          cacheWrite: 0,
        }
        counts.requests++
        counts.bytes += bytes
        most = plus(most, mostOf(sheet, model))
        likely = plus(likely, {
          tokens: usage.input + usage.output + usage.cacheRead,
          microUsd: costOf(usage, model.prices, model.share),
        })
      }
    }
    return {
      ...whereTo(model.address),
      model: `${model.provider}/${model.model}`,
      batched: model.batched,
      ...counts,
      most: inDollars(most),
      likely: inDollars(likely),
      spent: inDollars(journal.spent),
      prices: model.prices,
      pricesOf: model.prices === null || settings.model.prices !== undefined ? null : PRICES_OF,
      lost: journal.lost,
      batches: journal.batches.length,
    }
  } finally {
    await journal.close()
  }
}

const inDollars = ({ tokens, microUsd }: Amount) => ({ tokens, usd: microUsd === null ? null : microUsd / 1e6 })

function whereTo(address: string): { address: string; local: boolean; encrypted: boolean } {
  const { protocol, hostname } = new URL(address)
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
  return { address, local, encrypted: protocol === 'https:' }
}
