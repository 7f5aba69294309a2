import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Release } from '../../src/release/index.js'
import { figureSvgs, reportHtml } from '../../src/report/index.js'
import { serve } from '../../src/serve/index.js'
import {
  emptyRelease,
  oneContributor,
  releaseFixture,
  releaseWithoutIntervals,
  suppressedRelease,
} from '../release-fixture.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { watched } from './watched-page.js'

const releases = {
  full: releaseFixture(),
  'one contributor': oneContributor(),
  'no intervals': releaseWithoutIntervals(),
  withheld: suppressedRelease(),
  empty: emptyRelease(),
} satisfies Record<string, Release>
type Name = keyof typeof releases

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser
  let dir: string
  let template: string
  const urlOf = (name: Name) => pathToFileURL(join(dir, `${name}.html`)).href

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-page-'))
    template = await builtTemplate()
    for (const [name, release] of Object.entries(releases)) {
      await writeFile(join(dir, `${name}.html`), reportHtml(template, release))
    }
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  it.each(Object.keys(releases) as Name[])('opens from a disk without a network or an error: %s', async (name) => {
    const { page, troubles } = await watched(browser, urlOf(name))
    expect(troubles).toEqual([])
    expect(await page.title()).toBe('Winter, the platform group · Leeway')
    expect(await page.locator('section.figure').count()).toBe(5)
    expect(await page.locator('.drawing svg').count()).toBe(name === 'empty' ? 0 : 5)
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|\[object/)
    await page.context().close()
  })

  it.each([360, 390, 768, 1600])('does not scroll sideways at %i px', async (width) => {
    const { page } = await watched(browser, urlOf('full'), { viewport: { width, height: 800 } })
    expect(await overflow(page)).toBe(0)
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('has no serious barrier: %s', async (colorScheme) => {
    for (const name of ['full', 'withheld', 'empty'] as const) {
      const { page } = await watched(browser, urlOf(name), { colorScheme })
      if (name !== 'empty') await page.locator('#interventions summary').click()
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
      await page.context().close()
    }
  })

  it('changes clock by keyboard, and says so', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const section = page.locator('#turn-duration')
    const before = await section.locator('.sentence').textContent()
    await section.getByRole('radio', { name: 'Wall clock' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => section.locator('.sentence').textContent()).not.toBe(before)
    expect(await section.getByRole('img').getAttribute('aria-label')).toContain('Work, without known waits')
    await page.context().close()
  })

  it('adds and takes away percentiles, but never the last', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const section = page.locator('#turn-duration')
    for (const name of ['p90', 'p99', 'p99.9', 'p50']) {
      await section.getByRole('checkbox', { name, exact: true }).click({ force: true })
    }
    expect(await section.getByRole('checkbox', { name: 'p50', exact: true }).isChecked()).toBe(true)
    const words = await section.locator('.drawing svg').textContent()
    expect(words).toContain('p50')
    expect(words).not.toContain('p99.9')
    await page.context().close()
  })

  it('has tables with captions that the keyboard opens', async () => {
    const { page } = await watched(browser, urlOf('full'))
    await page.locator('#interventions summary').focus()
    await page.keyboard.press('Enter')
    const table = page.locator('#interventions details table')
    expect(await table.locator('caption').textContent()).toContain('by month')
    expect(await table.locator('tbody tr').count()).toBe(25)
    await page.context().close()
  })

  it('shows a missing value as a dash with its reason', async () => {
    const { page } = await watched(browser, urlOf('withheld'))
    expect(await page.locator('#turn-duration table').first().textContent()).toContain('— too few contributors')
    expect(await page.locator('#turn-duration .withheld').textContent()).toBe(
      '7 values are withheld: 5 for “too few contributors”, 2 for “one contributor dominates”.',
    )
    await page.context().close()
  })

  it('gives its figures as files, without a network', async () => {
    const { page, troubles } = await watched(browser, urlOf('full'), { acceptDownloads: true })
    const take = async (name: RegExp) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#auto-approve-by-experience').getByRole('button', { name }).click(),
      ])
      return { name: download.suggestedFilename(), text: await readFile((await download.path())!, 'utf8') }
    }
    const svg = await take(/^SVG/)
    expect(svg.name).toBe('auto-approve-by-experience.svg')
    expect(svg.text).not.toContain('var(--ink)')
    expect((await take(/^CSV/)).text).toMatch(/^from,to,cohort,regime,n,/)
    expect((await take(/^Curve/)).name).toBe('auto-approve-by-experience.curve.csv')
    expect(troubles.filter((trouble) => !trouble.startsWith('request: blob:'))).toEqual([])
    await page.context().close()
  })

  it('draws the same figures in files: each is a whole document that opens', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    for (const { name, svg } of await figureSvgs(releases.full)) {
      await writeFile(join(dir, `${name}.svg`), svg)
      await page.goto(pathToFileURL(join(dir, `${name}.svg`)).href)
      expect(await page.locator('parsererror').count(), name).toBe(0)
      expect(await page.locator('svg svg text').count(), name).toBeGreaterThan(5)
    }
    await context.close()
  })

  it('keeps names inside the drawing and apart, narrow and wide', async () => {
    for (const width of [360, 1100]) {
      const { page } = await watched(browser, urlOf('full'), { viewport: { width, height: 900 } })
      const kinds = page.locator('#interrupts-by-experience').getByRole('checkbox')
      for (const kind of await kinds.all()) await kind.setChecked(true, { force: true })
      expect(await collisions(page), `at ${width} px`).toEqual([])
      await page.context().close()
    }
  })

  it('is served the same under the strict policy of leeway open', async () => {
    const served = await serve({ template, release: releases.full })
    try {
      const { page, troubles } = await watched(browser, served.url)
      expect(troubles).toEqual([])
      expect(await page.locator('.drawing svg').count()).toBe(5)
      await page.context().close()
    } finally {
      await served.close()
    }
  })

  it('prints on paper white, without controls', async () => {
    const { page } = await watched(browser, urlOf('full'), { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.controls').first().isVisible()).toBe(false)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    await page.context().close()
  })
})

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** Texts of drawings that leave their drawing or lie on each other. */
async function collisions(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const svg of await page.locator('.drawing svg').all()) {
    const { x, width } = (await svg.boundingBox())!
    const boxes = await svg.locator('text').evaluateAll((texts) =>
      texts.flatMap((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect()
        return text.textContent?.trim() ? [{ words: text.textContent, left, right, top, bottom }] : []
      }),
    )
    for (const [i, a] of boxes.entries()) {
      if (a.left < x - 2 || a.right > x + width + 2) found.push(`${a.words} leaves the drawing`)
      for (const b of boxes.slice(i + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 2 && down > 4) found.push(`${a.words} lies on ${b.words}`)
      }
    }
  }
  return found
}
