// How long linking takes, and what it holds, for requests that come one after another for days, so many conversations at a
// time. Made-up exchanges, without their hashing. 2% are missing, 5% come twice, and within some seconds they come in any order.
// Usage: node bench/link.mjs [requests,…] [conversations,…]   (default 100000,1000000 and 1000,10000)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const [requests, conversations] = [process.argv[2] ?? '100000,1000000', process.argv[3] ?? '1000,10000'].map((list) =>
  list.split(',').map(Number),
)
const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-link-'))
try {
  const program = join(dir, 'runs.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./link-runs.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
  process.stdout.write(
    '| requests | conversations at a time | seconds | µs per request | most held at once | MB in use | peak MB | sessions |\n|---|---|---|---|---|---|---|---|\n',
  )
  for (const open of conversations)
    for (const many of requests) {
      const run = JSON.parse(
        execFileSync(process.execPath, ['--expose-gc', program, String(many), String(open)], { encoding: 'utf8' }),
      )
      const cells = [many, open, run.seconds.toFixed(1), ((run.seconds / many) * 1e6).toFixed(0), run.mostOpen]
      process.stdout.write(`| ${[...cells, run.live.toFixed(0), run.peak.toFixed(0), run.sessions].join(' | ')} |\n`)
    }
} finally {
  rmSync(dir, { recursive: true, force: true })
}
