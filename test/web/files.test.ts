import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figureSvgs, reportHtml } from '../../src/report/index.js'
import { serve } from '../../src/serve/index.js'
import { otherRelease, releaseFixture } from '../release-fixture.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { watched } from './watched-page.js'

const [release, other] = [releaseFixture(), otherRelease()]

describe.skipIf(!hasBrowser)('files of the page', () => {
  let browser: Browser
  let dir: string
  let template: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-files-'))
    template = await builtTemplate()
    await writeFile(join(dir, 'both.html'), reportHtml(template, release, other))
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const take = async (page: Page, figure: string, name: string) => {
    const button = page.locator(`#${figure}`).getByRole('button', { name: new RegExp(`^${name} of `) })
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
    return { name: download.suggestedFilename(), bytes: await readFile((await download.path())!) }
  }

  it.each(release.figures.map(({ id }) => id))('are PNG, SVG and CSV of %s, made without a network', async (id) => {
    const served = await serve({ template, release })
    const { page, troubles } = await watched(browser, served.url, { acceptDownloads: true })
    const png = await take(page, id, 'PNG')
    expect(png.name).toBe(`${id}.png`)
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(png.bytes.readUInt32BE(16)).toBe(1640)
    expect(png.bytes.length).toBeGreaterThan(20_000)
    const svg = await take(page, id, 'SVG')
    expect(svg.name).toBe(`${id}.svg`)
    expect(svg.bytes.toString()).toMatch(/^<svg xmlns=/)
    expect(svg.bytes.toString()).not.toContain('var(--ink)')
    const csv = await take(page, id, 'CSV')
    expect(csv.name).toBe(`${id}.csv`)
    expect(csv.bytes.toString().split('\r\n')).toHaveLength(
      release.figures.find((figure) => figure.id === id)!.rows.length + 2,
    )
    if (id.endsWith('experience')) expect((await take(page, id, 'Curve CSV')).name).toBe(`${id}.curve.csv`)
    expect(troubles.filter((trouble) => !trouble.startsWith('request: blob:'))).toEqual([])
    await page.context().close()
    await served.close()
  })

  it('hold the other release too, where there is one', async () => {
    const { page } = await watched(browser, pathToFileURL(join(dir, 'both.html')).href, { acceptDownloads: true })
    const svg = await take(page, 'interventions', 'SVG')
    const words = svg.bytes.toString().replaceAll(/<\/?text[^>]*>\s*/g, ' ')
    expect(words.replaceAll(/\s+/g, ' ')).toContain('broken lines: Autumn, the platform group,')
    await page.context().close()
  })

  it('of a report folder are whole documents that open', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    for (const { name, svg } of await figureSvgs(release)) {
      await writeFile(join(dir, `${name}.svg`), svg)
      await page.goto(pathToFileURL(join(dir, `${name}.svg`)).href)
      expect(await page.locator('parsererror').count(), name).toBe(0)
      expect(await page.locator('svg svg text').count(), name).toBeGreaterThan(5)
    }
    await context.close()
  })
})
