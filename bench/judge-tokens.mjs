// Tokens per judged action on the samples, beside one request for each action with all that its session held before it.
// A token is taken to be four bytes, on both sides. Nothing is sent.
// Usage: node bench/judge-tokens.mjs [folder,folder,…]   (default ../shared/samples/claude-code*)
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const samples = here('../../shared/samples')
const places =
  process.argv[2]?.split(',') ??
  (existsSync(samples) ? readdirSync(samples) : [])
    .filter((name) => name.startsWith('claude-code'))
    .map((name) => join(samples, name))
if (places.length === 0) {
  process.stderr.write('no samples here: name folders with transcripts\n')
  process.exit(0)
}

const BYTES = 4
/** What a request can hold at most, in tokens. */
const WINDOW = 200_000
/** What a token costs that was read from a cache. */
const CACHED = 0.1

const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-'))
const outfile = join(dir, 'tokens.mjs')
await build({
  entryPoints: [here('./judge-tokens.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['@duckdb/node-api'],
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
  },
  logLevel: 'warning',
})
try {
  const { population, together, oneByOne } = await import(pathToFileURL(outfile))
  const { files, actions } = await population(places)
  process.stdout.write(
    '| actions | run | requests | input per action | output per action | tokens per action | of one by one | with caching | of one by one |\n|---|---|---|---|---|---|---|---|---|\n',
  )
  for (const every of [1, 10, 50]) {
    // Every so many by an order that has nothing to do with time.
    const drawn = new Set(actions.toSorted().filter((_, n) => n % every === 0))
    const alone = await oneByOne(files, drawn, WINDOW * BYTES)
    const both = { 'one by one': alone, together: await together(files, drawn) }
    const per = ({ actions, input, output }) => (input + output) / BYTES / actions
    const cached = ({ actions, input, cached, output }) => (input - (1 - CACHED) * cached + output) / BYTES / actions
    for (const [name, run] of Object.entries(both)) {
      const each = (total) => Math.round(total / BYTES / run.actions).toLocaleString('en')
      const share = (of) => `${((of(run) / of(alone)) * 100).toFixed(1)}%`
      const cells = [
        run.actions,
        name,
        run.requests,
        each(run.input),
        each(run.output),
        Math.round(per(run)),
        share(per),
      ]
      process.stdout.write(
        `| ${[...cells, Math.round(cached(run)), share(cached)].map((cell) => cell.toLocaleString('en')).join(' | ')} |\n`,
      )
    }
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
}
