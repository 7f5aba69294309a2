import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportFiles, writeReport } from '../../src/report/index.js'
import { emptyRelease, releaseFixture } from '../release-fixture.js'
import { bareTemplate } from '../template.js'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-report-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('a report folder', () => {
  it('holds the page, the release and a file per figure, and no unfinished file', async () => {
    const written = await writeReport(dir, releaseFixture(), bareTemplate)
    expect(written.slice(0, 3)).toEqual(['release.json', 'report.html', 'figures/turn-duration.svg'])
    expect((await readdir(dir)).sort()).toEqual(['figures', 'release.json', 'report.html'])
    const figures = await readdir(join(dir, 'figures'))
    expect(figures.filter((name) => name.endsWith('.part'))).toEqual([])
    for (const name of [
      'interventions.csv',
      'interrupts-by-experience.curve.csv',
      'autonomy-proxies.agent_hours.svg',
    ]) {
      expect(figures).toContain(name)
    }
    expect(await readFile(join(dir, 'figures/interventions.svg'), 'utf8')).toMatch(/^<svg xmlns=/)
  })

  it('is the same bytes for the same release', async () => {
    const [once, again] = [
      await reportFiles(releaseFixture(), bareTemplate),
      await reportFiles(releaseFixture(), bareTemplate),
    ]
    expect([...again]).toEqual([...once])
  })

  it('of an empty release has no drawings', async () => {
    const names = [...(await reportFiles(emptyRelease(), bareTemplate)).keys()]
    expect(names.filter((name) => name.endsWith('.svg'))).toEqual([])
  })

  it('names the path that cannot be written', async () => {
    const file = join(dir, 'a-file')
    await writeFile(file, '')
    await expect(writeReport(join(file, 'below'), releaseFixture(), bareTemplate)).rejects.toThrow(
      `cannot write ${join(file, 'below', 'release.json')}: `,
    )
  })
})
