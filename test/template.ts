import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the page template into a folder of its own and returns it as text. */
export async function builtTemplate(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'leeway-template-'))
  try {
    const configFile = fileURLToPath(new URL('../web/vite.config.ts', import.meta.url))
    await build({ configFile, logLevel: 'error', mode: 'production', build: { outDir, emptyOutDir: true } })
    return await readFile(join(outDir, 'index.html'), 'utf8')
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/** The least that takes a release; where the page itself does not matter. */
export const bareTemplate =
  '<!doctype html><title>t</title><script type="application/json" id="release"></script><script>1</script>'
