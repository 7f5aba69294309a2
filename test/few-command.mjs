// Builds the command once more before all tests, with the figures of few-measures.ts in the place of all (built.ts).
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { COMMAND } from '../build-command.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
// Of its own for every run: several may be under way.
const outdir = join(root, 'dist-few', String(process.pid))

const fewMeasures = {
  name: 'few measures',
  setup: (own) =>
    own.onLoad({ filter: /src[\\/]measures[\\/]index\.ts$/ }, ({ path }) => ({
      contents: "export { MEASURES } from '../../test/store/few-measures.js'\nexport * from './reliability.js'",
      loader: 'ts',
      resolveDir: dirname(path),
    })),
}

export default async function setup() {
  await build({ ...COMMAND, absWorkingDir: root, outdir, plugins: [fewMeasures] })
  process.env.FEW_COMMAND = join(outdir, 'leeway.js')
  return () => rm(outdir, { recursive: true, force: true })
}
