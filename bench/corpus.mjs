// Writes a folder of made-up Claude Code transcripts of a realistic shape: few small records, some huge tool results.

import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A small seeded generator (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const WORDS =
  'const value return function import export if else for await while "quoted \\\\ text" // comment \\n { } [ ] 0 1 true null'.split(
    ' ',
  )

/** Text with quotes, backslashes and line breaks, as tool output has them. */
function text(random, bytes) {
  let out = ''
  while (out.length < bytes) out += `${WORDS[Math.floor(random() * WORDS.length)]} ${random() < 0.1 ? '\n\t' : ''}`
  return out.slice(0, bytes)
}

/** @returns {Promise<{ files: number, bytes: number, turns: number }>} */
export async function writeCorpus(dir, { files = 2000, megabytes = 1100, seed = 1 } = {}) {
  const random = randomOf(seed)
  const uuid = () =>
    'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random() * 16).toString(16))
  const shelf = Array.from({ length: 64 }, (_, i) =>
    text(random, Math.min(60_000, Math.round(Math.exp(4.5 + (i / 63) * 6.5)))),
  )
  const perFile = (megabytes * 1e6) / files
  let bytes = 0
  let turns = 0
  let at = Date.parse('2026-01-01T08:00:00Z')
  for (let f = 0; f < files; f++) {
    const session = uuid()
    const folder = join(dir, `user-${String(f % 40).padStart(2, '0')}`, 'projects', '-home-dev-project')
    mkdirSync(folder, { recursive: true })
    const out = createWriteStream(join(folder, `${session}.jsonl`))
    let written = 0
    let parent = null
    const record = (type, fields) => {
      const id = uuid()
      at += Math.round(200 + random() * 8000)
      const line = JSON.stringify({
        parentUuid: parent,
        isSidechain: false,
        userType: 'external',
        cwd: '/home/dev/project',
        sessionId: session,
        version: '2.1.50',
        gitBranch: 'main',
        type,
        uuid: id,
        timestamp: new Date(at).toISOString(),
        ...fields,
      })
      parent = id
      written += line.length + 1
      out.write(`${line}\n`)
    }
    while (written < perFile) {
      turns++
      record('user', { permissionMode: 'default', message: { role: 'user', content: text(random, 120) } })
      for (let a = 0, actions = 1 + Math.floor(random() * 8); a < actions; a++) {
        const call = `toolu_${uuid()}`
        const usage = {
          input_tokens: 5,
          output_tokens: 200,
          cache_read_input_tokens: 20000,
          cache_creation_input_tokens: 100,
        }
        const message = (content) => ({
          message: { id: `msg_${uuid()}`, role: 'assistant', model: 'model', content: [content], usage },
        })
        record('assistant', message({ type: 'tool_use', id: call, name: 'Bash', input: { command: text(random, 80) } }))
        const result = shelf[Math.floor(random() * shelf.length)]
        record('user', {
          message: {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: call, content: result, is_error: false }],
          },
          toolUseResult: { stdout: result, stderr: '', interrupted: false },
        })
      }
      record('assistant', {
        message: {
          id: `msg_${uuid()}`,
          role: 'assistant',
          model: 'model',
          content: [{ type: 'text', text: text(random, 300) }],
        },
      })
    }
    out.end()
    await once(out, 'finish')
    bytes += written
  }
  return { files, bytes, turns }
}
