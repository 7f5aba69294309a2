import { readFile } from 'node:fs/promises'

/** The page into which a release is put, as built beside the command. */
export async function pageTemplate(program: URL): Promise<string> {
  const path = new URL('./web/index.html', program)
  return readFile(path, 'utf8').catch(() => {
    throw new Error('the page was not built; run: npm run build')
  })
}
