import type { Rows } from './cut.js'
import { type Span, tellable, type Units } from './earlier.js'
import type { Part, Share } from './figure.js'
import { type Groups, groupsOf } from './groups.js'
import type { Guard } from './guarded-experience.js'
import { atLeast, type GuardedValues } from './guarded-values.js'
import { parted } from './parted.js'
import { all, any, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Engine, Telling } from './query.js'
import { estimateRows } from './rows.js'
import { freshOf, insideOf, type Mark, type Stretch, type Timeline, unitsIn } from './timeline.js'
import { weekSpan } from './weeks.js'

/** The value of a share along weeks, of which there is one. */
function singleOf({ estimate }: Part): { estimate: Share; value: string; holds: Predicate } {
  if (estimate.kind !== 'share') throw new Error('along weeks, only shares are estimated')
  const [[value, holds] = ['', all()]] = Object.entries(estimate.values)
  return { estimate, value, holds }
}

/** What parts the units of each week besides: those with the value; and apart from the rest, those of which nobody can tell. */
export function weekMarks(part: Part): Mark[] {
  if (part.by.kind !== 'weeks') return []
  const { estimate, value, holds } = singleOf(part)
  const unknown = estimate.unknown ?? any()
  return [
    { name: value, parts: [holds] },
    { name: knownName(value), parts: [holds, unknown, all(not(holds), not(unknown))] },
  ]
}

const knownName = (value: string) => `${value}/known`

/**
 * A share per span of weeks. It is told where what sets it apart from the dimensions that it lies in passes as well: both
 * are told, so the difference would be. Where those of which nobody can tell are too few, they stay in the denominator.
 * Weeks that were told are repeated.
 */
export async function guardedFrontier(
  figure: string,
  part: Part,
  line: Timeline,
  cluster: Cluster,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const { estimate, value, holds } = singleOf(part)
  const units = insideOf(line, 'contributor')
  const stands = (name: string) => line.marks.some((mark) => mark.name === name)
  const empty: GuardedValues = { rows: [], curve: [], overall: [], withheld: {}, tellings: [] }
  if (!stands(value)) return Private.of({ ...empty, withheld: { k_users: 1 } })
  const family = `${figure}/${value}`
  const [nested, blurred] = await Promise.all([
    nestsOf(estimate, holds, units, family, engine, guard),
    unknownsOf(estimate, units, `${family}/unknown`, engine, guard),
  ])
  return Private.both(nested, blurred).chain(async ([inner, outer]) => {
    if (typeof inner === 'string') return Private.of({ ...empty, withheld: { [inner]: 1 } })
    const apart = stands(knownName(value)) && typeof outer !== 'string'
    const { unknown, ...plain } = estimate
    const told: Share = apart && unknown !== undefined ? { ...plain, unknown } : plain
    const shown = (row: Rows[number]) => (apart || unknown === undefined ? row : atLeast(row))
    const rows = await weekRows({ figure, part, estimate: told, line, cluster, shown }, engine, guard)
    const tellings = [...inner, ...(apart && typeof outer !== 'string' ? outer : [])]
    return rows.map((own) => ({ ...empty, ...own, tellings }))
  })
}

/** Whether a value and what else lies in each of its dimensions' cells pass, as these are merged. */
async function nestsOf(
  estimate: Share,
  holds: Predicate,
  units: Units,
  family: string,
  engine: Engine,
  guard: Guard,
): Promise<Private<Telling[] | string>> {
  const checks = (estimate.inside ?? []).map(async ({ parting, cells, unknown }) => {
    const groups = await groupsOf(parting, unknown, units, engine, guard)
    return groups.chain(async (found: Groups | string): Promise<Private<Telling[] | string>> => {
      // What is not told needs no comparing.
      if (typeof found === 'string') return Private.of<Telling[] | string>([])
      const wider = found.groups.filter(({ names }) => names.some((name) => cells.includes(name)))
      const parts = [holds, all(any(...wider.map(({ where }) => where)), not(holds))]
      const own = `${family}/${parting.name}`
      const reason = await parted(units, own, parts, engine, guard)
      return reason.map((why) => why ?? [{ ...tellable(units), family: own, by: [], parts }])
    })
  })
  return Private.all(await Promise.all(checks)).map(
    (list) => list.find((one) => typeof one === 'string') ?? (list as Telling[][]).flat(),
  )
}

/** Whether those that are unknown in one of two dimensions, in the other, and in both pass. */
async function unknownsOf(
  estimate: Share,
  units: Units,
  family: string,
  engine: Engine,
  guard: Guard,
): Promise<Private<Telling[] | string>> {
  const unknowns = (estimate.inside ?? []).map(({ unknown }) => unknown)
  const parts = unknowns.map((own) => all(own, ...unknowns.filter((one) => one !== own).map(not)))
  const every = [...parts, all(...unknowns)]
  const reason = await parted(units, family, every, engine, guard)
  return reason.map((why) => why ?? [{ ...tellable(units), family, by: [], parts: every }])
}

interface Weekly {
  figure: string
  part: Part
  estimate: Share
  line: Timeline
  cluster: Cluster
  /** What becomes of rows that are counted now. */
  shown(row: Rows[number]): Rows[number]
}

async function weekRows(
  { figure, part, estimate, line, cluster, shown }: Weekly,
  engine: Engine,
  guard: Guard,
): Promise<Private<{ rows: Rows; overall: Rows }>> {
  const { value } = singleOf(part)
  const week = ([from, to]: Stretch['bin']) => weekSpan(from, to)
  const earlier = (span: Span) =>
    guard.earlier.rows(figure, part.of, span)?.filter((row) => row[estimate.key] === value) ?? []
  const repeated = line.stretches.map(({ span }) => (span === null ? [] : earlier(span)))
  const silent = line.stretches.filter(({ span }, i) => span !== null && repeated[i]!.length === 0)
  const asked = freshOf(line)
  const by = [{ kind: 'bins', column: 'day', bins: asked.map(({ bin }) => bin) }] as const
  const keys = ([i]: (string | number)[]) => ({ week: week(asked[Number(i)]!.bin) })
  const everywhere = line.whole && silent.length === 0 && line.stretches.length > 0
  const [rows, overall] = await Promise.all([
    asked.length === 0
      ? Private.of<Rows>([])
      : estimateRows({ ...unitsIn(line, asked, cluster), by, keys }, estimate, engine),
    everywhere
      ? estimateRows({ ...insideOf(line, cluster), by: [], keys: () => ({}) }, estimate, engine)
      : Private.of<Rows>([]),
  ])
  return Private.both(rows, overall).map(([list, total]) => {
    const unsaid = [...line.withheld, ...silent.map(({ bin }) => ({ bin, reason: 'ledger' }))]
    const held = unsaid.map(({ bin, reason }) => ({ week: week(bin), [estimate.key]: value, suppressed: reason }))
    const all: Rows = [...list.map(shown), ...repeated.flat(), ...held]
    return { rows: all.sort((a, b) => (String(a.week) < String(b.week) ? -1 : 1)), overall: total.map(shown) }
  })
}
