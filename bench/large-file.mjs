// Writes one huge made-up transcript, reports on it with a cold store, prints seconds and peak memory, and deletes it.
// Usage: npm run build && node bench/large-file.mjs [megabytes] [large|small|dense]: lines of a few kB, mostly of about 300 B,
// or nothing but short calls and results.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [megabytes = 3000, kind = 'large'] = process.argv.slice(2)
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const command = process.env.BENCH_COMMAND ?? here('../dist/leeway.js')
const dir = mkdtempSync(join(tmpdir(), 'leeway-large-'))
const hex = (n, digits) => n.toString(16).padStart(digits, '0')
const idOf = (n) => `${hex(Math.imul(n, 2654435761) >>> 0, 8)}-${hex(n & 0xffff, 4)}-4000-8000-${hex(n, 12)}`

/** Writes lines until the file has its size; returns how many. */
function write(path) {
  const file = openSync(path, 'w')
  const text = 'const value = "quoted \\\\ text" // comment \\n { } [ ] 0 1 true null '.repeat(
    kind === 'large' ? 90 : 1,
  )
  let [bytes, n, at, parent, held] = [0, 0, Date.parse('2026-01-01T08:00:00Z'), null, '']
  const record = (type, fields) => {
    const uuid = idOf(++n)
    at += 40 + ((n * 7919) % 400)
    held += `${JSON.stringify({
      parentUuid: parent,
      isSidechain: false,
      userType: 'external',
      cwd: '/home/dev',
      sessionId: '11111111-2222-4333-8444-555555555555',
      version: '2.1.50',
      type,
      uuid,
      timestamp: new Date(at).toISOString(),
      ...fields,
    })}\n`
    parent = uuid
    if (held.length > 1e6) {
      bytes += writeSync(file, held)
      held = ''
    }
  }
  const usage = { input_tokens: 5, output_tokens: 200, cache_read_input_tokens: 20000, cache_creation_input_tokens: 9 }
  const answer = (content) => ({ message: { id: `msg_${idOf(n)}`, role: 'assistant', content: [content], usage } })
  while (bytes < megabytes * 1e6) {
    record('user', { permissionMode: 'default', message: { role: 'user', content: 'go on' } })
    for (let a = 0; a < 5; a++) {
      const id = `toolu_${idOf(n)}`
      record('assistant', answer({ type: 'tool_use', id, name: 'Bash', input: { command: 'make' } }))
      if (kind === 'small') for (let p = 0; p < 40; p++) record('progress', { toolUseID: id })
      const content = [{ type: 'tool_result', tool_use_id: id, content: text, is_error: false }]
      record('user', { message: { role: 'user', content } })
    }
    record('assistant', answer({ type: 'text', text: 'done' }))
  }
  closeSync(file)
  return n
}

try {
  mkdirSync(join(dir, 'logs'))
  const lines = write(join(dir, 'logs', 'session.jsonl'))
  process.stdout.write(`${megabytes} MB in ${lines} lines\n`)
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [command, 'report', join(dir, 'logs'), '--json'], {
    env: {
      ...process.env,
      HOME: dir,
      LEEWAY_HOME: join(dir, 'home'),
      LEEWAY_STAGES: '1',
      NODE_OPTIONS: `--import=${here('./peak.mjs')}`,
    },
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) throw new Error(stderr)
  process.stdout.write(stderr)
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
} finally {
  rmSync(dir, { recursive: true, force: true })
}
