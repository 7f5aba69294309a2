// How often intervals hold the truth of made-up populations, 2,000 replications each: the tables of docs/intervals.md.
// Usage: node bench/coverage.mjs [share|mean|percentile|corrected|weight|plan|draws]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-coverage-'))
try {
  const program = join(dir, 'grid.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./coverage-grid.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
  execFileSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
} finally {
  rmSync(dir, { recursive: true })
}
