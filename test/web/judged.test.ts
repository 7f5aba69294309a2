import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Release } from '../../src/release/index.js'
import { reportHtml } from '../../src/report/index.js'
import { releaseFixture, suppressedRelease, unjudgedRelease } from '../release-fixture.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { collisions, overflow, seriousBarriers, watched } from './watched-page.js'

const FIGURES = [
  'oversight',
  'human-involvement-by-complexity',
  'stops-by-complexity',
  'domains',
  'distributions',
  'frontier',
]

/** A release of judged figures alone, whose every row is withheld or absent but for one figure. */
function mostlyGone(): Release {
  const release = releaseFixture()
  release.study.policy = { ...release.study.policy, name: 'team', k_users: 5, k_items: 20 }
  release.figures = release.figures.filter(({ id }) => FIGURES.includes(id))
  for (const figure of release.figures.filter(({ id }) => id !== 'stops-by-complexity')) {
    Object.assign(figure, {
      n: null,
      contributors: null,
      rows: [],
      flow: [],
      suppressed: { cells: 1, reasons: { k_users: 1 } },
    })
    delete figure.overall
  }
  return release
}

describe.skipIf(!hasBrowser)('judged figures on the page', () => {
  let browser: Browser
  let dir: string
  const urlOf = (name: string) => pathToFileURL(join(dir, `${name}.html`)).href

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-judged-'))
    const template = await builtTemplate()
    const releases = {
      full: releaseFixture(),
      withheld: suppressedRelease(),
      unjudged: unjudgedRelease(),
      gone: mostlyGone(),
    }
    for (const [name, release] of Object.entries(releases))
      await writeFile(join(dir, `${name}.html`), reportHtml(template, release))
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('count actions, sessions or contributors once, by keyboard', async () => {
    const { page, troubles } = await watched(browser, urlOf('full'))
    for (const id of ['oversight', 'domains', 'distributions', 'human-involvement-by-complexity']) {
      const section = page.locator(`#${id}`)
      const drawing = section.locator('.drawing svg')
      const before = await drawing.innerHTML()
      expect(await section.getByRole('radio', { name: 'Each action' }).isChecked(), id).toBe(true)
      await section.getByRole('radio', { name: 'Each action' }).focus()
      await page.keyboard.press('ArrowRight')
      expect(await section.getByRole('radio', { name: 'Each session' }).isChecked(), id).toBe(true)
      await expect.poll(() => section.locator('.sentence').textContent()).toMatch(/each session counting once/i)
      expect(await drawing.innerHTML(), id).not.toBe(before)
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => section.locator('.sentence').textContent()).toMatch(/each contributor counting once/i)
    }
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('show every dimension without words on each other, narrow and wide', async () => {
    for (const width of [360, 1100]) {
      const { page } = await watched(browser, urlOf('full'), { viewport: { width, height: 900 } })
      const section = page.locator('#distributions')
      const dimensions = section.getByRole('group', { name: 'Dimension' }).getByRole('radio')
      expect(await dimensions.count()).toBe(9)
      for (const dimension of await dimensions.all()) {
        await dimension.focus()
        await page.keyboard.press('Space')
        await page.mouse.move(0, 0)
        expect(await collisions(page), `at ${width} px`).toEqual([])
      }
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })

  it('stand beside success, which has no choice of what people did', async () => {
    const { page } = await watched(browser, urlOf('full'))
    const section = page.locator('#interventions')
    expect(await section.getByRole('group', { name: 'What people did' }).count()).toBe(1)
    await section.getByRole('radio', { name: 'Interventions per session' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => section.locator('.drawing svg').textContent()).toContain('Succeeded')
    expect(await section.getByRole('group', { name: 'What people did' }).count()).toBe(0)
    expect(await section.locator('figcaption').textContent()).toContain('offline rules')
    await section.locator('summary').click()
    expect(await section.locator('details tbody tr').count()).toBe(15)
    await page.context().close()
  })

  it('name their judge, and no other figure does', async () => {
    const { page } = await watched(browser, urlOf('full'))
    for (const id of FIGURES)
      expect(await page.locator(`#${id} figcaption`).textContent(), id).toContain(
        'a set of offline rules, neither a model nor a person',
      )
    expect(await page.locator('#turn-duration figcaption').textContent()).not.toContain('rules')
    await page.context().close()
    const unjudged = await watched(browser, urlOf('unjudged'))
    expect(await unjudged.page.locator('main').textContent()).not.toMatch(/offline rules|Success by complexity/)
    await unjudged.page.context().close()
  })

  it.each(['light', 'dark'] as const)('say what is withheld, without a serious barrier: %s', async (colorScheme) => {
    const { page, troubles } = await watched(browser, urlOf('gone'), { colorScheme })
    expect(await page.locator('#oversight .empty').first().textContent()).toBe(
      'All of this is withheld: too few contributors.',
    )
    expect(await page.locator('.drawing svg').count()).toBe(1)
    expect(await page.locator('.page').textContent()).not.toMatch(/NaN|undefined|\bnull\b/)
    expect(await seriousBarriers(page)).toEqual([])
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('keep words apart where single values are withheld, narrow and wide', async () => {
    for (const width of [360, 390, 1100]) {
      const { page } = await watched(browser, urlOf('withheld'), { viewport: { width, height: 900 } })
      expect(await page.locator('#domains .drawing svg').textContent()).toContain('withheld: too few contributors')
      expect(await collisions(page), `at ${width} px`).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })

  it('print what was chosen', async () => {
    const { page } = await watched(browser, urlOf('full'))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#domains .chosen').textContent()).toBe('Counts once: Each action')
    expect(await page.locator('#domains .chosen').isVisible()).toBe(true)
    expect(await page.locator('#frontier .chosen').count()).toBe(0)
    await page.context().close()
  })
})
