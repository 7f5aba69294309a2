import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WEEK_NOTES } from '../src/algebra/along-weeks.js'
import { estimateFigure } from '../src/algebra/index.js'
import { open } from '../src/algebra/open.js'
import { type Prepared, releaseOf } from '../src/cli/run.js'
import { writeDemo } from '../src/demo/index.js'
import { MEASURES } from '../src/measures/index.js'
import { FIGURE_SENTENCES } from '../src/privacy/released.js'
import type { Release } from '../src/release/index.js'
import { wholeWay } from './measures/whole-way.js'
import { autonomyProxies, turnDuration } from './recomputed/along-days.js'
import { autoApprove, interruptsByExperience } from './recomputed/along-experience.js'
import { differs, type Exempt, isExempt, type Leaf, leavesOf, type Made, problemsOf } from './recomputed/compare.js'
import { EXEMPT, frameOf } from './recomputed/frame.js'
import { extremes, interruptReasons, riskAutonomy, stopReasons } from './recomputed/groups.js'
import {
  distributions,
  domains,
  frontier,
  humanInvolvement,
  interventions,
  oversight,
  stopsByComplexity,
} from './recomputed/judged.js'
import { problemsInWords, saidOf } from './recomputed/notes.js'
import { alter, type PrivateRows, privateRows, type Window } from './recomputed/private-rows.js'
import { student } from './recomputed/student.js'
import { shownIn } from './recomputed/team.js'
import { derived, within } from './recomputed/units.js'

/** Every figure, worked out from rows alone. @param by what intervals are clustered by. */
type Maker = (rows: PrivateRows, by: string) => { rows: readonly object[] }

const MAKERS: Readonly<Record<string, Maker>> = {
  'turn-duration': turnDuration,
  'auto-approve-by-experience': autoApprove,
  'interrupts-by-experience': interruptsByExperience,
  interventions,
  'autonomy-proxies': autonomyProxies,
  'stops-by-complexity': stopsByComplexity,
  'stop-reasons': stopReasons,
  'interrupt-reasons': interruptReasons,
  oversight,
  'human-involvement-by-complexity': humanInvolvement,
  domains,
  distributions,
  'risk-autonomy': riskAutonomy,
  extremes,
  frontier,
}

/**
 * Those with most sessions of the demo's people. Without them so many weigh about alike that intervals can be told, and the
 * demo is a third as large.
 */
const HEAVIEST = ['user-01', 'user-02', 'user-03', 'user-04', 'user-05']

/** The Monday from which a part of the actions becomes risky and autonomous. */
const SINCE = '2025-11-10'
/** Six actions of each person, so that many of them differ by about as much. */
const PLANTED = [
  `UPDATE study.actions SET risk = 8, autonomy = 9 WHERE unit IN (
    SELECT unit FROM (SELECT unit, row_number() OVER (PARTITION BY contributor ORDER BY unit) AS nth
      FROM study.actions WHERE started_at >= ${Date.parse(SINCE)}) late WHERE nth <= 6)`,
]
/** Leaves the rows of people of middling size, and has in them what the demo does not: turns that had not ended, things that are not known. */
const FEW = [
  ...['actions', 'turns', 'sessions'].map(
    (of) => `DELETE FROM study.${of} WHERE contributor NOT IN (
      SELECT contributor FROM (SELECT contributor, min(reached) AS reached FROM study.sessions GROUP BY contributor)
      WHERE reached BETWEEN 40 AND 240)`,
  ),
  'UPDATE study.turns SET censored = 1 WHERE unit % 150 = 0',
  'UPDATE study.turns SET tokens_out = NULL WHERE unit % 7 = 0',
  'UPDATE study.turns SET stop_reason = NULL WHERE unit % 29 = 0',
  "UPDATE study.turns SET stop_reason = 'asked_for_clarification' WHERE unit % 41 = 0",
  "UPDATE study.turns SET success = 'Not inferable' WHERE unit % 3 = 0",
  "UPDATE study.turns SET goal_complexity = 'Not inferable' WHERE unit % 19 = 0",
  "UPDATE study.turns SET started_by = 'schedule' WHERE unit % 31 = 0",
  "UPDATE study.turns SET started_by = 'unknown' WHERE unit % 37 = 0",
  "UPDATE study.turns SET interactive = 'unknown' WHERE unit % 5 = 0",
  "UPDATE study.sessions SET interactive = 'unknown' WHERE unit % 5 = 0",
  "UPDATE study.actions SET goal_domain_category = 'Legal' WHERE unit % 12 = 0",
  "UPDATE study.actions SET safeguards_category = 'Rate limits|Other' WHERE unit % 14 = 0",
  'UPDATE study.actions SET risk = NULL WHERE unit % 9 = 0',
  'UPDATE study.actions SET confidence = NULL WHERE unit % 23 = 0',
  "UPDATE study.actions SET human_in_loop = 'Not inferable' WHERE unit % 11 = 0",
  "UPDATE study.actions SET reversibility = 'Irreversible' WHERE unit % 13 = 0",
  "UPDATE study.actions SET goal_complexity = 'Not inferable' WHERE unit % 17 = 0",
]
const OPEN = { from: null, to: null }
/** From noon of a day on, so that the first day is none of the whole ones. */
const WINDOW = { from: Date.UTC(2025, 8, 3, 12), to: Date.UTC(2026, 0, 21) }

/** A release beside what was worked out. */
interface Held {
  release: Release
  rows: PrivateRows
  made: readonly { id: string }[]
  leaves: Leaf[]
}
let all: Held
/** The same under `team`. */
let shown: Leaf[]
/** Of few people alone, so that days are the clusters, and in a window. */
let few: Held
/** The frontier in that window, where a change was planted. */
let changed: Leaf[]
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-recomputed-'))
  await writeDemo(join(dir, 'logs'), { users: 32 })
  for (const name of HEAVIEST) await rm(join(dir, 'logs', name), { recursive: true })
  await wholeWay(dir, async (prepared) => {
    all = await held(prepared, 'contributor', OPEN, (rows) => frameOf(join(dir, 'logs'), rows))
    const policy = { ...prepared.study.policy, name: 'team' as const }
    const team = await releaseOf({ ...prepared, study: { ...prepared.study, policy } }, OPEN)
    shown = leavesOf(team, shownIn(team, all.rows, all.made) as Made)
    await alter(prepared, PLANTED)
    const figure = await estimateFigure(MEASURES.find(({ id }) => id === 'frontier')!, prepared.rows, WINDOW)
    const rows = within(derived(await privateRows(prepared)), WINDOW)
    changed = leavesOf({ rows: open(figure).rows }, { rows: frontier(rows, 'contributor').rows } as unknown as Made)
    await alter(prepared, FEW)
    few = await held(prepared, 'day', WINDOW, () => Promise.resolve({}))
  })
}, 300_000)

/** A release of a study, and every number of it from rows. @param by what its intervals are clustered by. */
async function held(
  prepared: Prepared,
  by: string,
  window: Window,
  framed: (rows: PrivateRows) => Promise<object>,
): Promise<Held> {
  const release = await releaseOf(prepared, window)
  const rows = within(derived(await privateRows(prepared)), window)
  const figures = Object.entries(MAKERS).map(([id, make]) => ({ id, ...make(rows, by) }))
  const made = {
    study: await framed(rows),
    figures: figures.map((figure) => ({ ...figure, suppressed: suppressedIn(figure.rows) })),
  }
  return { release, rows, made: figures, leaves: leavesOf(release, made as unknown as Made) }
}

afterAll(() => rm(dir, { recursive: true, force: true }))

/** Under `private` no cell is left out; single values may be, and are counted by the reason. */
function suppressedIn(list: readonly object[]) {
  const reasons: Record<string, number> = {}
  for (const row of list as readonly { withheld?: Record<string, string> }[])
    for (const reason of Object.values(row.withheld ?? {})) reasons[reason] = (reasons[reason] ?? 0) + 1
  return { cells: 0, reasons }
}

/** What is said under `team` of how much is withheld and why follows from the rules of the policy (test/privacy). */
const UNSHOWN: Exempt = [...EXEMPT, [/\.suppressed\./, 'how much is withheld, and why']]

const IDS = [...new Set([...Object.keys(MAKERS), ...MEASURES.map(({ id }) => id)])]

/** What is wrong with a figure of a release. */
function problemsWith(id: string, { leaves }: Held): string[] {
  const own = leaves.filter(({ path }) => path.startsWith(`figures.${id}.`))
  expect(own.length).toBeGreaterThan(10)
  return problemsOf(own, EXEMPT).slice(0, 20)
}

describe('a private release of the demo', () => {
  it.each(IDS)('has %s, number for number', (id) => {
    expect(problemsWith(id, all)).toEqual([])
  })

  it.each(IDS)('of few people and in a window has %s, number for number', (id) => {
    expect(few.release.figures.find((figure) => figure.id === id)!.clusters).toBe('days')
    expect(problemsWith(id, few)).toEqual([])
  })

  it('has nothing else that is a number and was not worked out', () => {
    expect(problemsOf(all.leaves, EXEMPT).filter((line) => !line.startsWith('figures.'))).toEqual([])
    expect(all.release.figures.map(({ id }) => id).sort()).toEqual(Object.keys(MAKERS).sort())
    // Every reason to leave something out is needed.
    for (const [pattern, why] of EXEMPT)
      expect(
        all.leaves.some(({ path, made }) => made === undefined && pattern.test(path)),
        why,
      ).toBe(true)
  })

  it('says in its sentences what was counted', () => {
    const always = (id: string) => [
      ...MEASURES.find((spec) => spec.id === id)!.notes,
      ...WEEK_NOTES,
      ...FIGURE_SENTENCES,
    ]
    for (const { release, rows } of [all, few])
      expect(release.figures.flatMap(({ id, notes }) => problemsInWords(id, notes, saidOf(rows), always))).toEqual([])
  })

  it('would be found wrong, whichever number were', () => {
    const unseen = all.leaves.flatMap((leaf) => {
      const { path, told, made } = leaf
      if (typeof told !== 'number' || made === undefined) return []
      const off = Number.isInteger(told) ? told + 1 : told + Math.max(1e-8, 1e-4 * Math.abs(told))
      return differs({ path, told: off, made }) && differs({ path, told: null, made }) ? [] : [path]
    })
    expect(unseen).toEqual([])
    const more = structuredClone(all.release) as unknown as { figures: { rows: Record<string, unknown>[] }[] }
    more.figures[3]!.rows[0]!.new_column = 0.5
    const found = problemsOf(leavesOf(more, undefined), EXEMPT).filter((line) => line.includes('new_column'))
    expect(found).toHaveLength(1)
    expect(isExempt('figures.interventions.n', EXEMPT)).toBe(false)
  })

  it.each(IDS)('shows of %s under team what follows from the same rows', (id) => {
    const own = shown.filter(({ path }) => path.startsWith(`figures.${id}.`))
    expect(own.filter(({ path, told }) => path.includes('.rows.') && typeof told === 'number').length).toBeGreaterThan(
      7,
    )
    expect(problemsOf(own, UNSHOWN).slice(0, 20)).toEqual([])
  })

  it('finds a change where one is, from the week in which it begins', () => {
    expect(problemsOf(changed, [])).toEqual([])
    const weeks = changed.filter(({ path, told }) => path.endsWith('.changed') && told === true)
    expect(weeks.map(({ path }) => path)).toEqual([`rows.risky-autonomous/${SINCE}.changed`])
  })

  it('has intervals, bands and changes in it, with contributors and with days', () => {
    const known = ({ leaves }: Held, pattern: RegExp) =>
      leaves.filter(({ path, told }) => pattern.test(path) && typeof told === 'number').length
    for (const own of [all, few]) {
      expect(known(own, /\.rows\..*\.p\d+_(?:low|high)$/)).toBeGreaterThan(1000)
      expect(known(own, /(?:domains|distributions|oversight)\.rows\..*\.(?:low|high)$/)).toBeGreaterThan(300)
      expect(known(own, /reasons\.rows\..*\.(?:low|high)$/)).toBeGreaterThan(20)
      expect(known(own, /\.rows\..*\.(?:risk|autonomy)_(?:low|high)$/)).toBeGreaterThan(20)
      expect(known(own, /\.curve\..*\.(?:low|high)$/)).toBeGreaterThan(100)
    }
    expect(known(all, /\.sensitivity\..*\.p\d+_(?:low|high)$/)).toBeGreaterThan(50)
    expect(known(few, /\.suppressed\.reasons\.censored$/)).toBeGreaterThan(0)
    expect(known(few, /\.share_max$/)).toBeGreaterThan(40)
    expect(known(all, /\.change_(?:low|high)$/)).toBeGreaterThan(10)
    expect(known(few, /\.change$/)).toBeGreaterThan(10)
  })
})

describe('what it is held against', () => {
  it('is Student’s t as tables print it', () => {
    for (const [freedom, t] of [
      [1, 12.7062],
      [2, 4.30265],
      [4, 2.77645],
      [10, 2.22814],
      [30, 2.04227],
      [120, 1.97993],
    ] as const)
      expect(student(freedom)).toBeCloseTo(t, 4)
  })
})
