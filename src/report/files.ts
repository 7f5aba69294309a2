import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { curveCsv, extraCsv, figureCsv } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { reportHtml } from './html.js'
import { releaseJson } from './json.js'
import { figureSvgs } from './svg.js'

/** Everything that a report folder holds, by path within it. */
export async function reportFiles(release: Release, template: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  files.set('release.json', releaseJson(release))
  files.set('report.html', reportHtml(template, release))
  for (const { name, svg } of await figureSvgs(release)) files.set(`figures/${name}.svg`, svg)
  for (const figure of release.figures) {
    files.set(`figures/${figure.id}.csv`, figureCsv(figure))
    const curve = curveCsv(figure)
    if (curve !== null) files.set(`figures/${figure.id}.curve.csv`, curve)
    for (const part of ['overall', 'sensitivity'] as const) {
      const text = extraCsv(figure, part)
      if (text !== null) files.set(`figures/${figure.id}.${part}.csv`, text)
    }
  }
  return files
}

/**
 * Writes a report folder: release.json, report.html, figures/*.svg and *.csv. Each file appears whole or not at all.
 * @returns the paths written, within `dir`.
 * @throws Error that names the path that could not be written.
 */
export async function writeReport(dir: string, release: Release, template: string): Promise<string[]> {
  const files = await reportFiles(release, template)
  for (const [name, text] of files) await writeWhole(join(dir, name), text)
  return [...files.keys()]
}

async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(unfinished, text)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw new Error(`cannot write ${path}: ${(error as Error).message}`, { cause: error })
  }
}
