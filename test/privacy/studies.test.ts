import { describe, expect, it } from 'vitest'
import type { Window } from '../../src/algebra/index.js'
import { MEASURES } from '../../src/measures/index.js'
import { duckdbOver } from '../algebra/engine.js'
import { seededPopulation } from '../algebra/seeded-population.js'
import { DAY_MS, type Population, type UnitRow } from '../algebra/unit-rows.js'
import { derivable, secrets } from './secrets.js'
import { type Answered, answerInTurn, COUNTING, type Study } from './studies.js'

const FROM = Date.UTC(2026, 0, 7)
const OPEN: Window = { from: null, to: null }
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(120 / (1 + i / 4))))
const everything = seededPopulation({ seed: 7, reach, days: 75, from: FROM, running: 0 })

/** The population as logs show it that hold only some sessions: experience is counted in what is there. */
function partOf(keep: (session: UnitRow<'sessions'>) => boolean): Population {
  const sessions = everything.sessions.filter(keep)
  const nth = new Map<string, number>()
  const reached = new Map<unknown, number>()
  const inOrder = sessions
    .filter((row) => row.experience !== null)
    .sort((a, b) => Number(a.started_at) - Number(b.started_at))
  for (const row of inOrder) {
    const n = (reached.get(row.contributor) ?? 0) + 1
    reached.set(row.contributor, n)
    nth.set(`${row.contributor}/${row.session}`, n)
  }
  const as = <R extends UnitRow<'sessions'> | UnitRow<'turns'>>(row: R): R => ({
    ...row,
    experience: row.experience === null ? null : nth.get(`${row.contributor}/${row.session}`)!,
    reached: reached.get(row.contributor) ?? 0,
  })
  const there = new Set(sessions.map((row) => `${row.contributor}/${row.session}`))
  return {
    sessions: sessions.map(as),
    turns: everything.turns.filter((row) => there.has(`${row.contributor}/${row.session}`)).map(as),
    actions: everything.actions.filter((row) => there.has(`${row.contributor}/${row.session}`)),
  }
}

const before = (day: number) => (row: UnitRow<'sessions'>) =>
  row.started_at === null || Number(row.started_at) < FROM + day * DAY_MS
const study = (
  name: string,
  definition: string,
  keep: (row: UnitRow<'sessions'>) => boolean,
  window = OPEN,
): Study => ({
  name,
  definition,
  rows: partOf(keep),
  window,
})
const days = (from: number, to: number): Window => ({ from: FROM + from * DAY_MS, to: FROM + to * DAY_MS })

const first = study('47 days', 'everyone', before(47))
const later = study('61 days', 'everyone', before(61))
const latest = study('75 days', 'everyone', () => true)
const moved = study('window moved by three days', 'everyone', () => true, days(3, 64))
const narrow = study('a window of five weeks', 'everyone', () => true, days(5, 40))
const without = study('one user excluded', 'without person-3', (row) => row.contributor !== 'person-3')
const withoutTwo = study(
  'two users excluded',
  'without two',
  (row) => !['person-3', 'person-9'].includes(String(row.contributor)),
)
const firstSource = study('one source', 'one source', (row) => Number(String(row.session).split('-')[1]) % 3 !== 0)
const late = study(
  "before one person's late logs",
  'everyone',
  (row) => before(61)(row) && !(row.contributor === 'person-5' && Number(row.started_at) < FROM + 20 * DAY_MS),
)

const SEQUENCES: Study[][] = [
  [latest, narrow],
  [latest, without],
  [firstSource, latest],
  [late, later],
  [first, moved, latest],
  [latest, without, withoutTwo],
  [first, without, later],
]

const publishedIn = (answered: readonly Answered[]) =>
  answered.flatMap(({ counts }) => counts.filter(({ judged }) => judged !== true))

describe('studies of the same data, one after the other', () => {
  it.each(SEQUENCES)('tell nothing together that is withheld: %#', async (...studies) => {
    const engine = await duckdbOver(everything)
    // Elsewhere figures by what a judge says are left out: studies-judged.test.ts is about them.
    const answered = await answerInTurn(
      studies,
      engine,
      studies.length === 2 && studies[0] === latest ? MEASURES : COUNTING,
    )
    await engine.close()
    const wanted = secrets(answered)
    expect(publishedIn(answered).length).toBeGreaterThan(20)
    expect(wanted.length).toBeGreaterThan(100)
    expect(derivable(publishedIn(answered), wanted)).toEqual([])
  }, 300_000)

  it('would tell it if nobody remembered what was told before', async () => {
    const alone: Answered[] = []
    for (const study of [latest, without]) {
      const engine = await duckdbOver(everything)
      alone.push(...(await answerInTurn([study], engine, COUNTING)))
      await engine.close()
    }
    expect(derivable(publishedIn(alone), secrets(alone)).length).toBeGreaterThan(10)
  }, 300_000)

  it('go on where that is safe: weeks that were told stay, and new ones come', async () => {
    const engine = await duckdbOver(everything)
    const [a, b] = await answerInTurn([first, later], engine, COUNTING)
    await engine.close()
    const weeks = ({ figures }: Answered) =>
      figures[0]!.rows.filter((row) => row.clock === 'wall' && row.window === '7d' && !('suppressed' in row))
    expect(weeks(a!).length).toBeGreaterThan(2)
    expect(weeks(b!).length).toBeGreaterThan(weeks(a!).length)
    for (const week of weeks(a!).slice(0, -1)) expect(weeks(b!)).toContainEqual(week)
  }, 300_000)

  it('do not count what comes later for weeks that were told', async () => {
    const engine = await duckdbOver(everything)
    const [a, b] = await answerInTurn([late, later], engine, COUNTING)
    await engine.close()
    const rows = ({ figures }: Answered) => figures[0]!.rows.filter((row) => row.clock === 'wall')
    expect(rows(b!)).toEqual(rows(a!))
    expect(b!.figures[0]!.n).toBe(a!.figures[0]!.n)
    expect(b!.figures[0]!.flow).toEqual([{ step: 'counted', n: a!.figures[0]!.n }])
  }, 300_000)
})
