import { readFile } from 'node:fs/promises'

/** The page into which a release is put, as built beside the command. */
export async function pageTemplate(): Promise<string> {
  const path = new URL('./web/index.html', import.meta.url)
  return readFile(path, 'utf8').catch(() => {
    throw new Error('the page was not built; run: npm run build')
  })
}
