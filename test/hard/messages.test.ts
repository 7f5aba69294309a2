import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRelease } from '../../src/release/index.js'
import { build, type Ended, leeway } from '../built.js'
import { log } from '../ingest/log.js'

/** Clears the screen, names the window, goes back, turns text around, and the same in one byte. */
const STEERING = '\u001b[2J\u001b]0;owned\u0007\b\r\u202e\u009b31m'
const steers = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

describe('what is said of hard input', () => {
  let dir: string
  let home: string
  beforeAll(async () => {
    await build()
    dir = mkdtempSync(join(tmpdir(), 'leeway-said-'))
    home = join(dir, 'home')
    const logs = join(home, '.claude', 'projects')
    mkdirSync(logs, { recursive: true })
    const put = (name: string, text: string) => writeFileSync(join(logs, name), text)
    const tool = { type: 'tool_use', id: 'call', name: `Bash${STEERING}`, input: {} }
    put('cut.jsonl', `${log('cut', 3)}{"type":"user","uuid":"a`)
    put('tail.jsonl', log('tail', 3) + '\0'.repeat(5000))
    put('types.jsonl', log('types', 2) + ['holo\u001b[2J', 'x'.repeat(300), '日本語', 'a'].map(unknown).join(''))
    put('untimed.jsonl', log('untimed', 3).replace(/"timestamp":"[^"]*",/, ''))
    const back = log('back', 4).split('\n')
    put('back.jsonl', [...back.slice(0, 4), ...back.slice(4).map((line) => line.replace('T10:', 'T09:'))].join('\n'))
    put('tool.jsonl', log('tool', 1) + answer('tool', tool))
    put(`name${STEERING}.jsonl`, `${log('name', 1)}{\n`)
    put('empty.jsonl', '')
    put('notes.jsonl', '{"note":"hello"}\n')
    symlinkSync('loop', join(logs, 'loop'))
    symlinkSync('..', join(logs, 'up'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const unknown = (type: string) => `${JSON.stringify({ type, sessionId: 'types', text: 'x' })}\n`
  const answer = (session: string, block: object) =>
    `${JSON.stringify({
      type: 'assistant',
      uuid: `${session}-extra`,
      parentUuid: `${session}-assistant-1`,
      sessionId: session,
      timestamp: '2026-03-02T10:05:00.000Z',
      message: { id: 'extra', role: 'assistant', content: [block] },
    })}\n`
  const run = (...args: string[]) => leeway(args, { home, cwd: join(home, '.claude') })
  const steady = ({ stdout, stderr }: Ended) => {
    expect(stdout.replaceAll('\r\n', '\n')).not.toMatch(steers)
    expect(stderr).not.toMatch(steers)
  }

  it('is counted and named: by the report, by doctor and by why', async () => {
    for (const args of [['report'], ['doctor'], ['why', 'turn-duration']]) {
      const ended = await run(...args)
      expect(ended.code, ended.stderr).toBe(0)
      steady(ended)
      const said = ended.stdout.replaceAll(/\s+/g, ' ')
      expect(said).toContain('3 lines that are no records')
      expect(said).toMatch(/the first is \S*cut\.jsonl:7, not JSON/)
      expect(said).toContain('4 records of types this version does not know, passed over')
      expect(said).toMatch(/holo\?\[2J ×1, x{39}… ×1, 日本語 ×1, and 1 more/)
      expect(said).toContain('1 record without a time')
      expect(said).toContain('1 step back of the clock')
      expect(said).toMatch(/1 file or folder that could not be opened\W+\S+loop: a link that leads to itself/)
      expect(said).toMatch(/1 empty file\W+\S+empty\.jsonl/)
      expect(said).toMatch(/1 \.jsonl file of no known kind of log\W+\S+notes\.jsonl/)
    }
  })

  it('changes no number beside it', async () => {
    const { stdout } = await run('report', '--json')
    const [source] = parseRelease(JSON.parse(stdout)).study.sources
    expect(source).toMatchObject({ sessions: 7, turns: 17, actions: 1, unreadable: 3, unknown: 4, files: 7 })
  })

  it('steers no terminal, whatever it is called', async () => {
    for (const unit of ['sessions', 'turns', 'actions']) {
      for (const format of ['table', 'jsonl', 'csv']) {
        const ended = await run('inspect', unit, '--format', format)
        expect(ended.code).toBe(0)
        steady(ended)
        if (unit === 'actions') expect(ended.stdout).toMatch(/Bash(?:\?|\\u001b)\[2J/)
      }
    }
    // As JSON nothing is lost.
    const row = JSON.parse((await run('inspect', 'actions', '--format', 'jsonl')).stdout) as { tool: string }
    expect(row.tool).toBe(`Bash${STEERING}`)
    steady(await run('report', `projects/name${STEERING}.json`))
    steady(await run('report', 'projects', '--policy', STEERING))
    steady(await run('report', 'projects', '--json'))
  })

  it.each([
    ['projects/empty.jsonl', '1 file, and it is not of a known kind of log'],
    [
      'projects/*/no-{user}',
      /nothing below \S+projects matches; \S+loop cannot be opened: a link that leads to itself/,
    ],
    ['projects/loop', /projects\/loop: \S+loop cannot be opened: a link that leads to itself/],
    ['projects/nowhere', 'there is no such file or folder'],
  ])('tells why %s is nothing to read', async (place, says) => {
    const { code, stdout, stderr } = await run('report', place, '--policy', 'private')
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(says)
  })

  it.each([
    [['projects/empty.jsonl', '--policy', 'team'], '1 place, 1 file of no known kind of log'],
    [['projects/*/no-{user}'], '1 place, 1 file or folder that cannot be opened'],
    [['projects/loop', 'projects/nowhere'], '2 places, 2 of them do not exist, 1 file or folder that cannot be opened'],
  ])('tells by counts why %s is nothing to read, where it may be of several people', async (args, says) => {
    const { code, stdout, stderr } = await run('report', ...args)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain(`nothing to read: ${says}; leeway doctor`)
    expect(stderr).not.toMatch(/projects|nowhere|loop|\//)
  })
})
