// Times putting a study together and every figure on a real cluster of one and of two shards, each of which works with one
// thread, over turns that are made up inside the engine.
// Usage: node bench/cluster.mjs [turns,turns,…] [shards,shards,…] [figure,figure,…]   (default 1000000,10000000 and 1,2)
// Where figures are named, nothing else is timed.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
// Beside the test cluster, which finds its own package from where it lies.
const outfile = here('../test/cluster/.bench.mjs')
await build({
  entryPoints: [here('./cluster-figures.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
})
try {
  const numbers = (text) => text?.split(',').map(Number)
  const { bench } = await import(outfile)
  await bench(
    numbers(process.argv[2]) ?? [1e6, 1e7],
    numbers(process.argv[3]) ?? [1, 2],
    process.argv[4]?.split(',') ?? null,
  )
} finally {
  rmSync(outfile, { force: true })
}
