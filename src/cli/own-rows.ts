import { actionFacets, type FacetValue, turnFacets } from '../facets/index.js'
import {
  type Again,
  concealer,
  ownerByPath,
  type Place,
  parsePlace,
  pathHere,
  personOf,
  reveal,
  withoutMachine,
} from '../ingest/index.js'
import { ownRows } from '../privacy/own.js'
import { sourceOf } from '../sources/index.js'
import type { RowOf } from '../store/index.js'
import { storedFiles } from './again.js'
import { saidOf } from './own-verdicts.js'
import type { Prepared } from './run.js'

export type OwnUnit = 'sessions' | 'turns' | 'actions'

/** What a judge said of a row, by dimension. */
export type Judged = Record<string, FacetValue> | null

/** A row as its owner sees it. */
export type OwnRow = Readonly<Record<string, RowOf[string] | Judged>>

/** A person's own rows, with the ids that their logs use. */
export function ownRowsOf(unit: OwnUnit, prepared: Prepared, cwd: string): Promise<RowOf[]>
/** @param judged whether to add what a judge said of each turn or action. */
export function ownRowsOf(unit: OwnUnit, prepared: Prepared, cwd: string, judged: boolean): Promise<OwnRow[]>
export async function ownRowsOf(unit: OwnUnit, prepared: Prepared, cwd: string, judged = false): Promise<OwnRow[]> {
  const found = ownRows(await prepared.rows.rows(unit))
  const rows = found.map((row) =>
    row.path === null ? row : { ...row, path: pathHere(String(row.path), prepared.machine) },
  )
  const places = new Map(prepared.study.sources.map((s) => parsePlace(s.place, cwd)).map((place) => [place.id, place]))
  const stored = await storedFiles(prepared)
  const files = new Map<string, Again>()
  for (const { path, of_place: place, source } of found) {
    const known = path === null ? undefined : sourceOf(String(source))
    const again = stored(String(place), String(path))?.again
    if (known !== undefined) files.set(`${place}\n${path}`, { path: String(path), ...again, source: known })
  }
  const raw = await reveal([...files.values()], concealer(prepared.key.key))
  const id = (kind: 'session' | 'turn' | 'call' | 'agent', value: RowOf[string]) =>
    value === null ? null : raw(kind, String(value))
  const names = new Map(rows.map((row, i) => [row, found[i]!.path]))
  const owner = (row: RowOf): Owner => {
    const person = personOf(String(names.get(row)))
    const named = ownerOf(row, places)
    return person === null ? named : { ...named, contributor: raw('user', person) }
  }
  const { judge, policy } = prepared.study
  const said =
    !judged || judge.id === 'rules'
      ? null
      : saidOf(ownRows(await prepared.store.judgments({ judge: judge.id, run: '' })), policy.protect)
  return rows.map((row) => {
    const session = id('session', row.session!)
    const turn = row.turn === undefined ? null : id('turn', row.turn!)
    if (unit === 'sessions') return sessionRow(row, session, owner(row))
    const own =
      unit === 'turns'
        ? turnRow(row, session, turn, owner(row))
        : actionRow(row, session, turn, id('call', row.call!), id('agent', row.subagent!), owner(row))
    if (!judged) return own
    const facets = said === null ? (unit === 'turns' ? turnFacets(row) : actionFacets(row)) : said(unit, row)
    return { ...own, judge: facets === null ? null : judge.id, facets }
  })
}

type Owner = { customer: string | null; contributor: string }

function ownerOf(row: RowOf, places: ReadonlyMap<string, Place>): Owner {
  const place = places.get(String(row.of_place))
  return place === undefined || row.path === null
    ? { customer: null, contributor: 'unknown' }
    : ownerByPath(withoutMachine(String(row.path)), place)
}

const iso = (ms: RowOf[string]) => (ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString())
const seconds = (ms: RowOf[string]) => (ms === null || ms === undefined ? null : Number(ms) / 1000)
const get = (row: RowOf, ...names: string[]): RowOf =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]))

function sessionRow(row: RowOf, session: string | null, { customer, contributor }: Owner): RowOf {
  return {
    session,
    ...get(row, 'source'),
    contributor,
    customer,
    ...get(row, 'experience', 'regime', 'interactive', 'setting', 'turns', 'actions'),
    started_at: iso(row.started_at!),
    ended_at: iso(row.last_at!),
    ...get(row, 'interrupts', 'rejections', 'answers', 'corrections', 'interventions', 'unattended_actions'),
    agent_s: seconds(row.agent_ms!),
    file: row.path!,
  }
}

function turnRow(row: RowOf, session: string | null, start: string | null, { customer, contributor }: Owner): RowOf {
  return {
    session,
    turn: start,
    start_id: start,
    started_at: iso(row.started_at!),
    ended_at: iso(row.ended_at!),
    ...get(row, 'started_by', 'ended_by', 'interrupt_kind'),
    wall_s: seconds(row.wall_ms!),
    work_s: seconds(row.work5_ms!),
    reported_s: seconds(row.reported_ms!),
    ...get(row, 'mode', 'actions', 'sub_actions'),
    censored: row.censored === 1,
    ...get(
      row,
      'tokens_in',
      'tokens_out',
      'tokens_cache_read',
      'tokens_cache_write',
      'interactive',
      'experience',
      'source',
    ),
    contributor,
    customer,
    file: row.path!,
    line: row.line!,
  }
}

function actionRow(
  row: RowOf,
  session: string | null,
  turn: string | null,
  call: string | null,
  subagent: string | null,
  owner: Owner,
): RowOf {
  return {
    session,
    turn,
    call_id: call,
    ...get(row, 'tool', 'status', 'approval', 'mode'),
    started_at: iso(row.started_at!),
    ended_at: iso(row.ended_at!),
    subagent,
    ...get(row, 'source'),
    contributor: owner.contributor,
    customer: owner.customer,
    file: row.path!,
    line: row.line!,
  }
}
