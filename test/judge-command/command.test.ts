import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { judgeRun } from '../../src/cli/judge-run.js'
import type { World } from '../../src/cli/world.js'
import { parseStudy } from '../../src/study/index.js'
import { build, leeway, ownHome, start } from '../built.js'
import { makeFleet } from '../fleet/index.js'
import { TestServer } from '../judge/server.js'
import { answers, isKnown, SAID } from './model.js'

/** The command as people run it, against an endpoint that answers with one and the same thing. */
let dir: string
let home: string
const server = new TestServer()
const PLACE = 'fleet/{user}/projects'
const JUDGE = 'openai/test-model'

beforeAll(async () => {
  await build()
  dir = await mkdtemp(join(tmpdir(), 'leeway-judging-'))
  home = join(dir, 'home')
  await makeFleet(join(dir, 'fleet'), { seed: 5, users: 16, meanSessions: 2, from: '2026-01-05', days: 20 })
  server.answers = answers
  await server.start()
})
beforeEach(() => {
  server.seen.length = 0
  server.answered.clear()
  server.billed = { input: 0, output: 0 }
  server.delayMs = 0
  server.deed = () => 'answer'
})
afterAll(async () => {
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

const modelHere = () => ['--model', JUDGE, '--address', `${server.address}/v1`, '--price', '1,5']
const judge = (what: string, ...args: string[]) =>
  leeway(['judge', what, PLACE, '--policy', 'private', ...modelHere(), ...args], { home, cwd: dir })

/** How many items of the logs were answered, each as often as it was. */
const answered = () => [...server.answered].reduce((sum, [text, times]) => sum + (isKnown(text) ? 0 : times), 0)

it('plans without sending, is killed, goes on without asking twice, and shows what was said', async () => {
  const sampled = ['--sample', '120', '--units', 'actions,interrupts']
  const plan = JSON.parse((await judge('plan', ...sampled, '--json', '--save', 'judged.yaml')).stdout)
  expect(server.seen).toEqual([])
  const [actions, interrupts] = plan.units
  expect(actions.unit).toBe('action')
  // Each is drawn by itself: 120 are to be expected, within four standard deviations.
  expect(Math.abs(actions.drawn - 120)).toBeLessThan(4 * Math.sqrt(120))
  expect([actions.kept, actions.gone, interrupts.gone]).toEqual([0, 0, 0])
  expect(plan).toMatchObject({ local: true, encrypted: false, spent: { tokens: 0, usd: 0 } })
  const saved = parseStudy(await readFile(join(dir, 'judged.yaml'), 'utf8'), 'judged.yaml')
  expect(saved.sample).toMatchObject({ actions: actions.drawn, turns: interrupts.drawn, seed: 7 })
  expect(saved.judge).toEqual({ id: JUDGE, address: `${server.address}/v1`, questions: plan.questions })

  const unasked = await judge('run', ...sampled, '--budget', '5usd')
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('--yes')])
  expect(server.seen).toEqual([])

  server.delayMs = 150
  const run = ['judge', 'run', join(dir, PLACE), '--policy', 'private', ...modelHere(), ...sampled]
  const child = start([...run, '--budget', '5usd', '--yes', '--at-once', '2'], home)
  while (server.answered.size < 20) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGKILL')
  await once(child, 'close')

  server.delayMs = 0
  const done = await leeway([...run, '--budget', '5usd', '--yes'], { home, cwd: dir })
  expect([done.code, done.stderr]).toEqual([0, expect.not.stringMatching(/leeway: (?!these logs)/)])
  expect(answered()).toBeLessThanOrEqual(actions.asked + interrupts.asked)
  const [, judged, failed] = /^actions: (\d+) judged(?:, (\d+) failed)?/m.exec(done.stdout)!
  expect(Number(judged) + Number(failed ?? 0)).toBe(actions.drawn)
  // Two requests of eight items were under way at the kill, at most.
  expect(Number(failed ?? 0)).toBeLessThanOrEqual(16)

  const shown = await leeway(
    ['inspect', 'actions', PLACE, '--policy', 'private', '--judge', JUDGE, '--facets', '--format', 'jsonl'],
    { home, cwd: dir },
  )
  const rows = shown.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const theirs = rows.filter((row) => row.judge === JUDGE)
  expect(theirs).toHaveLength(Number(judged))
  for (const { facets } of theirs) expect(facets).toMatchObject({ risk: SAID.risk, goal_domain_category: 'Legal' })

  const report = await leeway(['report', PLACE, '--policy', 'private', '--judge', JUDGE, '--json'], { home, cwd: dir })
  expect(report.code).toBe(0)
  const release = JSON.parse(report.stdout)
  expect(release.study.judge).toMatchObject({ id: JUDGE })
  // All that were judged are of one field, so all are.
  const domains = release.figures.find(({ id }: { id: string }) => id === 'domains')
  const legal = domains.rows.find((row: Record<string, unknown>) => row.domain === 'Legal' && row.weight === 'action')
  expect(legal.share).toBe(1)
}, 60_000)

it('never passes its budget, says so, and goes on under a larger one', async () => {
  const sampled = ['--sample', '60', '--units', 'turns', '--seed', '7']
  const small = await judge('run', ...sampled, '--budget', '25000tokens', '--yes')
  expect([small.code, small.stderr]).toEqual([1, expect.stringContaining('larger --budget')])
  expect(server.billed.input + server.billed.output).toBeLessThanOrEqual(25_000)
  expect(small.stdout).toMatch(/turns: \d+ judged, \d+ not asked for want of budget/)
  const whole = await judge('run', ...sampled, '--budget', '5000000tokens', '--yes')
  expect(whole.code).toBe(0)
  const asked = /^ {2}turns(?: +\d+){5} +(\d+)$/m.exec(small.stdout)![1]
  expect(answered()).toBe(Number(asked))
}, 60_000)

it('hands questions to a system of one’s own and takes its answers in', async () => {
  const out = join(dir, 'questions.jsonl')
  const made = await leeway(
    ['judge', 'export', PLACE, '--policy', 'private', '--sample', '40', '--out', 'questions.jsonl'],
    { home, cwd: dir },
  )
  expect([made.code, made.stderr]).toEqual([0, expect.not.stringContaining('error')])
  expect((await stat(out)).mode & 0o777).toBe(0o600)
  const [header, ...inquiries] = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(Object.keys(header.questions)).toEqual(['action', 'turn', 'interrupt'])
  const items: { id: string; unit: string }[] = inquiries.flatMap(({ items: own }) => own)
  const answered = items.map(({ id, unit }) => {
    const { properties } = header.questions[unit].schema
    return { id, answer: Object.fromEntries(Object.keys(properties).map((name) => [name, SAID[name]])) }
  })
  const wrong = { id: items[0]!.id, answer: { ...answered[0]!.answer, risk: 11 } }
  const lines = [...answered.slice(1), wrong, { id: 'nobody', answer: {} }].map((line) => JSON.stringify(line))
  await writeFile(join(dir, 'answers.jsonl'), `${lines.join('\n')}\nno json\n`)
  const taken = await leeway(['judge', 'import', 'answers.jsonl', '--judge', 'my/system'], { home, cwd: dir })
  expect(taken.code).toBe(0)
  expect(taken.stderr).toContain(`answers.jsonl:${items.length}: risk is neither`)
  expect(taken.stderr).toContain(`answers.jsonl:${items.length + 2}: expected`)
  expect(taken.stdout).toContain(
    `${items.length - 1} answers understood, 2 lines not understood, 1 with an id that was not exported from here.`,
  )
  expect(taken.stdout).toMatch(/^actions: .*\n(?: .*\n)* {2}Not all that were drawn are judged/m)
  expect(server.seen).toEqual([])

  await writeFile(join(dir, 'last.jsonl'), `${JSON.stringify(answered[0])}\n`)
  const last = await leeway(['judge', 'import', 'last.jsonl', '--judge', 'my/system'], { home, cwd: dir })
  expect([last.code, last.stderr]).toEqual([0, ''])
  expect(last.stdout).toContain('leeway report --judge my/system shows figures from them.')
}, 60_000)

/** A world of streams that say what they are told and keep what is written. */
function worldWith(typed: string) {
  const said = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') =>
    Object.assign(new PassThrough(), {
      isTTY: true,
      write(text: string) {
        said[name] += text
        return true
      },
    }) as unknown as NodeJS.WriteStream
  const stdin = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream & PassThrough
  const stdout = stream('stdout')
  const world: World = {
    environment: ownHome(home),
    cwd: dir,
    program: new URL('../../dist/leeway.js', import.meta.url),
    stdin,
    stdout,
    stderr: stream('stderr'),
    now: () => performance.now(),
    timed: (_, work) => work(),
  }
  const shown = setInterval(() => {
    if (!said.stdout.includes('[y/N]')) return
    clearInterval(shown)
    stdin.write(`${typed}\n`)
  }, 10)
  return { world, said }
}

it('sends nothing before it was told to, and tells other readers nothing that an endpoint says', async () => {
  const options = {
    model: JUDGE,
    address: `${server.address}/v1`,
    price: '1,5',
    sample: '30',
    units: 'turns',
    budget: '5usd',
  }
  const no = worldWith('no')
  await judgeRun([PLACE], { ...options, model: 'openai/third', policy: 'private' }, no.world)
  expect(no.said.stdout).toMatch(/what +the questions, and pieces of logs[\s\S]*Nothing was sent\.\n$/)
  expect(server.seen).toEqual([])

  server.deed = () => ({ status: 401, message: 'no key for SECRET of the log' })
  const yes = worldWith('y')
  const ended = judgeRun([PLACE], { ...options, model: 'openai/other', policy: 'team' }, yes.world)
  await expect(ended).rejects.toThrow(/^the key is not accepted: set the right one$/)
  expect(yes.said.stdout + yes.said.stderr).not.toMatch(/SECRET|leeway-judging|user-00/)
}, 60_000)
