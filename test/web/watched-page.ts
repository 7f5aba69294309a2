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
