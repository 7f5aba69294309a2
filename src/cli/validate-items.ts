import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Window } from '../algebra/index.js'
import { concealer, type EvidenceFile, gatherEvidence, pathHere } from '../ingest/index.js'
import { CERTAIN, type JudgedRow, type JudgedUnit } from '../model/index.js'
import { ownRows } from '../privacy/own.js'
import { sourceOf } from '../sources/index.js'
import type { JudgedWish, RowOf } from '../store/index.js'
import {
  actionSections,
  type Candidate,
  type DimensionName,
  type Item,
  interruptSections,
  keyOf,
  riskStratum,
  type Section,
  type Statement,
  turnSections,
} from '../validate/index.js'
import { printable } from './printable.js'
import type { Prepared } from './run.js'

/** A unit that a person may be shown, with what the rules said of it. */
export interface Labellable extends Candidate {
  rules: Statement
  customer: string | null
  /** UTC day on which it began. */
  day: string
  path: string
  source: string
}

/** What other judges than the rules, people among them, said of single units. */
export const judgmentsOf = async ({ store }: Prepared, wish: JudgedWish): Promise<JudgedRow[]> =>
  ownRows(await store.judgments(wish))

/** All units of a kind in a window, each once. The logs of some may be gone. */
export async function labellableOf(unit: JudgedUnit, prepared: Prepared, window: Window): Promise<Labellable[]> {
  const rows = ownRows(await prepared.rows.rows(unit === 'action' ? 'actions' : 'turns'))
  const found = new Map<string, Labellable>()
  for (const row of rows) {
    const at = Number(row.started_at)
    if (row.path === null || (window.from !== null && at < window.from) || (window.to !== null && at >= window.to))
      continue
    // What the rules say of an interrupt stands where a human broke the turn off.
    if (unit === 'interrupt' && row.error_at_interruption === null) continue
    const one = labellable(unit, row, at, prepared)
    if (!found.has(one.key)) found.set(one.key, one)
  }
  return [...found.values()]
}

function labellable(unit: JudgedUnit, row: RowOf, at: number, { machine }: Prepared): Labellable {
  const id = String(unit === 'action' ? row.action : row.turn)
  const contributor = String(row.of_contributor)
  const rules: Statement = {
    unit,
    id,
    contributor,
    chance: CERTAIN,
    said: row as Partial<Record<DimensionName, never>>,
  }
  return {
    key: keyOf(rules),
    rules,
    stratum: '',
    chance: CERTAIN,
    customer: row.of_customer === null ? null : String(row.of_customer),
    day: new Date(at).toISOString().slice(0, 10),
    path: pathHere(String(row.path), machine),
    source: String(row.source),
  }
}

/** Units by what they are to be spread over. */
export const stratified = (units: readonly Labellable[]): Labellable[] =>
  units.map((unit) => {
    const { risk, human_in_loop: human } = unit.rules.said
    return { ...unit, stratum: riskStratum((risk ?? null) as number | null, human == null ? null : String(human)) }
  })

/** Of some units those whose logs can still be read here. */
export async function atHand(units: readonly Labellable[]): Promise<Labellable[]> {
  const paths = [...new Set(units.map(({ path }) => path))]
  const readable = new Set<string>()
  for (const path of paths) {
    await access(path, constants.R_OK).then(
      () => readable.add(path),
      () => {},
    )
  }
  return units.filter(({ path, source }) => readable.has(path) && sourceOf(source) !== undefined)
}

/** How much of what came before a person may look at. */
const CONTEXT = { steps: 16, characters: 4_000 }

/** Units as they are shown, in the same order, from their logs; what could not be found there is left out. */
export async function itemsOf(units: readonly Labellable[], unit: JudgedUnit, prepared: Prepared): Promise<Item[]> {
  const files = new Map<string, EvidenceFile & { wanted: { actions: Set<string>; turns: Set<string> } }>()
  for (const { path, source, rules } of units) {
    const wanted = { actions: new Set<string>(), turns: new Set<string>() }
    const file = files.get(path) ?? { path, source: sourceOf(source)!, contributor: rules.contributor, wanted }
    files.set(path, file)
    file.wanted[unit === 'action' ? 'actions' : 'turns'].add(rules.id)
  }
  const ids = (of: 'actions' | 'turns') => new Set([...files.values()].flatMap(({ wanted }) => [...wanted[of]]))
  const all = { actions: ids('actions'), turns: ids('turns') }
  // One and the same unit may be two people's, where one has a copy of the other's log; its text is given once.
  const shown = new Map<string, Section[]>()
  for await (const { items } of gatherEvidence([...files.values()], all, concealer(prepared.key.key), CONTEXT)) {
    for (const item of items) {
      const sections =
        item.unit === 'action'
          ? actionSections(item.evidence)
          : unit === 'turn'
            ? turnSections(item.evidence)
            : interruptSections(item.evidence)
      shown.set(item.id, sections.map(harmless))
    }
  }
  return units.flatMap(({ key, rules, customer }) => {
    const sections = shown.get(rules.id)
    return sections === undefined ? [] : [{ key, id: rules.id, contributor: rules.contributor, customer, sections }]
  })
}

/** A section in whose text nothing steers a terminal or turns text around. */
const harmless = (section: Section): Section => ({
  ...section,
  text: section.text
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll('\t', '  ')))
    .join('\n'),
})
