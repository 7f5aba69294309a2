// How well groups of sentences recover known topics, beside plain k-means on the same vectors, and how long grouping takes
// beside the index's own work: building it over the centres and looking up every sentence, or every sense, once. Made-up sentences.
// Usage: node bench/clusters.mjs [quality|speed|labelled] [sentences,…] [embedder,…] [made,…] [seed,…]
//   (default: quality of 20000, then speed of 100000 and 1000000; embedders vocabulary, terms, hashed, speed of the first only;
//   made: tried, rephrased or unseen, as in topics.ts; seed of the sentences and of the groups, plain k-means only
//   of the first; labelled takes no more)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [only, sizes, embedders, sets, seeds] = process.argv.slice(2)
const list = (text) => text.split(',')
const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-clusters-'))
const program = join(dir, 'runs.mjs')
const run = (...args) => {
  const output = execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 1e8 })
  return JSON.parse(output)
}
const row = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
const heading = (...cells) => {
  row(...cells)
  process.stdout.write(`|${'---|'.repeat(cells.length)}\n`)
}

/** Labelled actions, where they lie beside the project. */
const LABELLED = fileURLToPath(new URL('../../shared/gold/actions.dev.jsonl', import.meta.url))

/** The package with native code stays where it is installed. */
const outside = {
  name: 'outside',
  setup(bundle) {
    const path = pathToFileURL(createRequire(import.meta.url).resolve('usearch')).href
    bundle.onResolve({ filter: /^usearch$/ }, () => ({ path, external: true }))
  },
}

const percent = (share) => `${(100 * share).toFixed(1)}%`
const HEADINGS = [
  'senses',
  'level',
  'grouped by',
  'groups',
  'topic recovered',
  'purity',
  'adjusted Rand index',
  'in no group',
]

function levels(first, { senses, ours, plain }) {
  for (const [level, name] of ['leaves', 'middle', 'top'].entries())
    for (const [how, { [level]: found }] of Object.entries({ Leeway: ours, 'plain k-means': plain }))
      if (found !== null) {
        const { groups, recovered, purity, rand, none } = found
        row(...first, senses, name, how, groups, percent(recovered), percent(purity), rand.toFixed(3), percent(none))
      }
}

function quality() {
  heading('sentences', 'made', 'seed', 'embedder', ...HEADINGS)
  for (const count of list(sizes ?? '20000'))
    for (const made of list(sets ?? 'tried'))
      for (const embedder of list(embedders ?? 'vocabulary,terms,hashed'))
        for (const [i, seed] of list(seeds ?? '1').entries())
          levels([count, made, seed, embedder], run('quality', count, embedder, made, seed, i === 0 ? 'plain' : 'ours'))
}

function labelled() {
  heading('by', ...HEADINGS)
  for (const [by, found] of Object.entries(run('labelled', LABELLED, 'vocabulary', 'tried', '1', 'plain')))
    levels([by], found)
}

function speed(count, embedder) {
  const { senses, leaves, stages, peak } = run('speed', count, embedder, sets ?? 'tried', seeds ?? '1')
  const { floor, 'floor of senses': folded, ...steps } = stages
  const over = (base, what) => ((steps['find groups'][what] + steps['place all'][what]) / base[what]).toFixed(2)
  const told = Object.entries(steps).map(([name, { ms }]) => `${name} ${(ms / 1000).toFixed(2)}`)
  const beside = (base) => [(base.ms / 1000).toFixed(2), over(base, 'ms'), over(base, 'cpu')]
  row(count, embedder, senses, leaves, told.join(', '), ...beside(floor), ...beside(folded), peak.toFixed(0))
}

try {
  await build({
    ...{ entryPoints: [fileURLToPath(new URL('./clusters-runs.ts', import.meta.url))], outfile: program },
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning', plugins: [outside] },
  })
  if (only === undefined || only === 'quality') {
    quality()
    process.stdout.write('\n')
  }
  if (only === 'labelled') labelled()
  if (only === undefined || only === 'speed') {
    heading(
      ...['sentences', 'embedder', 'senses', 'leaves', 'seconds by stage'],
      ...['floor, every sentence', 'grouping over it', 'in CPU time'],
      ...['floor, every sense', 'grouping over it', 'in CPU time', 'peak MB'],
    )
    for (const count of list(sizes ?? '100000,1000000'))
      for (const embedder of list(embedders ?? 'vocabulary')) speed(count, embedder)
  }
} finally {
  rmSync(dir, { recursive: true, force: true })
}
