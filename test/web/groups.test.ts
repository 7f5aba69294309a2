import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportHtml } from '../../src/report/index.js'
import { builtTemplate } from '../template.js'
import { hasBrowser, launch } from './browser.js'
import { groupsRelease } from './groups-release.js'
import { collisions, overflow, seriousBarriers, watched } from './watched-page.js'

describe.skipIf(!hasBrowser)('groups on the page', () => {
  let browser: Browser
  let dir: string
  const urlOf = (name: string, hash = '') => `${pathToFileURL(join(dir, `${name}.html`)).href}${hash}`

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-groups-'))
    const template = await builtTemplate()
    for (const count of [1, 60, 3000])
      await writeFile(join(dir, `${count}.html`), reportHtml(template, groupsRelease(count)))
    const other = groupsRelease(60, 4)
    const figure = other.figures.find(({ id }) => id === 'risk-autonomy')!
    Object.assign(figure, { rows: figure.rows.slice(0, 50) })
    Object.assign(figure.rows[0]!, { name: 'Another name' })
    await writeFile(join(dir, 'both.html'), reportHtml(template, groupsRelease(60), other))
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('are gone through by keyboard in the plane, into a group and out again', async () => {
    const { page, troubles } = await watched(browser, urlOf('3000'))
    const section = page.locator('#risk-autonomy')
    const [tip, sentence] = [section.getByRole('option'), section.locator('.sentence')]
    await section.getByRole('listbox').focus()
    const first = await tip.textContent()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => tip.textContent()).not.toBe(first)
    const name = await tip.locator('b').textContent()
    expect(await tip.textContent()).toMatch(
      /risk \d\.\d \(.+\)autonomy \d\.\d \(.+\)n = [\d,]+ actions, \d+ contributorsopens \d+ groups/,
    )
    await page.keyboard.press('Enter')
    await expect.poll(() => sentence.textContent()).toMatch(new RegExp(`^Within “${name}”`))
    await page.keyboard.press('Escape')
    await expect.poll(() => sentence.textContent()).toMatch(/^Of \d+ groups/)
    await expect.poll(() => tip.locator('b').textContent()).toBe(name)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('are an outline of which only what is in sight is made, searched by name', async () => {
    const { page, troubles } = await watched(browser, urlOf('3000'))
    const tree = page.getByRole('tree')
    const lines = tree.getByRole('treeitem')
    const tops = await lines.count()
    expect(tops).toBeLessThan(42)
    await tree.focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    const active = tree.locator('[aria-selected=true]')
    expect(await active.getAttribute('aria-level')).toBe('3')
    const name = await active.locator('.name').textContent()
    expect(await page.locator('.details h3').textContent()).toBe(name)
    expect(await page.evaluate('location.hash')).toMatch(/^#action-\d+$/)
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
    expect(await lines.count()).toBe(tops)
    await page.getByRole('searchbox').fill('payment delete')
    await expect.poll(() => page.locator('.search p').textContent()).toMatch(/^\d+ groups match “payment delete”/)
    expect(await page.locator('.details h3').textContent()).toMatch(/^Delete payment records/)
    await page.getByRole('searchbox').fill('payment')
    await expect
      .poll(() => page.locator('.search p').textContent())
      .toBe('300 groups match “payment”; the 60 largest are shown.')
    // Each of them lies in two others at most.
    expect(await lines.count()).toBeLessThanOrEqual(180)
    await page.getByRole('searchbox').fill('no such thing')
    await expect.poll(() => page.locator('.search p').textContent()).toBe('No group matches “no such thing”.')
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('are opened by an address, also on a map, and tell facets and weeks', async () => {
    const { page, troubles } = await watched(browser, urlOf('60', '#action-20'))
    const details = page.locator('.details')
    expect(await details.locator('h3').textContent()).toBe('Search unit tests')
    expect(await page.locator('[role=treeitem][aria-selected=true] .name').textContent()).toBe(
      await details.locator('h3').textContent(),
    )
    const top = () => page.locator('#groups').evaluate((section) => Math.abs(section.getBoundingClientRect().top))
    await expect.poll(top).toBeLessThan(40)
    expect(await details.locator('.facets dt').allTextContents()).toEqual(['Kind of environment', 'Reversibility'])
    expect(await details.locator('.weeks svg').count()).toBe(1)
    await page.locator('#groups').getByRole('radio', { name: 'Map' }).check({ force: true })
    expect(await page.locator('.tiles [aria-current]').getAttribute('title')).toBe('Search unit tests')
    await page.locator('.mapped').getByRole('button', { name: 'Up' }).click()
    expect(await page.locator('.tiles button').count()).toBe(3)
    await page.locator('#groups').getByRole('radio', { name: 'Why agents stop to ask' }).check({ force: true })
    expect(await details.locator('h3').textContent()).toBe('Asks which of several approaches to take')
    // The address itself is no request for another file.
    expect(troubles.filter((trouble) => !trouble.includes('#action-20') && !trouble.endsWith('60.html'))).toEqual([])
    await page.context().close()
  })

  it('stand beside those of another release by their ids', async () => {
    const { page, troubles } = await watched(browser, urlOf('both', '#action-1'))
    expect(await page.locator('.details').textContent()).toContain('In the other release it is called “Another name”.')
    expect(await page.locator('#groups .against').textContent()).toContain(
      '50 groups are in both releases, 10 only here, 0 only there.',
    )
    for (const svg of await page.locator('.drawing svg').all()) expect(await svg.textContent()).toContain('other')
    expect(troubles.filter((trouble) => !trouble.startsWith('request: file:'))).toEqual([])
    await page.context().close()
  })

  it.each([
    ['3000', 1100],
    ['60', 360],
    ['both', 1100],
    ['both', 360],
    ['1', 360],
  ] as const)('have no collision and no sideways scroll: %s, %i px', async (name, width) => {
    const { page } = await watched(browser, urlOf(name), { viewport: { width, height: 900 } })
    expect(await overflow(page)).toBe(0)
    expect(await collisions(page)).toEqual([])
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|\[object/)
    await page.context().close()
  })

  it.each([
    ['60', 'dark', 'Tree'],
    ['both', 'light', 'Map'],
  ] as const)('bring no serious barrier: %s, %s, as a %s', async (name, colorScheme, as) => {
    const { page } = await watched(browser, urlOf(name), { colorScheme })
    await page.locator('#groups').getByRole('radio', { name: as }).check({ force: true })
    await page.getByRole('listbox').focus()
    expect(await seriousBarriers(page)).toEqual([])
    await page.context().close()
  })
})
