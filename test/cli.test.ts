import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRelease } from '../src/release/index.js'
import { build, leeway, start } from './built.js'
import { type FleetTruth, makeFleet } from './fleet/index.js'

/** The command as people run it: built, in a process of its own, with a home of its own. */
describe('the command', () => {
  let dir: string
  let home: string
  let fleet: string
  let truth: FleetTruth

  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-cli-'))
    home = join(dir, 'home')
    fleet = join(dir, 'fleet')
    truth = await makeFleet(fleet, { seed: 11, users: 6, meanSessions: 12, from: '2026-01-05', days: 56 })
    // The person of this machine: one user's logs where Claude Code keeps them.
    const [user] = await readdir(fleet)
    await mkdir(join(home, '.claude'), { recursive: true })
    await cp(join(fleet, user!, 'projects'), join(home, '.claude', 'projects'), { recursive: true })
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  const report = (...args: string[]) => leeway(['report', ...args], { home, cwd: dir })

  it('says its version and lists its commands', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
    expect((await leeway(['--version'], { home })).stdout.trim()).toBe(version)
    const help = await leeway(['--help'], { home })
    expect(help.code).toBe(0)
    for (const name of ['report', 'open', 'why', 'inspect', 'sources', 'doctor', 'demo'])
      expect(help.stdout).toContain(name)
  })

  it('shows one screen of this machine’s own logs, plain and narrow when piped', async () => {
    const { code, stdout, stderr } = await leeway([], { home })
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain('Median turn')
    expect(stdout).toContain('approvals')
    expect(stdout).toContain('cleanupPeriodDays')
    expect(stdout).not.toContain('\u001b')
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80)
  })

  it('falls back to the demo where there are no logs, and says so', async () => {
    const out = join(dir, 'demo-report')
    const { code, stdout, stderr } = await leeway(['--out', out], { home: join(dir, 'nobody') })
    expect(code).toBe(0)
    expect(stderr).toContain('this is the demo')
    expect(stdout).toContain('synthetic demo data')
    expect((await readdir(out)).sort()).toEqual(['figures', 'release.json', 'report.html'])
    const figures = await readdir(join(out, 'figures'))
    expect(figures).toEqual(
      expect.arrayContaining(['turn-duration.svg', 'turn-duration.csv', 'interventions.svg', 'autonomy-proxies.csv']),
    )
    parseRelease(JSON.parse(await readFile(join(out, 'release.json'), 'utf8')))
  }, 180_000)

  it('prints nothing but the release with --json', async () => {
    const { code, stdout, stderr } = await report('fleet/{user}/projects', '--policy', 'private', '--json')
    expect(code).toBe(0)
    const release = parseRelease(JSON.parse(stdout))
    expect(release.study.sources[0]!.sessions).toBe(truth.sessions.length)
    expect(release.study.sources[0]!.turns).toBe(truth.turns.length)
    expect(release.study.sources[0]!.actions).toBe(truth.actions.length)
    expect(stderr).toContain('several contributors')
  })

  it('is for people who share a workplace where there are several contributors, and says so', async () => {
    const { code, stdout, stderr } = await report('fleet/{user}/projects', '--json')
    expect(code).toBe(0)
    expect(parseRelease(JSON.parse(stdout)).study.policy.name).toBe('team')
    expect(stderr).toMatch(/^leeway: these logs are of several contributors[^\n]*--policy private[^\n]*\n$/)
  })

  it('shows single rows of several contributors only to who asks for it by name', async () => {
    for (const args of [[], ['--policy', 'team'], ['--study', 'team.yaml']]) {
      await writeFile(join(dir, 'team.yaml'), "name: team\nsources: [ { place: 'fleet/{user}/projects' } ]\n")
      const place = args[0] === '--study' ? [] : ['fleet/{user}/projects']
      const { code, stdout, stderr } = await leeway(['inspect', 'turns', ...place, ...args], { home, cwd: dir })
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('--policy private')
    }
  })

  it.each([
    [['report', '--polcy', 'private'], 2, '--policy'],
    [['report', 'fleet', '--policy', 'public'], 2, 'not yet'],
    [['report', 'fleet', '--policy', 'open'], 2, 'expected private, team or public'],
    [['report', 'fleet', '--from', 'yesterday'], 2, 'date'],
    [['report', 'fleet/{team}/projects'], 2, '{user}'],
    [['report', '--study', 'nowhere.yaml'], 2, 'nowhere.yaml'],
    [['why', 'turn-durations'], 2, 'turn-duration'],
    [['inspect', 'people'], 2, 'sessions, turns or actions'],
    [['open', '--port', 'high'], 2, 'port'],
    [['report', 'nowhere'], 3, 'no such file or folder'],
    [['report', 'fleet/{user}/nothing'], 3, 'nothing'],
  ] as const)('leeway %j ends with exit code %i and says why', async (args, code, says) => {
    const ended = await leeway([...args], { home, cwd: dir })
    expect(ended.stderr).toContain(says)
    expect([ended.code, ended.stdout]).toEqual([code, ''])
  })

  it('ends with 3 where nothing is a log, and with 4 where the store cannot be used', async () => {
    await mkdir(join(dir, 'notes'), { recursive: true })
    await writeFile(join(dir, 'notes', 'a.jsonl'), '{"note":"hello"}\n')
    expect((await report('notes')).code).toBe(3)
    await writeFile(join(dir, 'a-file'), '')
    const blocked = await leeway(['report', 'fleet/user-001'], {
      home,
      cwd: dir,
      environment: { LEEWAY_HOME: join(dir, 'a-file') },
    })
    expect(blocked.code).toBe(4)
    expect(blocked.stderr).toContain('LEEWAY_HOME')
  })

  it('follows a study file: window, exclusions, policy', async () => {
    const [first, second] = [...new Set(truth.sessions.map((s) => s.contributor))]
    await writeFile(
      join(dir, 'study.yaml'),
      `name: spring\nsources: [ { place: 'fleet/{user}/projects' } ]\nwindow: { from: 2026-01-12, to: 2026-02-09 }\nexclude:\n  - { user: ${first}, reason: no-consent }\npolicy: { name: private }\n`,
    )
    const { code, stdout } = await report('--study', 'study.yaml', '--json')
    expect(code).toBe(0)
    const release = parseRelease(JSON.parse(stdout))
    expect(release.study.name).toBe('spring')
    expect(release.study.window).toEqual({ from: '2026-01-12T00:00:00Z', to: '2026-02-09T00:00:00Z' })
    expect(release.study.excluded['no-consent']).toBeGreaterThan(0)
    expect(release.study.sources[0]!.sessions).toBe(truth.sessions.filter((s) => s.contributor !== first).length)
    const inside = truth.turns.filter((t) => {
      const at = new Date(t.started_at).getTime()
      return t.contributor !== first && at >= Date.parse('2026-01-12') && at < Date.parse('2026-02-09')
    })
    const duration = release.figures.find((f) => f.id === 'turn-duration')!
    expect(duration.flow[0]).toEqual({ step: 'eligible', n: inside.length })
    expect(second).toBeDefined()

    await writeFile(
      join(dir, 'wrong.yaml'),
      `name: spring\nsources: [ { place: fleet } ]\npolicy: { name: private, k_user: 5 }\n`,
    )
    const wrong = await report('--study', 'wrong.yaml')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('wrong.yaml:3')
    expect(wrong.stderr).toContain('k_users')
  })

  it('counts the studies of the same data, and what changed', async () => {
    const own = join(dir, 'counting')
    const ask = async (...args: string[]) => {
      const { stdout } = await leeway(['report', 'fleet/user-002', '--json', ...args], { home: own, cwd: dir })
      return parseRelease(JSON.parse(stdout)).study
    }
    expect(await ask()).toMatchObject({ analysis: 1, changed: [] })
    expect(await ask('--from', '2026-01-20')).toMatchObject({ analysis: 2, changed: ['window'] })
    expect(await ask()).toMatchObject({ analysis: 1, changed: [] })
  })

  it('shows one’s own rows in three formats', async () => {
    const lines = (
      await leeway(['inspect', 'turns', 'fleet/{user}/projects', '--policy', 'private', '--format', 'jsonl'], {
        home,
        cwd: dir,
      })
    ).stdout
      .trim()
      .split('\n')
    expect(lines.length).toBe(truth.turns.length)
    const row = JSON.parse(lines[0]!)
    for (const name of [
      'session',
      'turn',
      'start_id',
      'started_at',
      'started_by',
      'ended_by',
      'wall_s',
      'work_s',
      'reported_s',
      'mode',
      'actions',
    ]) {
      expect(row).toHaveProperty(name)
    }
    const csv = (
      await leeway(['inspect', 'sessions', 'fleet/{user}/projects', '--policy', 'private', '--format', 'csv'], {
        home,
        cwd: dir,
      })
    ).stdout
      .trim()
      .split('\r\n')
    expect(csv.length).toBe(truth.sessions.length + 1)
    expect(csv[0]).toMatch(/^session,source,contributor,/)
    const table = await leeway(['inspect', 'actions', 'fleet/user-003'], { home, cwd: dir })
    expect(table.stdout).toContain('tool')
  })

  it('explains a figure, lists sources, and checks itself', async () => {
    const why = await leeway(['why', 'interrupts-by-experience'], { home })
    expect(why.code).toBe(0)
    expect(why.stdout).toMatch(/= +\d+ {2}counted/)
    const sources = await leeway(['sources', '--json'], { home })
    expect(JSON.parse(sources.stdout)[0]).toMatchObject({ id: 'claude-code' })
    const doctor = await leeway(['doctor'], { home })
    expect(doctor.code).toBe(0)
    expect(doctor.stdout).toContain('cleanupPeriodDays')
  })

  it('gives the same bytes again, and serves them to this machine only', async () => {
    const [one, two] = [await leeway(['report', '--json'], { home }), await leeway(['report', '--json'], { home })]
    expect(one.stdout).toBe(two.stdout)
    const child = start(['open', '--no-browser'], home)
    try {
      const said = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (text) => resolve(String(text)))
        child.once('exit', () => reject(new Error('ended early')))
      })
      const url = new URL(said.match(/http:\/\/127\.0\.0\.1:\d+\//)![0])
      expect(await (await fetch(new URL('release.json', url))).text()).toBe(one.stdout)
      expect((await fetch(url)).headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await statusAs(url, 'evil.example')).toBe(403)
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  })
})

function statusAs(url: URL, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: url.hostname, port: url.port, path: '/', headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}
