import type { Private } from './private.js'
import { type CellRow, type Engine, type IntegerRows, nameOfQuery, type Query, type Summand } from './query.js'

type Sums = Extract<Query, { ask: 'sums' | 'corrected' }>

/** Sums that one question may have: statements grow with them, more where each says who stands behind it. */
const MOST = 120
const MOST_GUARDED = 40
const MOST_CORRECTED = 40

const mostOf = ({ ask, guarded }: Sums): number =>
  ask === 'corrected' ? MOST_CORRECTED : guarded === undefined ? MOST : MOST_GUARDED

interface Batch {
  query: Sums
  sums: Summand[]
  answer: Promise<Private<IntegerRows>>
}

/**
 * An engine that is asked for sums over the same units in the same cells at once, where they are wanted at about the same
 * time: each of many dimensions would go through all units by itself. The answers are those of asking one by one.
 */
export function together(engine: Engine): Engine {
  const open = new Map<string, Batch>()
  const join = (query: Sums): Batch => {
    const { sums, ...rest } = query
    const name = nameOfQuery(rest)
    const found = open.get(name)
    if (found !== undefined && found.sums.length + sums.length <= mostOf(query)) return found
    const batch: Batch = { query, sums: [], answer: later().then(() => send(batch)) }
    const send = ({ query: first, sums: all }: Batch) => {
      if (open.get(name) === batch) open.delete(name)
      return engine.aggregate({ ...first, sums: all } as Sums)
    }
    open.set(name, batch)
    return batch
  }
  return {
    truth: engine.truth ?? null,
    ...(engine.taxa === undefined ? {} : { taxa: engine.taxa }),
    async aggregate(query) {
      if (query.ask !== 'sums' && query.ask !== 'corrected') return engine.aggregate(query)
      const batch = join(query)
      const from = batch.sums.length
      batch.sums.push(...query.sums)
      const to = batch.sums.length
      return (await batch.answer).map((rows) => rows.map((row) => part(row, from, to)))
    },
  }
}

/** After everything that can go on by now has asked what it wants. */
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function part(row: CellRow, from: number, to: number): CellRow {
  const { k, kk, nk, parts, truth } = row
  return {
    ...row,
    k: k.slice(from, to),
    kk: kk.slice(from, to),
    nk: nk.slice(from, to),
    ...(parts === undefined ? {} : { parts: parts.slice(from, to) }),
    ...(truth === undefined ? {} : { truth: { ...truth, sums: truth.sums.slice(from, to) } }),
  }
}
