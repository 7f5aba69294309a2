import fc from 'fast-check'
import {
  all,
  type Column,
  type Dimension,
  drawn,
  type Predicate,
  type Query,
  type Summand,
  truthOf,
  type Unit,
} from '../../src/algebra/index.js'
import { SAFEGUARDS } from '../../src/model/index.js'
import { plainAnswer } from './plain-answer.js'
import { type Population, TEXTS, type UnitRow } from './unit-rows.js'

/** Columns that conditions, sums and cells are drawn from, by unit. */
const CONDITIONS: Record<Unit, Column[]> = {
  turns: [
    'contributor',
    'experience',
    'interactive',
    'started_by',
    'ended_by',
    'interrupt_kind',
    'wall_ms',
    'reported_ms',
    'stop_cluster',
    'interrupt_cluster',
  ],
  sessions: ['contributor', 'experience', 'interactive', 'turns', 'regime', 'interrupts', 'started_at', 'agent_ms'],
  actions: [
    'contributor',
    'interactive',
    'goal_complexity',
    'human_in_loop',
    'risk',
    'autonomy',
    'safeguards_category',
    'cluster',
    'cluster_top',
  ],
}
const AMOUNTS: Record<Unit, Column[]> = {
  turns: ['wall_ms', 'reported_ms', 'joined_ms', 'actions', 'tokens_out'],
  sessions: ['interventions', 'unattended_actions', 'agent_ms', 'experience'],
  actions: ['risk', 'autonomy', 'confidence'],
}
const CELLS: Record<Unit, Column[]> = {
  turns: ['month', 'interactive', 'ended_by', 'reached', 'stop_cluster'],
  sessions: ['month', 'interactive', 'turns'],
  actions: ['month', 'week', 'interactive', 'goal_complexity', 'cluster', 'cluster_middle'],
}

function conditions(of: Unit, rows: readonly UnitRow[]): fc.Arbitrary<Predicate> {
  const seen = (column: Column) => {
    const known = [...new Set(rows.map((row) => row[column]))].filter((v) => v !== null)
    return known.length === 0 ? [TEXTS.includes(column) ? 'none' : 0] : known
  }
  const leaf = fc.constantFrom(...CONDITIONS[of]).chain((column): fc.Arbitrary<Predicate> => {
    const values = fc.constantFrom(...seen(column))
    const among = fc.array(values, { maxLength: 3 }).map((list) => ({ op: 'in' as const, column, values: list }))
    const known = fc.constant({ op: 'known' as const, column })
    if (column === 'safeguards_category')
      return fc
        .constantFrom(...SAFEGUARDS, 'Scoped', 'Not inferable')
        .map((value) => ({ op: 'has' as const, column, value }))
    if (TEXTS.includes(column)) return fc.oneof(among, known)
    const end = fc.option(values.map(Number), { nil: null })
    return fc.oneof(
      among,
      known,
      fc.tuple(end, end).map(([low, high]) => ({ op: 'between' as const, column, low, high })),
    )
  })
  return fc.letrec<{ any: Predicate }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      tie('any').map((of): Predicate => ({ op: 'not', of })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('any'), { maxLength: 3 }))
        .map(([op, list]): Predicate => ({ op, all: list })),
    ),
  })).any
}

/** Bins that leave no ordinal out: 1 to a, a + 1 to b, b + 1 on. */
const experienceBins = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 })).map(
  ([a, more]): Dimension => ({
    kind: 'bins',
    column: 'experience',
    bins: [
      [1, a],
      [a + 1, a + more],
      [a + more + 1, null],
    ],
  }),
)

interface Cutting {
  by: readonly Dimension[]
  roll?: number
}

/** Scores from 1 to a, from a + 1 on, and those that nobody gave. */
const scores = fc.constantFrom('risk' as const, 'autonomy' as const).chain((column) =>
  fc.integer({ min: 1, max: 9 }).map(
    (a): Dimension => ({
      kind: 'parts',
      parts: [
        { op: 'between', column, low: null, high: a },
        { op: 'between', column, low: 3, high: null },
      ],
    }),
  ),
)

/** Groups of which some are told as others, and some not at all. */
const mapped = (of: Unit): fc.Arbitrary<Dimension> =>
  fc
    .record({
      column: fc.constantFrom<Column>(
        ...(of === 'turns' ? (['stop_cluster', 'interrupt_cluster'] as const) : (['cluster', 'cluster_top'] as const)),
      ),
      to: fc.dictionary(fc.integer({ min: 0, max: 9 }).map(String), fc.integer({ min: 0, max: 4 }), { maxKeys: 6 }),
    })
    .map(({ column, to }) => ({
      kind: 'mapped',
      column,
      to: new Map(Object.entries(to).map(([own, shown]) => [Number(own), shown])),
    }))

function cuts(of: Unit): fc.Arbitrary<Cutting> {
  const column = fc.constantFrom(...CELLS[of]).map((name): Dimension => ({ kind: 'column', column: name }))
  const ordered = of === 'actions' ? scores : experienceBins
  const other = of === 'sessions' ? fc.oneof(column, ordered) : fc.oneof(column, ordered, mapped(of))
  const day: Dimension = { kind: 'column', column: 'day' }
  return fc.oneof<fc.Arbitrary<Cutting>[]>(
    fc.constant({ by: [] }),
    other.map((one) => ({ by: [one] })),
    fc.tuple(ordered, column).map((by) => ({ by })),
    fc.option(other, { nil: null }).map((two) => ({ by: two === null ? [day] : [day, two] })),
    fc.option(other, { nil: null }).map((two) => ({ by: two === null ? [day] : [day, two], roll: 7 })),
  )
}

/** Queries of one kind over what a population holds. Units without a value for their cell are never asked for. */
export function queries(kind: Query['ask'], population: Population): fc.Arbitrary<Query> {
  return fc.constantFrom<Unit>('turns', 'sessions', 'actions').chain((of) => {
    const rows = population[of] as UnitRow[]
    const condition = conditions(of, rows)
    const summand: fc.Arbitrary<Summand> = fc.oneof(
      condition.map((count) => ({ count })),
      fc.constantFrom(...AMOUNTS[of]).map((sum) => ({ sum })),
    )
    return fc
      .record({
        cut: cuts(of),
        // Most conditions hold for little; a cell should often hold something.
        where: fc.oneof(fc.constant(all()), condition),
        cluster: fc.constantFrom('contributor' as const, 'day' as const),
        sums: fc.array(summand, { maxLength: 3 }),
        column: fc.constantFrom(...AMOUNTS[of]),
        split: fc.boolean(),
        weight: fc.constantFrom(null, 'session_weight' as const, 'contributor_weight' as const),
        draws: fc.integer({ min: 1, max: 30 }),
        buckets: fc.array(fc.constantFrom(0, 1, 140, 700, 1500, 2300, 4000), { minLength: 1, maxLength: 3 }),
      })
      .map(({ cut, where, cluster, sums, column, split, weight, draws, buckets }): Query => {
        const dimensions = cut.by.flatMap((dimension) =>
          dimension.kind === 'parts' || dimension.kind === 'mapped' ? [] : [dimension.column],
        )
        const columns = [...dimensions, ...(cluster === 'day' ? ['day' as const] : [])]
        const known = columns.map((name): Predicate => ({ op: 'known', column: name }))
        const asked = { of, where: all(where, ...known), cluster, ...cut }
        if (kind === 'sums' && of === 'actions' && weight !== null)
          return {
            ...asked,
            ask: 'sums',
            // What is left of a cell beside a sum of scores means nothing.
            sums: split ? sums.filter((sum) => 'count' in sum) : sums,
            weight,
            ...(split ? { guarded: 'both' as const } : {}),
          }
        // What a judge says: conditions, and scores.
        const said = sums.map((sum): Summand => ('count' in sum ? sum : { sum: 'risk' }))
        const judged = { ...asked, ...(weight !== null && of === 'actions' ? { weight } : {}) }
        // Any condition of a unit that a dearer judge saw stands for whether the rules can tell.
        if (kind === 'corrected' && of !== 'sessions')
          return { ...judged, roll: 1, where: all(...known), ask: 'corrected', known: where, sums: said }
        const weighs = { ...judged, where: all(truthOf(where), ...known, drawn), sums: said, drawn: true as const }
        if (kind === 'sums')
          return split && of !== 'sessions' ? { ...weighs, ask: 'sums' } : { ...asked, ask: 'sums', sums }
        if (kind === 'draws')
          return split && of !== 'sessions'
            ? { ...weighs, ask: 'draws', draws }
            : { ...asked, ask: 'draws', sums, draws }
        if (kind === 'histogram') {
          return {
            ...asked,
            ask: 'histogram',
            column,
            ...(split && of === 'turns' ? { split: 'censored' as const } : {}),
          }
        }
        const by = cut.by.filter(
          (dimension) => dimension.kind === 'parts' || !(TEXTS as readonly string[]).includes(dimension.column),
        )
        const numeric = { ...asked, by }
        const cells = plainAnswer({ ...numeric, ask: 'sums', sums: [] }, population).map((row) => row.cell.map(Number))
        if (cells.length === 0) cells.push(by.map(() => 0))
        // Every cell has thresholds of its own, and some cells have none.
        const asking = cells.filter((_, i) => i === 0 || !split || i % 3 > 0)
        const turned = (i: number) => buckets.map((_, b) => buckets[(b + i) % buckets.length]!)
        const thresholds = asking.map((cell, i) => ({ cell, buckets: turned(i) }))
        return { ...numeric, ask: 'below', column, thresholds }
      })
  })
}
