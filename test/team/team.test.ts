import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report } from '../../src/cli/report.js'
import type { World } from '../../src/cli/world.js'
import { parseRelease, type Release } from '../../src/release/index.js'
import { build, type Ended, leeway, ownHome } from '../built.js'
import { defaultFleet, type FleetTruth } from '../fleet/index.js'
import { THOROUGH } from '../thorough.js'
import { MARK, makePlantedFleet } from './planted-fleet.js'
import {
  byFives,
  type CountedSession,
  type CountedTurn,
  countedIn,
  mayStand,
  people,
  type Rule,
  rounded,
} from './recount.js'

type Row = Record<string, unknown>

/** Makes a store one of an earlier version of the schema. */
async function makeOlder(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run("UPDATE meta SET value = '0/' || split_part(value, '/', 2) WHERE name = 'stamp'")
  connection.closeSync()
  instance.closeSync()
}

const DEFAULT: Rule = { k_users: 5, k_items: 20 }
const STRICT: Rule = { k_users: 8, k_items: 50 }
/** The fleet's interrupts but a few are of one reason, and those few are of too few people. */
const HIDDEN = 'interrupt-reasons'
const STUDIES = ['strict.yaml', 'plain.yaml']
const STUDY = (policy: string) =>
  `name: february\nsources: [ { place: 'fleet/{user}/projects' } ]\nwindow: { from: 2026-01-12, to: 2026-03-23 }\n${policy}`

/** A fleet of forty people with something planted everywhere, and what the built command says of it. */
describe('a team release', () => {
  let dir: string
  let home: string
  let truth: FleetTruth
  // Studies of the same logs are held against each other, so each has a store of its own, all with one key.
  const homeOf = (args: readonly string[]) => `${home}${STUDIES.find((name) => args.includes(name)) ?? ''}`
  const run = (...args: string[]): Promise<Ended> => leeway(args, { home: homeOf(args), cwd: dir })
  const releaseOf = async (...args: string[]): Promise<Release> => {
    const { code, stdout, stderr } = await run('report', ...args, '--json')
    expect(code, stderr).toBe(0)
    return parseRelease(JSON.parse(stdout))
  }

  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-team-'))
    home = join(dir, 'planted-home')
    truth = await makePlantedFleet(join(dir, 'fleet'), defaultFleet)
    await makePlantedFleet(join(dir, 'few'), { ...defaultFleet, seed: 3, users: 4, meanSessions: 12 })
    await writeFile(join(dir, 'strict.yaml'), STUDY('policy: { k_users: 8, k_items: 50 }\n'))
    await writeFile(join(dir, 'plain.yaml'), STUDY(''))
    for (const name of ['', ...STUDIES]) {
      await mkdir(join(`${home}${name}`, 'leeway'), { recursive: true })
      await writeFile(join(`${home}${name}`, 'leeway', 'key'), '5c'.repeat(32))
    }
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  /** Nothing that was planted, no id of a log, no pseudonym and no folder of this machine. */
  const holdsNothing = (text: string, what: string) => {
    expect(MARK.exec(text)?.[0], what).toBeUndefined()
    expect(text, what).not.toContain(`${tmpdir()}/`)
    const ids = new Set([...truth.sessions.map((s) => s.session), ...truth.turns.map((t) => t.start_id)])
    const found = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []
    expect(
      found.filter((id) => ids.has(id)),
      what,
    ).toEqual([])
  }

  it('names no path, id, person or text, wherever something is written', async () => {
    for (const [name, args] of [
      ['auto', ['fleet/{user}/projects']],
      ['study', ['--study', 'strict.yaml']],
      ['few', ['few/{user}/projects']],
    ] as const) {
      for (const more of [['--out', `out-${name}`], ['--json']]) {
        const { code, stdout, stderr } = await run('report', ...args, ...more)
        expect(code, stderr).toBe(0)
        holdsNothing(stdout, `${name} standard output`)
        holdsNothing(stderr, `${name} standard error`)
      }
      for (const path of await readdir(join(dir, `out-${name}`), { recursive: true })) {
        if (!/\.\w+$/.test(path)) continue
        const text = await readFile(join(dir, `out-${name}`, path), 'utf8')
        holdsNothing(text, `${name} ${path}`)
        if (/\.(?:json|csv)$/.test(path))
          expect(text).not.toMatch(/(?<![\w-])(?=[\w-]*[a-z][\w-]*[A-Z])[\w-]{22}(?![\w-])/)
      }
    }
    const out = join(dir, 'elsewhere')
    const { stdout } = await run('report', 'fleet/{user}/projects', '--out', out)
    expect(stdout).toContain('Written: report.html')
    holdsNothing(stdout, 'with an absolute folder')
  })

  it('says nothing of them on a terminal either, where progress is shown', async () => {
    const fresh = join(dir, 'planted-home-of-progress')
    const said = { stdout: '', stderr: '' }
    const stream = (name: keyof typeof said) =>
      ({
        isTTY: true,
        columns: 80,
        write: (text: string) => {
          said[name] += text
          return true
        },
      }) as unknown as NodeJS.WriteStream
    let now = 0
    const world: World = {
      environment: ownHome(fresh),
      cwd: dir,
      program: pathToFileURL(join(import.meta.dirname, '..', '..', 'dist', 'leeway.js')),
      stdin: process.stdin,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      now: () => (now += 500),
      timed: (_, work) => work(),
    }
    await report(['few/{user}/projects'], { policy: 'team' }, world)
    expect(said.stderr).toMatch(/reading \d+ of \d+ files/)
    holdsNothing(said.stderr, 'standard error')
    holdsNothing(said.stdout, 'standard output')
    expect(said.stdout).not.toMatch(/nothing new|\d MB|could not be opened|no records|\d d change/)
  })

  it('names nothing in what goes wrong', async () => {
    const blocked = { home, cwd: dir, environment: { LEEWAY_HOME: join(dir, 'strict.yaml') } }
    const store = await leeway(['report', 'fleet/{user}/projects'], blocked)
    expect([store.code, store.stdout]).toEqual([4, ''])
    const folder = await run('report', 'fleet/{user}/projects', '--out', 'strict.yaml')
    expect([folder.code, folder.stdout]).toEqual([1, ''])
    const nothing = await run('report', 'fleet/planted-user-001/{user}/nothing')
    expect([nothing.code, nothing.stdout]).toEqual([3, ''])
    for (const { stderr } of [store, folder, nothing]) {
      expect(stderr).toContain('leeway doctor')
      holdsNothing(stderr, 'standard error')
      expect(stderr.replaceAll('policy "team"', '')).not.toMatch(/fleet|strict|\S\/\S/)
    }
  })

  it.each([
    ['fleet/{user}/projects'],
    ...(THOROUGH ? [['--study', 'strict.yaml']] : []),
  ])('is the same bytes again, kept or made anew: %s %s', async (...args) => {
    const ask = () => run('report', ...args, '--json')
    const first = await ask()
    expect(await ask()).toEqual(first)
    await rm(join(homeOf(args), 'leeway', 'releases'), { recursive: true })
    expect(await ask()).toEqual(first)
  })

  it('is held against what was told before, also by a store of an older version: who is left out shows in nothing', async () => {
    await writeFile(join(dir, 'without.yaml'), STUDY('exclude: [ { user: planted-user-007 } ]\n'))
    const own = join(dir, 'held-home')
    const before = await releaseOf('--study', 'plain.yaml')
    await cp(homeOf(['plain.yaml']), own, { recursive: true })
    expect(before.figures.filter(({ rows }) => rows.length === 0).map(({ id }) => id)).toEqual([HIDDEN])
    const store = join(own, 'leeway', 'store.duckdb')
    await makeOlder(store)
    const ended = await leeway(['report', '--study', 'without.yaml', '--json'], { home: own, cwd: dir })
    expect(ended.code, ended.stderr).toBe(0)
    const after = parseRelease(JSON.parse(ended.stdout))
    expect(existsSync(`${store}.old`)).toBe(true)
    expect([after.study.analysis, after.study.changed]).toEqual([2, ['exclude']])
    for (const figure of after.figures) {
      expect(figure.n, figure.id).toBeNull()
      if (figure.id === HIDDEN) continue
      expect(figure.suppressed.reasons, figure.id).toEqual({ ledger: 1 })
      expect((figure.rows as Row[]).every((row) => row.suppressed === 'ledger')).toBe(true)
    }
  })

  it('explains itself to the person at this machine', async () => {
    const { code, stdout } = await run('why', 'interrupts-by-experience', 'fleet/{user}/projects')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Counted: about \d+ turns of at least \d+ contributors/)
    expect(stdout).toContain('planted-record')
  })

  it('shows nothing of fewer than five people, and says so', async () => {
    const { code, stdout, stderr } = await run('report', 'few/{user}/projects')
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing may be shown: it stands for fewer than 5 contributors.')
    expect(stderr).toContain('policy "team"')
    const { figures, study } = await releaseOf('few/{user}/projects')
    for (const { n, contributors, rows, flow, overall } of figures)
      expect([n, contributors, rows, flow, overall]).toEqual([null, null, [], [], undefined])
    expect(study.sources.map(({ contributors }) => contributors)).toEqual([null])
    const alone = await run('report', 'few/planted-user-001/projects', '--policy', 'team')
    expect([alone.code, alone.stderr]).toEqual([0, ''])
    expect(alone.stdout).toContain('Nothing may be shown')
  })

  const studies = [
    ['with the thresholds that hold without a file', 'plain.yaml', DEFAULT],
    ['with those of a study file', 'strict.yaml', STRICT],
  ] as const

  it.each(studies)('rounds and withholds, %s', async (_, file, rule) => {
    const { study, figures } = await releaseOf('--study', file)
    expect(study.policy).toMatchObject({ name: 'team', ...rule, sybils: 0 })
    let rows = 0
    for (const figure of figures) {
      if (figure.id !== HIDDEN) expect(figure.rows.length, figure.id).toBeGreaterThan(0)
      for (const row of [...figure.rows, ...(figure.overall ?? []), ...(figure.sensitivity ?? [])] as Row[]) {
        rows++
        expect(row.n).toBeGreaterThanOrEqual(rule.k_items)
        expect(row.n).toBe(rounded(Number(row.n)))
        expect(row.contributors).toBeGreaterThanOrEqual(5)
        expect(Number(row.contributors) % 5).toBe(0)
        expect(row).not.toHaveProperty('censored')
      }
      for (const { n } of figure.flow) if (n > 0) expect(n).toBeGreaterThanOrEqual(rule.k_items)
    }
    expect(rows).toBeGreaterThan(40)
  })

  it.each(studies)('says the same as the private release, where it shows the same cell, %s', async (_, file) => {
    const team = await releaseOf('--study', file)
    const free = await releaseOf('--study', file, '--policy', 'private')
    const keys = [
      'day',
      'window',
      'clock',
      'month',
      'from',
      'to',
      'cohort',
      'measure',
      'kind',
      'regime',
      'variant',
      'per',
      ...['week', 'weight', 'complexity', 'stop', 'success', 'domain', 'dimension', 'value'],
    ]
    const name = (row: Row) => keys.map((key) => String(row[key])).join('/')
    let same = 0
    for (const [i, figure] of team.figures.entries()) {
      // Groups are merged, and their means rounded: test/privacy/taxa.test.ts.
      if (figure.n === null || figure.rows.some((row) => 'cluster' in row)) continue
      expect(figure.n).toBe(rounded(free.figures[i]!.n!))
      for (const place of ['rows', 'overall', 'sensitivity'] as const) {
        const known = new Map(((free.figures[i]![place] ?? []) as Row[]).map((row) => [name(row), row]))
        for (const row of (figure[place] ?? []) as Row[]) {
          const other = known.get(name(row))
          if (other === undefined) continue
          // A week may hold what lies beside it, and too few of whom nobody can tell stay in the denominator.
          const wider = row.week !== undefined || (row.share_min !== undefined && row.share_max === undefined)
          if (wider && row.n !== rounded(Number(other.n))) continue
          expect(row.n).toBe(rounded(Number(other.n)))
          expect(row.contributors).toBe(byFives(Number(other.contributors)))
          for (const [column, value] of Object.entries(row)) {
            if (
              value === null ||
              ['n', 'n_eff', 'contributors', 'withheld', 'days', 'open', 'share_max', 'share_min'].includes(column)
            )
              continue
            // A share that is only known between two ends is shown with both or with neither.
            if (column === 'high' && row.share_max === undefined && other.share_max !== undefined) continue
            expect(value, `${figure.id} ${name(row)} ${column}`).toEqual(other[column])
            same++
          }
        }
      }
    }
    expect(same).toBeGreaterThan(100)
  })

  describe.each(studies)('counted anew, %s,', (_, file, rule) => {
    let release: Release
    let turns: CountedTurn[]
    let sessions: CountedSession[]
    const rowsOf = (id: string) => release.figures.find((figure) => figure.id === id)!.rows as Row[]
    const isShown = (row: Row, units: readonly { contributor: string }[]) => {
      expect(row.n).toBe(rounded(units.length))
      expect(row.contributors).toBe(byFives(people(units)))
      expect(mayStand(units, rule)).toBe(true)
    }

    beforeAll(async () => {
      release = await releaseOf('--study', file)
      const [from, to] = ['2026-01-12', '2026-03-23']
      const counted = countedIn(truth)
      turns = counted.turns.filter(({ day }) => day >= from && day < to)
      sessions = counted.sessions.filter(({ at }) => at >= from && at < to)
    })

    it('both parts of every share of interrupted turns stand', () => {
      const rows = rowsOf('interrupts-by-experience').filter(({ cohort }) => cohort === 'all')
      expect(rows.length).toBeGreaterThan(1)
      for (const row of rows) {
        const { from, to, kind } = row as { from: number; to: number | null; kind: string }
        const units = turns.filter(({ experience }) => experience >= from && experience <= (to ?? 1e9))
        const counts = (turn: CountedTurn) =>
          turn.ended_by === 'interrupted' && (kind === 'any' || turn.interrupt_kind === kind)
        isShown(row, units)
        const [part, rest] = [units.filter(counts), units.filter((turn) => !counts(turn))]
        expect([mayStand(part, rule), mayStand(rest, rule)]).toEqual([true, true])
        expect(row.share).toBeCloseTo(part.length / units.length, 5)
      }
    })

    it('both parts of every share of regimes stand', () => {
      const rows = rowsOf('auto-approve-by-experience').filter(({ cohort }) => cohort === 'all')
      expect(rows.length).toBeGreaterThan(1)
      const auto = ['bypass', 'classifier', 'rules']
      for (const row of rows) {
        const { from, to, regime } = row as { from: number; to: number | null; regime: string }
        const units = sessions.filter((one) => {
          const { experience, regime_without_declines: own } = one
          return own !== null && experience! >= from && experience! <= (to ?? 1e9)
        })
        const counts = ({ regime_without_declines: own }: CountedSession) =>
          regime === 'auto' ? auto.includes(own!) : own === regime
        isShown(row, units)
        const [part, rest] = [units.filter(counts), units.filter((session) => !counts(session))]
        expect([mayStand(part, rule), mayStand(rest, rule)]).toEqual([true, true])
        expect(row.share).toBeCloseTo(part.length / units.length, 5)
      }
    })

    it('the sessions with interventions of every month stand, and those without', () => {
      const rows = rowsOf('interventions').filter((row) => 'per_session' in row)
      const times: Record<string, (session: CountedSession) => number> = {
        interrupts: ({ touches }) => touches.interrupts,
        rejections: ({ touches }) => touches.rejections,
        answers: ({ touches }) => touches.answers,
        corrections: ({ touches }) => touches.steering + touches.feedback,
      }
      for (const row of rows) {
        const [first, last = first] = String(row.month).split('/') as [string, string?]
        const units = sessions.filter(({ month }) => month >= first && month <= last)
        isShown(row, units)
        const of = times[String(row.measure)]
        if (of === undefined) continue
        const [some, none] = [units.filter((one) => of(one) > 0), units.filter((one) => of(one) === 0)]
        expect([mayStand(some, rule), mayStand(none, rule)]).toEqual([true, true])
        expect(row.per_session).toBeCloseTo(units.reduce((sum, one) => sum + of(one), 0) / units.length, 4)
      }
    })

    it('the turns of every week stand', () => {
      const rows = rowsOf('turn-duration').filter(({ clock }) => clock === 'wall')
      expect(rows.length).toBeGreaterThan(2)
      let counted = 0
      for (const row of rows) {
        if (row.day === 'all') continue
        const first = new Date(Date.parse(String(row.day)) - (Number(row.days) - 1) * 86_400_000).toISOString()
        const units = turns.filter(({ day }) => day >= first.slice(0, 10) && day <= String(row.day))
        isShown(row, units)
        counted += units.length
      }
      expect(counted).toBe(turns.length)
    })
  })
})
