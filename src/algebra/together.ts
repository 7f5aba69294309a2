import type { Private } from './private.js'
import { type CellRow, type Engine, type IntegerRows, nameOfQuery, type Query, type Summand } from './query.js'

type Sums = Extract<Query, { ask: 'sums' | 'corrected' }>

/** Sums that one question may have: statements grow with them, more where each says who stands behind it. */
const MOST = 120
const MOST_GUARDED = 40
const MOST_CORRECTED = 40

const mostOf = ({ ask, guarded }: Sums): number =>
  ask === 'corrected' ? MOST_CORRECTED : guarded === undefined ? MOST : MOST_GUARDED

/** Sums that are asked in one question. */
interface Batch {
  sums: Summand[]
  /** The place of each of them, by its name. */
  places: Map<string, number>
  /** Whether it was asked already. */
  sent: boolean
  answer: Promise<Private<IntegerRows>>
}

/**
 * An engine that is asked for sums over the same units in the same cells at once, where they are wanted at about the same
 * time: each of many dimensions would go through all units by itself. What was asked once is not asked again, as rows do
 * not change. The answers are those of asking one by one.
 */
export function together(engine: Engine): Engine {
  const batches = new Map<string, Batch[]>()
  const batchesOf = (name: string): Batch[] => {
    const known = batches.get(name) ?? []
    batches.set(name, known)
    return known
  }
  const begin = (query: Sums): Batch => {
    const send = () => {
      batch.sent = true
      return engine.aggregate({ ...query, sums: batch.sums } as Sums)
    }
    const batch: Batch = { sums: [], places: new Map(), sent: false, answer: later().then(send) }
    return batch
  }
  const join = (query: Sums, wanted: readonly string[]): Batch => {
    const { sums, ...rest } = query
    const alike = batchesOf(nameOfQuery(rest))
    const holds = (batch: Batch) => wanted.every((name) => batch.places.has(name))
    // Where no sums are wanted, it makes no difference who stands behind them.
    const guarded = sums.length === 0 ? (batches.get(nameOfQuery({ ...rest, guarded: 'both' })) ?? []) : []
    const known = alike.find(holds) ?? guarded.find(holds)
    if (known !== undefined) return known
    const room = ({ sent, places }: Batch) =>
      !sent && places.size + wanted.filter((name) => !places.has(name)).length <= mostOf(query)
    let batch = alike.find(room)
    if (batch === undefined) {
      batch = begin(query)
      alike.push(batch)
    }
    for (const [i, name] of wanted.entries()) {
      if (batch.places.has(name)) continue
      batch.places.set(name, batch.sums.length)
      batch.sums.push(sums[i]!)
    }
    return batch
  }
  return {
    truth: engine.truth ?? null,
    ...(engine.taxa === undefined ? {} : { taxa: engine.taxa }),
    async aggregate(query) {
      if (query.ask !== 'sums' && query.ask !== 'corrected') return engine.aggregate(query)
      const wanted = query.sums.map(nameOfQuery)
      const { places, answer } = join(query, wanted)
      const at = wanted.map((name) => places.get(name)!)
      return (await answer).map((rows) => rows.map((row) => picked(row, at, query.guarded !== undefined)))
    },
  }
}

/** After everything that can go on by now has asked what it wants. */
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A row with some of its sums. */
function picked(row: CellRow, at: readonly number[], guarded: boolean): CellRow {
  const { k, kk, nk, parts, truth, ...rest } = row
  const of = <T>(list: readonly T[]): T[] => (list.length === 0 ? [] : at.map((i) => list[i]!))
  return {
    ...rest,
    k: of(k),
    kk: of(kk),
    nk: of(nk),
    ...(parts === undefined || !guarded ? {} : { parts: of(parts) }),
    ...(truth === undefined ? {} : { truth: { ...truth, sums: of(truth.sums) } }),
  }
}
