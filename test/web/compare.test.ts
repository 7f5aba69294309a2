import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releaseJson, reportHtml } from '../../src/report/index.js'
import { serve } from '../../src/serve/index.js'
import { otherRelease, releaseFixture, teamRelease } from '../release-fixture.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { collisions, overflow, seriousBarriers, watched } from './watched-page.js'

const [release, other] = [releaseFixture(), otherRelease()]
const FIGURES = release.figures.length

describe.skipIf(!hasBrowser)('a second release', () => {
  let browser: Browser
  let dir: string
  let template: string
  const path = (name: string) => join(dir, name)
  const urlOf = (name: string) => pathToFileURL(path(name)).href

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-compare-'))
    template = await builtTemplate()
    await writeFile(path('alone.html'), reportHtml(template, release))
    await writeFile(path('both.html'), reportHtml(template, release, other))
    await writeFile(path('team.html'), reportHtml(template, teamRelease(), release))
    await writeFile(path('other.json'), releaseJson(other))
    await writeFile(path('notes.json'), 'not json at all')
    await writeFile(path('wrong.json'), JSON.stringify({ ...other, schema: 'leeway.release/9' }))
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const choose = (page: Page, name: string) => page.locator('#compare input[type=file]').setInputFiles(path(name))

  it('is read from a file, stands in every figure, and goes again', async () => {
    const { page, troubles } = await watched(browser, urlOf('alone.html'))
    const before = await page.locator('.drawing svg').first().textContent()
    await choose(page, 'other.json')
    await page.getByRole('heading', { name: 'Beside another release' }).waitFor()
    expect(await page.locator('section.figure .key').count()).toBe(FIGURES)
    for (const svg of await page.locator('.drawing svg').all()) expect(await svg.textContent()).toContain('other')
    const headlines = await page.locator('#compare table').textContent()
    expect(headlines).toContain('37 s (37–38 s)')
    expect(headlines).toContain('+8.3 s')
    expect(await page.locator('#compare .beware').textContent()).toContain('Windows overlap by 24 days')
    expect(await page.locator('.against table').count()).toBe(FIGURES)
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|\[object/)
    await page.getByRole('button', { name: 'Remove the other release' }).click()
    await expect.poll(() => page.locator('.key').count()).toBe(0)
    expect(await page.locator('.drawing svg').first().textContent()).toBe(before)
    expect(await page.locator('.against').count()).toBe(0)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('is refused in words where it is none, and the page stays as it was', async () => {
    const { page, troubles } = await watched(browser, urlOf('alone.html'))
    const error = page.getByRole('alert').first()
    await choose(page, 'notes.json')
    await expect.poll(() => error.textContent()).toBe('notes.json is not JSON. Choose the release.json of a report.')
    await choose(page, 'wrong.json')
    await expect.poll(() => error.textContent()).toMatch(/^wrong\.json is not a leeway\.release\/1 file:\n {2}schema: /)
    expect(await page.locator('.key').count()).toBe(0)
    await choose(page, 'other.json')
    await expect.poll(() => error.textContent()).toBe('')
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('can be dropped anywhere', async () => {
    const { page } = await watched(browser, urlOf('alone.html'))
    const data = await page.evaluateHandle(`{
      const transfer = new DataTransfer()
      transfer.items.add(new File([${JSON.stringify(releaseJson(other))}], 'other.json', { type: 'application/json' }))
      transfer
    }`)
    await page.dispatchEvent('footer', 'dragover', { dataTransfer: data })
    expect(await page.locator('.compare.held').count()).toBe(1)
    await page.dispatchEvent('footer', 'drop', { dataTransfer: data })
    await page.getByRole('heading', { name: 'Beside another release' }).waitFor()
    expect(await page.locator('.compare.held').count()).toBe(0)
    await page.context().close()
  })

  it('is removed by keyboard, and focus stays where it was', async () => {
    const { page } = await watched(browser, urlOf('both.html'))
    await page.locator('#compare input[type=file]').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.key').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.type')).toBe('file')
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('brings no serious barrier: %s', async (colorScheme) => {
    for (const name of ['both.html', 'team.html']) {
      const { page } = await watched(browser, urlOf(name), { colorScheme })
      expect(await seriousBarriers(page), name).toEqual([])
      await page.context().close()
    }
  })

  it.each([360, 1600])('does not scroll sideways at %i px', async (width) => {
    for (const name of ['both.html', 'team.html']) {
      const { page } = await watched(browser, urlOf(name), { viewport: { width, height: 800 } })
      expect(await overflow(page), name).toBe(0)
      await page.context().close()
    }
  })

  it.each([360, 1100])('keeps names inside the drawing and apart at %i px', async (width) => {
    for (const name of ['both.html', 'team.html']) {
      const { page } = await watched(browser, urlOf(name), { viewport: { width, height: 900 } })
      expect(await collisions(page), name).toEqual([])
      await page.context().close()
    }
  })

  it('can be chosen and served under the strict policy of leeway open', async () => {
    const served = await serve({ template, release, other })
    try {
      const { page, troubles } = await watched(browser, served.url)
      expect(await page.locator('section.figure .key').count()).toBe(FIGURES)
      await page.getByRole('button', { name: 'Remove the other release' }).click()
      await choose(page, 'other.json')
      await page.getByRole('heading', { name: 'Beside another release' }).waitFor()
      expect(troubles).toEqual([])
      await page.context().close()
    } finally {
      await served.close()
    }
  })
})
