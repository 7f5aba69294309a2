import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRelease } from '../../src/release/index.js'
import { build, ownHome } from '../built.js'
import { log } from '../ingest/log.js'

/** Megabytes of small lines in one file: 3 GB with LEEWAY_LARGE. */
const MEGABYTES = process.env.LEEWAY_LARGE ? 3000 : 300
/** What a report may take, whatever it reads. */
const MOST_MB = 500

const command = new URL('../../dist/leeway.js', import.meta.url).pathname
const peak = new URL('../../bench/peak.mjs', import.meta.url)

describe('large files', () => {
  let dir: string
  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-large-'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  /** Reports on a folder in a process of its own. */
  async function report(name: string) {
    const child = spawn(
      process.execPath,
      ['--import', pathToFileURL(peak.pathname).href, command, 'report', name, '--json'],
      {
        cwd: dir,
        env: { ...process.env, ...ownHome(join(dir, `home of ${name}`)) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    const [code] = await once(child, 'close')
    expect(code, stderr).toBe(0)
    const megabytes = Number(/peak (\d+)/.exec(stderr)![1]) / 1000
    return { source: parseRelease(JSON.parse(stdout)).study.sources[0]!, megabytes }
  }

  async function written(path: string, work: (write: (text: string) => Promise<void>) => Promise<void>) {
    await mkdir(join(path, '..'), { recursive: true })
    const out: WriteStream = createWriteStream(path)
    await work(async (text) => {
      if (!out.write(text)) await once(out, 'drain')
    })
    out.end()
    await once(out, 'finish')
  }

  it('may hold a line of 100 MB, which is cut while it is read, and one that never ends', async () => {
    const lines = log('one', 3).trimEnd().split('\n')
    await written(join(dir, 'line', 'a.jsonl'), async (write) => {
      await write(`${lines.slice(0, 3).join('\n')}\n`)
      const [before, after] = lines[3]!.split('answer 2')
      await write(before!)
      for (let mb = 0; mb < 100; mb++) await write('é\\n'.repeat(250_000))
      await write(`${after}\n${lines.slice(4).join('\n')}\n`)
    })
    await written(join(dir, 'line', 'b.jsonl'), async (write) => {
      await write(log('two', 2))
      await write('{"type":"assistant","message":{"content":[{"text":"')
      for (let mb = 0; mb < 100; mb++) await write('x'.repeat(1_000_000))
    })
    const { source, megabytes } = await report('line')
    expect(source).toMatchObject({ sessions: 2, turns: 5, records: 10, unreadable: 1 })
    expect(megabytes).toBeLessThan(MOST_MB)
  })

  it(`may be a file of ${MEGABYTES} MB of small records`, async () => {
    const path = join(dir, 'file', 'a.jsonl')
    let sessions = 0
    await written(path, async (write) => {
      // Sessions of 50 turns, each the same text under another name; most of a log is text that nobody needs.
      const said = 'What was said, and what came of it. '.repeat(55)
      const text = log('NAME', 50).replaceAll(/(prompt|answer) \d+/g, said)
      for (let bytes = 0; bytes < MEGABYTES * 1e6; sessions++) {
        const own = text.replaceAll('NAME', `s${sessions}`)
        bytes += own.length
        await write(own)
      }
    })
    const { source, megabytes } = await report('file')
    expect((await stat(path)).size).toBeGreaterThan(MEGABYTES * 1e6)
    expect(source).toMatchObject({ sessions, turns: 50 * sessions, records: 100 * sessions, unreadable: 0 })
    expect(megabytes).toBeLessThan(MOST_MB)
  }, 600_000)
})
