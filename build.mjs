// Builds the command (dist/leeway.js), its threads (dist/worker.js, dist/collect-worker.js, dist/journal-worker.js) and the page (dist/web/index.html).
import { chmod, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { build as page } from 'vite'

await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/cli/leeway.ts', 'src/cli/worker.ts', 'src/cli/collect-worker.ts', 'src/cli/journal-worker.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  // Native binaries stay in their package; everything else is bundled.
  external: ['@duckdb/node-api', 'usearch'],
  // Bundled CommonJS packages ask for Node's modules with `require`.
  banner: {
    js: "import { createRequire as leewayRequire } from 'node:module'; const require = leewayRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
// The public contract, as a module and as JSON Schema.
await build({
  entryPoints: ['src/release/index.ts'],
  outfile: 'dist/release.js',
  bundle: true,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
})
const { releaseJsonSchema } = await import('./dist/release.js')
await writeFile('dist/release.schema.json', `${JSON.stringify(releaseJsonSchema(), null, 2)}\n`)
await chmod('dist/leeway.js', 0o755)
await page({ configFile: 'web/vite.config.ts', logLevel: 'warn' })
