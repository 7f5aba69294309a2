import { expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import {
  type FileRead,
  type Rules,
  type Source,
  type Step,
  UNJUDGED_ACTION,
  UNJUDGED_TURN,
  VERDICT_COLUMNS,
} from '../../src/model/index.js'
import { DAMAGES } from './damages.js'
import { type Expected, type Fixture, fixtureOf } from './fixture.js'
import { readBytes } from './read-bytes.js'

/** Rows without the lines they stand on, which damages move, in an order of their own. */
function settled(rows: Expected) {
  const still = (list: object[]) => list.map((row) => JSON.stringify({ ...row, line: null })).sort()
  const { session, turns, actions, agents, touches, counts } = rows
  return {
    session: { ...session, line: null },
    turns: still(turns),
    actions: still(actions),
    agents: still(agents),
    touches: still(touches),
    counts: { ...counts, unknown: Object.entries(counts.unknown).sort() },
  }
}

const inSession = (fixture: Fixture): Expected => {
  const { session } = fixture.session
  const own = <Row>(rows: Row[], more: object = {}) => rows.map((row) => ({ session, ...row, ...more }))
  return {
    session: { ...fixture.session },
    turns: own(fixture.turns, UNJUDGED_TURN),
    actions: own(fixture.actions, UNJUDGED_ACTION),
    agents: own(fixture.agents),
    touches: own(fixture.touches),
    counts: { ...fixture.counts },
  }
}

function found(read: FileRead): Expected {
  expect(read.sessions).toHaveLength(1)
  return { ...read, session: read.sessions[0]! }
}

/** What was said of each turn and action, by its id. */
function verdicts({ turns, actions }: FileRead): Map<string, unknown> {
  const said = (row: object, columns: object) =>
    Object.keys(columns).map((column) => (row as Record<string, unknown>)[column])
  return new Map([
    ...turns.map((row) => [row.turn, said(row, VERDICT_COLUMNS.turn)] as const),
    ...actions.map((row) => [row.action, said(row, VERDICT_COLUMNS.action)] as const),
  ])
}

const shiftTimes = (line: string, ms: number) =>
  line.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (at) => new Date(Date.parse(at) + ms).toISOString())

/** What every source must withstand. Driven by its fixture; a source is tested by being listed. */
export function conforms(source: Source): void {
  const fixture = fixtureOf(source.id)

  it('reads every row of the plain log, as counted by hand', async () => {
    const read = await readBytes(source, fixture.lines.map((line) => `${line}\n`).join(''))
    const { session, turns, actions, agents, touches, counts } = inSession(fixture)
    expect(read.sessions).toEqual([session])
    expect(read.turns).toEqual(turns)
    expect(read.actions).toEqual(actions)
    expect(read.agents).toEqual(agents)
    expect(read.touches).toEqual(touches)
    expect(read.counts).toEqual(counts)
    expect(read.unreadable).toEqual([])
  })

  it('judges every turn and action of the plain log, and the same whatever is done to the log', async () => {
    const plain = verdicts(await readBytes(source, fixture.lines.join('\n'), 'log.jsonl', RULES))
    expect(plain.size).toBe(fixture.turns.length + fixture.actions.length)
    for (const damage of DAMAGES.filter(({ differs }) => differs === undefined)) {
      const read = await readBytes(source, Buffer.from(damage.apply(fixture)), 'log.jsonl', RULES)
      expect(verdicts(read), damage.name).toEqual(plain)
    }
  })

  it('shows a judge that asks for steps no more than it asks for, and makes the same rows', async () => {
    const context = { steps: 4, characters: 80 }
    const steps: (readonly Step[])[] = []
    const unseeing = <E extends { before: readonly Step[] }>(evidence: E): E => {
      steps.push(evidence.before)
      return { ...evidence, before: [] }
    }
    const watching: Rules = {
      version: 1,
      context,
      action: (evidence) => RULES.action(unseeing(evidence)),
      turn: (evidence) => RULES.turn(unseeing(evidence)),
    }
    for (const damage of DAMAGES) {
      const bytes = Buffer.from(damage.apply(fixture))
      expect(await readBytes(source, bytes, 'log.jsonl', watching), damage.name).toEqual(
        await readBytes(source, bytes, 'log.jsonl', RULES),
      )
    }
    expect(steps.length).toBeGreaterThanOrEqual((fixture.turns.length + fixture.actions.length) * DAMAGES.length)
    expect(new Set(steps.map((before) => before.length)).has(context.steps)).toBe(true)
    for (const before of steps) {
      expect(before.length).toBeLessThanOrEqual(context.steps)
      for (const step of before) {
        const told = step.by === 'call' ? (step.input ?? '') : step.text
        expect((typeof told === 'string' ? told : JSON.stringify(told)).length).toBeLessThanOrEqual(context.characters)
      }
    }
  })

  for (const damage of DAMAGES) {
    it(`withstands ${damage.name}`, async () => {
      const bytes = Buffer.from(damage.apply(fixture))
      expect(source.recognises('log.jsonl', bytes.subarray(0, 16_384))).toBe(true)
      const expected = inSession(fixture)
      damage.differs?.(expected, fixture)
      expect(settled(found(await readBytes(source, bytes)))).toEqual(settled(expected))
      expect(({} as Record<string, unknown>).type).toBeUndefined()
    })
  }

  it('withstands a clock that is set back by an hour, wherever that happens', async () => {
    const { turns, actions, touches } = inSession(fixture)
    const kinds = (rows: { started_by: string; ended_by: string }[]) =>
      rows.map((row) => `${row.started_by} ${row.ended_by}`).sort()
    for (let from = 2; from < fixture.lines.length; from++) {
      const lines = fixture.lines.map((line, i) => (i < from ? line : shiftTimes(line, -3_600_000)))
      const read = await readBytes(source, lines.join('\n'))
      expect(kinds(read.turns), `set back from line ${from + 1}`).toEqual(kinds(turns))
      expect(read.actions.map((row) => row.action).sort()).toEqual(actions.map((row) => row.action).sort())
      expect(read.touches.map((row) => row.touch).sort()).toEqual(touches.map((row) => row.touch).sort())
      for (const turn of read.turns) {
        expect(turn.wall_ms).toBe(turn.ended_at - turn.started_at)
        for (const work of [turn.work2_ms, turn.work5_ms, turn.work15_ms]) {
          expect(work).toBeGreaterThanOrEqual(0)
          expect(work).toBeLessThanOrEqual(turn.wall_ms)
        }
      }
      for (const row of read.actions) expect(row.ended_at! - row.started_at).toBeGreaterThanOrEqual(0)
      const noticed = lines.slice(from).some((line) => shiftTimes(line, 1) !== line)
      expect(read.counts.clock_back, `set back from line ${from + 1}`).toBe(noticed ? 1 : 0)
    }
  })

  it('loses nothing of records without a time, and counts them', async () => {
    const { turns, actions, touches, session } = inSession(fixture)
    for (const every of [2, 3, 5]) {
      for (let first = 0; first < every; first++) {
        const bare = (i: number) => i % every === first
        const lines = fixture.lines.map((line, i) => (bare(i) ? line.replace(/"timestamp":"[^"]*",?/g, '') : line))
        const read = await readBytes(source, lines.join('\n').replaceAll(',}', '}'))
        expect(read.counts.untimed).toBeGreaterThan(0)
        expect(read.counts.unreadable).toBe(0)
        expect(read.turns.map((row) => row.turn).sort()).toEqual(turns.map((row) => row.turn).sort())
        expect(read.actions.map((row) => row.action).sort()).toEqual(actions.map((row) => row.action).sort())
        expect(read.touches.map((row) => row.touch).sort()).toEqual(touches.map((row) => row.touch).sort())
        for (const turn of read.turns) {
          expect(turn.started_at).toBeGreaterThanOrEqual(session.first_at!)
          expect(turn.ended_at).toBeLessThanOrEqual(session.last_at!)
        }
      }
    }
  })

  it('ends where chains of records run in a circle', async () => {
    const ids = fixture.lines.map((line) => (JSON.parse(line) as { uuid?: string }).uuid)
    const chained = ids.filter((id) => id !== undefined)
    for (const [child, parent] of [
      [chained[0]!, chained.at(-1)!],
      [chained[1]!, chained[2]!],
      [chained[4]!, chained[4]!],
    ]) {
      const at = ids.indexOf(child)
      const record = { ...JSON.parse(fixture.lines[at]!), parentUuid: parent }
      const read = await readBytes(source, fixture.lines.with(at, JSON.stringify(record)).join('\n'))
      expect(read.actions.map((row) => row.action).sort()).toEqual(fixture.actions.map((row) => row.action).sort())
      expect(read.counts.unreadable).toBe(0)
    }
  })

  it('finds nothing in an empty file, and says so of garbage', async () => {
    const nothing = { sessions: [], turns: [], actions: [], agents: [], touches: [] }
    for (const lines of [[], fixture.garbage]) {
      const bytes = Buffer.from(lines.join('\n'))
      expect(source.recognises('log.jsonl', bytes)).toBe(false)
      const read = await readBytes(source, bytes)
      expect(read).toMatchObject(nothing)
      expect(read.counts).toEqual({ ...fixture.counts, records: 0, unreadable: lines.length })
      expect(read.unreadable.map(({ line }) => line)).toEqual(lines.slice(0, 5).map((_, i) => i + 1))
    }
  })
}
