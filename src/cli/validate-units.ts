import { always, type Window } from '../algebra/index.js'
import { pathHere } from '../ingest/index.js'
import { CERTAIN, type JudgedRow, type JudgedUnit } from '../model/index.js'
import { ownRows } from '../privacy/own.js'
import type { JudgedWish, RowOf } from '../store/index.js'
import {
  type Answer,
  type Candidate,
  DIMENSIONS,
  type DimensionName,
  keyOf,
  riskStratum,
  type Statement,
} from '../validate/index.js'
import type { Prepared } from './run.js'

/** A unit that a person may be shown, with what the rules said of it. */
export interface Labellable extends Candidate {
  rules: Statement
  customer: string | null
  /** UTC day on which it began. */
  day: string
  /** Where its log lies on this machine, and the place and path under which that is stored. */
  path: string
  place: string
  stored: string
  source: string
}

/** What other judges than the rules, people among them, said of single units. */
export const judgmentsOf = async ({ store }: Prepared, wish: JudgedWish): Promise<JudgedRow[]> =>
  ownRows(await store.judgments(wish))

/**
 * The units of a kind in a window, each once. The logs of some may be gone.
 * @param wanted keys of those to give; all without it.
 */
export async function labellableOf(
  unit: JudgedUnit,
  { rows, machine }: Prepared,
  window: Window,
  wanted?: ReadonlySet<string>,
): Promise<Labellable[]> {
  const found = new Map<string, Labellable>()
  const words = new Map<string, string>()
  const word = (text: string): string => {
    const known = words.get(text)
    if (known === undefined) words.set(text, text)
    return known ?? text
  }
  const whole = { seed: 0, strata: [{ where: always, chance: CERTAIN }] }
  for (const slice of slicesOf(ownRows(await rows.observed(window)), window)) {
    const drawn = await rows.draw(unit === 'action' ? 'actions' : 'turns', { ...whole, window: slice })
    for (const row of ownRows(drawn)) {
      // What the rules say of an interrupt stands where a human broke the turn off.
      if (row.path === null || (unit === 'interrupt' && row.error_at_interruption === null)) continue
      const rules = statementOf(unit, row, word)
      const key = keyOf(rules)
      if (found.has(key) || wanted?.has(key) === false) continue
      found.set(key, {
        key,
        rules,
        stratum: '',
        chance: CERTAIN,
        customer: row.of_customer === null ? null : word(String(row.of_customer)),
        day: word(new Date(Number(row.started_at)).toISOString().slice(0, 10)),
        path: word(pathHere(String(row.path), machine)),
        place: word(String(row.of_place)),
        stored: word(String(row.path)),
        source: word(String(row.source)),
      })
    }
  }
  return [...found.values()]
}

/** What the rules say in a row. */
function statementOf(unit: JudgedUnit, row: RowOf, word: (text: string) => string): Statement {
  const said: Partial<Record<DimensionName, Answer>> = {}
  for (const { name } of DIMENSIONS[unit]) {
    const value = row[name] ?? null
    said[name] = typeof value === 'string' ? word(value) : value === null ? null : Number(value)
  }
  const id = String(unit === 'action' ? row.action : row.turn)
  return { unit, id, contributor: word(String(row.of_contributor)), chance: CERTAIN, said }
}

const DAY_MS = 86_400_000
const MOST_SLICES = 32

/**
 * Cuts a window into parts, of a day at least, so that not all rows are in memory at once.
 * @param observed start of the first and end of the last turn, which actions may pass: the outer parts stay open.
 */
export function slicesOf(observed: { from: number | null; to: number | null }, { from, to }: Window): Window[] {
  if (observed.from === null || observed.to === null) return [{ from, to }]
  const step = Math.max(DAY_MS, Math.ceil((observed.to - observed.from) / MOST_SLICES))
  const cuts: number[] = []
  for (let cut = observed.from + step; cut < observed.to; cut += step) cuts.push(cut)
  const inner = cuts.filter((cut) => (from === null || cut > from) && (to === null || cut < to))
  const ends = [from, ...inner, to]
  return ends.slice(1).map((end, i) => ({ from: ends[i]!, to: end }))
}

/** Units by what they are to be spread over. */
export const stratified = (units: readonly Labellable[]): Labellable[] =>
  units.map((unit) => {
    const { risk, human_in_loop: human } = unit.rules.said
    const told = typeof risk === 'number' ? risk : null
    return { ...unit, stratum: riskStratum(told, human == null ? null : String(human)) }
  })
