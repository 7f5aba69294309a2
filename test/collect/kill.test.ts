import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectLogs } from '../../src/cli/collect.js'
import { exitCodeOf } from '../../src/cli/exit.js'
import type { World } from '../../src/cli/world.js'
import { build, start } from '../built.js'
import { filesBelow, JSON_TYPE, LINES_TYPE, send, spansIn, toolSpan } from './started.js'

const TOKEN = 'token-of-ada-0123456789'
const PLANTED = 'planted-7d1f0c'

describe('the command', () => {
  let home: string
  beforeAll(async () => {
    await build()
    home = await mkdtemp(join(tmpdir(), 'leeway-collect-kill-'))
    await mkdir(join(home, 'leeway'))
    await writeFile(join(home, 'tokens'), `ada ${TOKEN}\n`, { mode: 0o600 })
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  /** Starts it, and waits until it says where it listens. */
  async function listening() {
    const child = start(['collect', '--port', '0', '--tokens', join(home, 'tokens')], home)
    const said = { text: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said.text += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said.text += text
    })
    const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
    const up = async () => {
      while (!/http:\/\/\S+\d/.test(said.text) && child.exitCode === null) await pause(20)
      return /http:\/\/\S+\d/.exec(said.text)?.[0] ?? ''
    }
    return { child, said, ended, url: await up() }
  }

  const headers = { ...JSON_TYPE, Authorization: `Bearer ${TOKEN}` }

  it('has all that it answered with success after kill -9 under load, and none of its text', async () => {
    const collected = join(home, 'leeway', 'collected')
    const kept = new Set<number>()
    let next = 0
    for (let round = 0; round < 2; round++) {
      const { child, ended, url, said } = await listening()
      const sending = Promise.allSettled(
        Array.from({ length: 24 }, async () => {
          for (;;) {
            const n = ++next
            const body = gzipSync(JSON.stringify(toolSpan(n, PLANTED)))
            const { status } = await send(url, '/v1/traces', body, { ...headers, 'Content-Encoding': 'gzip' })
            if (status === 200) kept.add(n)
          }
        }),
      )
      const enough = kept.size + 60
      while (kept.size < enough) await pause(5)
      child.kill('SIGKILL')
      expect(await ended).toEqual({ code: null, signal: 'SIGKILL' })
      await sending
      expect(said.text).not.toContain(PLANTED)
    }
    const { child, ended, url, said } = await listening()
    // What is broken off is not kept either; what is refused leaves nothing.
    const wrong = await send(url, '/v1/logs', `{"${PLANTED}":`, headers)
    expect([wrong.status, String(wrong.body).includes(PLANTED)]).toEqual([400, false])
    const pair = {
      request: { model: 'm', messages: [{ role: 'user', content: PLANTED }] },
      response: { id: 'chatcmpl-1', choices: [{ message: { role: 'assistant', content: PLANTED } }] },
    }
    const lines = `${JSON.stringify(pair)}\n${PLANTED}\n`
    expect(
      (await send(url, '/v1/requests', lines, { ...LINES_TYPE, Authorization: headers.Authorization })).status,
    ).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toEqual({ code: 0, signal: null })
    const files = await filesBelow(collected)
    expect([...files.keys()]).toEqual([join('ada', 'collected-000001.jsonl')])
    const found = new Set(spansIn(files))
    expect([...kept].filter((n) => !found.has(n))).toEqual([])
    for (const [path, bytes] of await filesBelow(home)) expect([path, bytes.includes(PLANTED)]).toEqual([path, false])
    // Also what was put off before the kills.
    expect(said.text).toMatch(/\d+ records? kept of \d+ bod/)
    expect(said.text).toContain('1 record not understood; 1 request answered with 400')
    for (const secret of [PLANTED, TOKEN]) expect(said.text).not.toContain(secret)
  })

  it('runs once on a data folder', async () => {
    const first = await listening()
    const second = await listening()
    expect(await second.ended).toMatchObject({ code: 1 })
    expect(second.said.text).toMatch(/^leeway: process \d+ collects into /)
    first.child.kill('SIGINT')
    expect(await first.ended).toMatchObject({ code: 0 })
  })

  it.each([
    ['listen where others can send, without tokens', { host: '::' }, 'UsageError', '--tokens'],
    ['listen on no port', { port: 'x' }, 'UsageError', '--port x'],
    ['read tokens that are not there', { tokens: 'none' }, 'TokensError', 'ENOENT'],
  ])('does not %s', async (_, options, name, words) => {
    const world = { environment: { LEEWAY_HOME: join(home, 'other') }, cwd: home } as unknown as World
    const error = await collectLogs({ host: '127.0.0.1', port: '0', ...options }, world).catch((error) => error)
    expect(error).toMatchObject({ name, message: expect.stringContaining(words) })
    expect(exitCodeOf(error)).toBe(2)
  })
})
