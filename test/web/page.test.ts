import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Release } from '../../src/release/index.js'
import { reportHtml } from '../../src/report/index.js'
import { serve } from '../../src/serve/index.js'
import {
  emptyRelease,
  nothingRelease,
  oneContributor,
  releaseFixture,
  releaseWithoutIntervals,
  suppressedRelease,
  teamRelease,
} from '../release-fixture.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { collisions, overflow, seriousBarriers, watched } from './watched-page.js'

const releases = {
  full: releaseFixture(),
  'one contributor': oneContributor(),
  'no intervals': releaseWithoutIntervals(),
  withheld: suppressedRelease(),
  team: teamRelease(),
  empty: emptyRelease(),
  nothing: nothingRelease(),
} satisfies Record<string, Release>
type Name = keyof typeof releases
const FIGURES = 11
releases.full.figures.find(({ id }) => id === 'interventions')!.sources![2] = {
  ...{ id: 'claude-code-otel', use: 'no' },
  ...{ lacks: ['interrupts', 'questions'], partly: [] },
}

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
    expect(await page.locator('section.figure').count()).toBe(FIGURES)
    expect(await page.locator('.drawing svg').count()).toBe(name === 'empty' || name === 'nothing' ? 0 : FIGURES)
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|\[object/)
    expect(await page.locator('.page').textContent()).not.toMatch(/\bnull\b/)
    await page.context().close()
  })

  it.each([360, 390, 768, 1600])('does not scroll sideways at %i px', async (width) => {
    const { page } = await watched(browser, urlOf('full'), { viewport: { width, height: 800 } })
    expect(await overflow(page)).toBe(0)
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  })

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(['full', 'withheld', 'team', 'empty', 'nothing'] as const)('has no serious barrier: %s', async (name) => {
      const { page } = await watched(browser, urlOf(name), { colorScheme })
      if (name !== 'empty' && name !== 'nothing') await page.locator('#interventions summary').click()
      expect(await seriousBarriers(page), name).toEqual([])
      await page.context().close()
    })
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

  it('says what each kind of log can say, and what every figure could use of it', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const table = page.getByRole('table', { name: 'What each kind of log can say' })
    expect(await table.getByRole('columnheader').allTextContents()).toContain('Approvals')
    const row = table.getByRole('row', { name: /codex/ })
    expect((await row.getByRole('cell').allTextContents()).map((text) => text.replace(/^[●◐○] /, ''))).toEqual([
      ...['yes', 'not said', 'partly', 'no', 'yes', 'yes'],
    ])
    const figures = await page.locator('section.figure').count()
    expect(await page.getByRole('heading', { name: 'Sources it could use' }).count()).toBe(figures)
    const used = page.locator('#interventions .cannot', { hasText: 'Sources it could use' })
    expect(await used.getByRole('listitem').allTextContents()).toEqual([
      'Could use: claude-code',
      'Could use in part: codex (interrupts in part)',
      'Could not use: claude-code-otel (without interrupts, questions)',
    ])
    await page.context().close()
  })

  it('shows a missing value as a dash with its reason', async () => {
    const { page } = await watched(browser, urlOf('withheld'))
    expect(await page.locator('#turn-duration table').first().textContent()).toContain('— too few contributors')
    expect(await page.locator('#turn-duration .withheld').textContent()).toMatch(
      /^Withheld\. 7 cells are withheld or merged: 5 for “too few contributors”, 2 for “one contributor dominates”\./,
    )
    expect(await page.locator('#turn-duration .drawing svg').textContent()).toContain('withheld: too few contributors')
    await page.context().close()
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
      expect(await page.locator('.drawing svg').count()).toBe(FIGURES)
      await page.context().close()
    } finally {
      await served.close()
    }
  })

  it('changes what is drawn with every switch of every figure, by keyboard alone', async () => {
    const { page, troubles } = await watched(browser, urlOf('full'))
    for (const section of await page.locator('section.figure').all()) {
      for (const group of await section.locator('.controls fieldset').all()) {
        const radios = await group.getByRole('radio').count()
        const chosen = radios > 0 ? group.getByRole('radio', { checked: true }) : group.getByRole('checkbox').last()
        const drawing = section.locator('.drawing svg')
        const before = await drawing.innerHTML()
        await chosen.focus()
        await page.keyboard.press(radios === 0 ? 'Space' : 'ArrowLeft')
        await expect.poll(() => drawing.innerHTML()).not.toBe(before)
      }
    }
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined/)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('lets nothing but its own scripts run', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]+=*'; /)
    await page.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
    }`)
    expect(await page.evaluate('window.ran === true')).toBe(false)
    await page.context().close()
  })

  it('paints soon, even at full size', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const paint = (await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")) as number
    expect(paint).toBeLessThan(3000)
    await page.context().close()
  })

  it('prints everything on white, tables too, without controls', async () => {
    const { page } = await watched(browser, urlOf('full'), { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.controls', '.downloads', '.contents', '#compare', 'summary']) {
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
    }
    for (const shown of ['.drawing svg', 'table', '.chosen', '.flow', '#withheld', '#sources']) {
      for (const one of await page.locator(shown).all()) expect(await one.isVisible(), shown).toBe(true)
    }
    await expect.poll(() => page.locator('#interventions details table').count()).toBe(1)
    expect(await page.locator('#interventions details table tbody tr').last().isVisible()).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    await page.context().close()
  })
})
