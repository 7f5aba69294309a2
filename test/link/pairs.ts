import { createHmac } from 'node:crypto'
import { type LinkedSession, Linker } from '../../src/link/index.js'
import { type Exchange, exchangeOf, isUnique } from '../../src/model/index.js'
import type { Sent } from './requests.js'

export const seal = (text: string): string =>
  createHmac('sha256', 'bench').update(text).digest('base64url').slice(0, 22)

/** Pairs of actions: how many of those that were put together belong together, and how many of those were. */
export interface Agreement {
  requests: number
  actions: number
  precision: number
  recall: number
  /** Of actions of subagents, the share that is in a subagent of its own session. */
  delegated: number
}

/** Links requests in the order that they are given. */
export function linked(exchanges: readonly Exchange[]): LinkedSession[] {
  const linker = new Linker()
  for (const exchange of exchanges) linker.add(exchange)
  return [...linker.end()]
}

/** Compares what linking makes of requests with whose they are, over every action that they show. */
export function agreementOf(sent: readonly Sent[]): Agreement {
  const truth = new Map<string, { session: string; agent: string | null }>()
  const exchanges = sent.map(({ asked, owner }) => exchangeOf(asked, owner, seal))
  for (const [i, { asked, owner, session, agent }] of sent.entries()) {
    const exchange = exchanges[i]!
    const own = { session: `${owner}/${session}`, agent }
    for (const { calls, by } of asked.history)
      if (by === 'agent')
        for (const { id } of calls)
          if (isUnique(id) && !id.startsWith('toolu_EXAMPLE')) truth.set(`${owner}/${seal(id)}`, own)
    asked.answer?.calls.forEach(({ id }, n) => {
      truth.set(isUnique(id) ? `${owner}/${seal(id)}` : `${exchange.id}#${n}`, own)
    })
  }
  const found = new Map<string, { session: string; agent: string | null }>()
  for (const session of linked(exchanges)) {
    const nth = new Map<string, number>()
    for (const { call, unique, exchange, subagent, made } of session.actions) {
      const n = nth.get(exchange) ?? 0
      const key = unique ? `${session.owner}/${call}` : `${exchange}#${n}`
      if (!unique && made === 'history') continue
      if (!unique) nth.set(exchange, n + 1)
      if (made === 'answer' || !found.has(key)) found.set(key, { session: session.session, agent: subagent })
    }
  }
  return { requests: sent.length, actions: truth.size, ...compare(truth, found) }
}

type Labels = Map<string, { session: string; agent: string | null }>

function compare(truth: Labels, found: Labels): Pick<Agreement, 'precision' | 'recall' | 'delegated'> {
  const cells = new Map<string, number>()
  const rows = new Map<string, number>()
  const columns = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  let [of, delegated] = [0, 0]
  for (const [action, { session, agent }] of truth) {
    const put = found.get(action)
    const label = put?.session ?? `alone ${action}`
    add(rows, session)
    add(columns, label)
    add(cells, `${session} ${label}`)
    if (agent === null) continue
    of++
    if (put != null && put.agent !== null) delegated++
  }
  const pairs = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  const [right, put, true_] = [pairs(cells), pairs(columns), pairs(rows)]
  return {
    precision: put === 0 ? 1 : right / put,
    recall: true_ === 0 ? 1 : right / true_,
    delegated: of === 0 ? 1 : delegated / of,
  }
}
