import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page that keeps a list of all that went wrong on it, and of every request that left the machine. */
export interface Watched {
  page: Page
  troubles: string[]
}

/** Opens a URL and waits until every figure is drawn or says why it is not. */
export async function watched(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) troubles.push(`request: ${request.url()}`)
  })
  await page.goto(url)
  for (const section of await page.locator('section.figure').all()) {
    await section.locator('.drawing svg, .empty').first().waitFor()
  }
  return { page, troubles }
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** What keeps people from reading a page, where it is serious or worse. */
export async function seriousBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}

/** Texts of drawings that leave their drawing or lie on each other. */
export async function collisions(page: Page): Promise<string[]> {
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
