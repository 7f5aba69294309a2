// Builds the command (dist/leeway.js), its threads (dist/worker.js, dist/collect-worker.js, dist/journal-worker.js) and the page (dist/web/index.html).
import { chmod, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { build as page } from 'vite'
import { COMMAND } from './build-command.mjs'

await rm('dist', { recursive: true, force: true })
await build({ ...COMMAND, outdir: 'dist' })
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
