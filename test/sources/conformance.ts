import { expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import { type FileRead, type Rules, type Source, type Step, VERDICT_COLUMNS } from '../../src/model/index.js'
import { SOURCES } from '../../src/sources/index.js'
import { DAMAGES } from './damages.js'
import { type Expected, expectedOf, fixtureOf } from './fixture.js'
import { readBytes as readBytesOf, unpackedHead } from './read-bytes.js'

/** Rows without the lines they stand on, which damages move, in an order of their own. */
function settled(rows: Expected) {
  const still = (list: object[]) => list.map((row) => JSON.stringify({ ...row, line: null })).sort()
  const { sessions, turns, actions, agents, touches, counts } = rows
  return {
    sessions: still(sessions),
    turns: still(turns),
    actions: still(actions),
    agents: still(agents),
    touches: still(touches),
    counts: { ...counts, unknown: Object.entries(counts.unknown).sort() },
  }
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

/** Rows that name sessions by their place in the file, where they are named by what is said in them. */
function withPlaces(read: FileRead): FileRead {
  const names = new Map(read.sessions.map(({ session }, place) => [session, `session ${place}`]))
  let text = JSON.stringify(read)
  for (const [name, place] of names) text = text.replaceAll(name, place)
  return JSON.parse(text) as FileRead
}

const shiftTimes = (line: string, ms: number) =>
  line.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (at) => new Date(Date.parse(at) + ms).toISOString())

/** What every source must withstand. Driven by its fixture; a source is tested by being listed. */
export function conforms(source: Source): void {
  const fixture = fixtureOf(source.id)
  const { name, bytes: plain, lines } = fixture
  const damages = DAMAGES.filter((damage) => damage.suits(fixture))
  const readBytes = async (bytes: string | Buffer, rules: Rules | null = null) => {
    const read = await readBytesOf(source, bytes, name, rules)
    return fixture.named_by_text === true ? withPlaces(read) : read
  }
  const readLines = (of: readonly string[]) => readBytes(of.join('\n'))

  it('reads every row of the plain log, as counted by hand', async () => {
    const read = await readBytes(plain)
    const { sessions, turns, actions, agents, touches, counts } = expectedOf(fixture)
    expect(read.sessions).toEqual(sessions)
    expect(read.turns).toEqual(turns)
    expect(read.actions).toEqual(actions)
    expect(read.agents).toEqual(agents)
    expect(read.touches).toEqual(touches)
    expect(read.counts).toEqual(counts)
    expect(read.unreadable).toEqual([])
  })

  it('judges every turn and action of the plain log, and the same whatever is done to the log', async () => {
    const said = verdicts(await readBytes(plain, RULES))
    expect(said.size).toBe(fixture.expected.turns.length + fixture.expected.actions.length)
    for (const damage of damages.filter(({ differs }) => differs === undefined)) {
      const read = await readBytes(damage.apply(fixture), RULES)
      expect(verdicts(read), damage.name).toEqual(said)
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
    for (const damage of damages) {
      const bytes = damage.apply(fixture)
      expect(await readBytes(bytes, watching), damage.name).toEqual(await readBytes(bytes, RULES))
    }
    const { turns, actions } = fixture.expected
    expect(steps.length).toBeGreaterThanOrEqual((turns.length + actions.length) * damages.length)
    expect(new Set(steps.map((before) => before.length)).has(context.steps)).toBe(fixture.textless !== true)
    for (const before of steps) {
      expect(before.length).toBeLessThanOrEqual(context.steps)
      for (const step of before) {
        const told = step.by === 'call' ? (step.input ?? '') : step.text
        expect((typeof told === 'string' ? told : JSON.stringify(told)).length).toBeLessThanOrEqual(context.characters)
      }
    }
  })

  for (const damage of damages) {
    it(`withstands ${damage.name}`, async () => {
      const bytes = damage.apply(fixture)
      const head = unpackedHead(bytes)
      expect(SOURCES.filter((one) => one.recognises(name, head)).map(({ id }) => id)).toEqual([source.id])
      const expected = expectedOf(fixture)
      damage.differs?.(expected, fixture)
      expect(settled(await readBytes(bytes))).toEqual(settled(expected))
      expect(({} as Record<string, unknown>).type).toBeUndefined()
    })
  }

  it('takes what there is of a log that is cut off anywhere, and says that it is', async () => {
    const whole = expectedOf(fixture)
    const ids = {
      turn: new Set(whole.turns.map((row) => row.turn)),
      action: new Set(whole.actions.map((row) => row.action)),
    }
    for (let part = 1; part < 40; part++) {
      const end = Math.floor((plain.length * part) / 40)
      const read = await readBytes(plain.subarray(0, end)).catch((error: Error) => error)
      // What is packed as a whole is read as a whole, or not at all.
      if (read instanceof Error) expect(read.name, `cut off at ${end}`).toBe('UnreadableFile')
      else {
        const others = read.actions.filter((row) => !ids.action.has(row.action))
        if (fixture.nameless !== true) expect(others).toEqual([])
        expect(read.actions.length).toBeLessThanOrEqual(ids.action.size)
        const torn = lines.length === 0 || plain[end - 1] !== 10
        if (torn)
          expect(read.counts.unreadable, `cut off at ${end}`).toBe(
            lines.some((line) => plain.subarray(0, end).toString('utf8').endsWith(line)) ? 0 : 1,
          )
      }
    }
  })

  it.skipIf(fixture.time === undefined)(
    'withstands a clock that is set back by an hour, wherever that happens',
    async () => {
      const { turns, actions, touches } = expectedOf(fixture)
      const kinds = (rows: { started_by: string; ended_by: string }[]) =>
        rows.map((row) => `${row.started_by} ${row.ended_by}`).sort()
      for (let from = 2; from < lines.length; from++) {
        const changed = lines.map((line, i) => (i < from ? line : shiftTimes(line, -3_600_000)))
        const read = await readLines(changed)
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
        for (const row of read.actions)
          expect((row.ended_at ?? row.started_at) - row.started_at).toBeGreaterThanOrEqual(0)
        const noticed = changed.slice(from).some((line) => shiftTimes(line, 1) !== line)
        expect(read.counts.clock_back, `set back from line ${from + 1}`).toBe(noticed ? 1 : 0)
      }
    },
  )

  it.skipIf(fixture.time === undefined)('loses nothing of records without a time, and counts them', async () => {
    const { turns, actions, touches, sessions } = expectedOf(fixture)
    const stamped = new RegExp(`"${fixture.time}":"[^"]*",?`, 'g')
    const first_at = Math.min(...sessions.map((session) => session.first_at!))
    const last_at = Math.max(...sessions.map((session) => session.last_at!))
    for (const every of [2, 3, 5]) {
      for (let first = 0; first < every; first++) {
        const bare = (i: number) => i % every === first
        const changed = lines.map((line, i) => (bare(i) ? line.replace(stamped, '').replaceAll(',}', '}') : line))
        const read = await readLines(changed)
        expect(read.counts.untimed).toBeGreaterThan(0)
        expect(read.counts.unreadable).toBe(0)
        expect(read.turns.map((row) => row.turn).sort()).toEqual(turns.map((row) => row.turn).sort())
        expect(read.actions.map((row) => row.action).sort()).toEqual(actions.map((row) => row.action).sort())
        expect(read.touches.map((row) => row.touch).sort()).toEqual(touches.map((row) => row.touch).sort())
        for (const turn of read.turns) {
          expect(turn.started_at).toBeGreaterThanOrEqual(first_at)
          expect(turn.ended_at).toBeLessThanOrEqual(last_at)
        }
      }
    }
  })

  it.skipIf(fixture.chained !== true)('ends where chains of records run in a circle', async () => {
    const ids = lines.map((line) => (JSON.parse(line) as { uuid?: string }).uuid)
    const chained = ids.filter((id) => id !== undefined)
    for (const [child, parent] of [
      [chained[0]!, chained.at(-1)!],
      [chained[1]!, chained[2]!],
      [chained[4]!, chained[4]!],
    ]) {
      const at = ids.indexOf(child)
      const record = { ...JSON.parse(lines[at]!), parentUuid: parent }
      const read = await readLines(lines.with(at, JSON.stringify(record)))
      expect(read.actions.map((row) => row.action).sort()).toEqual(
        fixture.expected.actions.map((row) => row.action).sort(),
      )
      expect(read.counts.unreadable).toBe(0)
    }
  })

  it('finds nothing in an empty file, and says so of garbage', async () => {
    const nothing = { sessions: [], turns: [], actions: [], agents: [], touches: [] }
    const files = lines.length > 0 ? [[], fixture.garbage] : [[], ...fixture.garbage.map((one) => [one])]
    for (const own of files) {
      const bytes = Buffer.from(own.join('\n'))
      expect(source.recognises(name, bytes)).toBe(false)
      const read = await readBytes(bytes).catch((error: Error) => error)
      if (read instanceof Error) {
        expect(read.name).toBe('UnreadableFile')
        continue
      }
      expect(read).toMatchObject(nothing)
      if (lines.length === 0) continue
      expect(read.counts).toEqual({ ...fixture.expected.counts, records: 0, untimed: 0, unreadable: own.length })
      expect(read.unreadable.map(({ line }) => line)).toEqual(own.slice(0, 5).map((_, i) => i + 1))
    }
  })
}
