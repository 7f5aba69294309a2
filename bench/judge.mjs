// What the judge adds to each item, in time and memory, beside a plain loop that sends the same requests to the same server
// on this machine, which answers at once.
// Usage: node bench/judge.mjs [items,items,…] [runs]   (default 10000,100000 and 3)
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const counts = process.argv[2]?.split(',').map(Number) ?? [10_000, 100_000]
const runs = Number(process.argv[3] ?? 3)
const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-judge-'))
const program = join(dir, 'runs.mjs')
await build({
  entryPoints: [fileURLToPath(new URL('./judge-runs.ts', import.meta.url))],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
const server = spawn(process.execPath, [program, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] })
const address = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data).trim())))

/** Batches make much garbage at a time, which Node keeps as long as it may: once more with no more than they need. */
const LEAN = 'batches, heap of 200 MB'
const once = (what, count, folder) => {
  const heap = what === LEAN ? ['--max-old-space-size=200'] : []
  const kind = what === 'kept' ? 'openai' : what.split(',')[0]
  const args = [...heap, program, kind, address, String(count), folder]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

try {
  const header =
    '| items | run | seconds | CPU seconds | CPU µs per item | over the plain loop | peak MB | journal MB |'
  process.stdout.write(`median of ${runs} runs\n${header}\n|---|---|---|---|---|---|---|---|\n`)
  for (const count of counts) {
    const taken = {}
    // In turn, so that a machine that is busy for a while is so for all of them.
    for (let n = 0; n < runs; n++) {
      for (const what of ['plain', 'openai', 'anthropic', 'batches', LEAN, 'kept']) {
        const folder = join(dir, `${count}-${n}-${what === 'kept' ? 'openai' : what}`)
        if (what !== 'kept') mkdirSync(folder, { recursive: true })
        const run = once(what, count, folder)
        if (run.given < count) throw new Error(`${what}: ${run.given} of ${count} items`)
        const journal = what === 'plain' ? 0 : statSync(join(folder, 'verdicts.jsonl')).size / 1e6
        taken[what] = [...(taken[what] ?? []), { ...run, journal }]
        process.stderr.write(`${count} ${what}: ${run.seconds.toFixed(2)} s\n`)
      }
    }
    const of = (what, field) => median(taken[what].map((run) => run[field]))
    for (const what of Object.keys(taken)) {
      const each = (of(what, 'cpu') / count) * 1e6
      const over = each - (of('plain', 'cpu') / count) * 1e6
      const cells = [of(what, 'seconds').toFixed(2), of(what, 'cpu').toFixed(2), each.toFixed(0), over.toFixed(0)]
      const sizes = [of(what, 'megabytes').toFixed(0), of(what, 'journal').toFixed(1)]
      process.stdout.write(`| ${count.toLocaleString('en')} | ${what} | ${[...cells, ...sizes].join(' | ')} |\n`)
    }
  }
} finally {
  server.kill()
  rmSync(dir, { recursive: true, force: true })
}
