import { request } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { labelOnPage } from '../../src/cli/validate-page.js'
import type { DimensionName } from '../../src/validate/index.js'
import { hasBrowser, launch } from '../web/browser.js'
import { overflow, seriousBarriers } from '../web/watched-page.js'
import { item, labellingOf } from './labels.js'

const HOSTILE = 'Bash\n  command: <img src=x onerror="document.title=1"><script>document.title=2</script>'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const page of open.splice(0)) await page.close()
})

async function opened(names: readonly DimensionName[]) {
  const { labelling, kept } = labellingOf([item('a', HOSTILE), item('b')], names)
  const page = await labelOnPage(labelling, 'action')
  open.push(page)
  return { labelling, kept, ...page }
}

/** A request whose headers and method are free to choose. */
const ask = (url: string, headers: Record<string, string> = {}, body?: unknown) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url)
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request({
      hostname,
      port,
      path: pathname,
      method,
      headers: { host: `${hostname}:${port}`, ...headers },
    })
    sent.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  })
const JSON_TYPE = { 'content-type': 'application/json' }

describe('the page for labelling', () => {
  it('is only there for this machine, under its secret', async () => {
    const { url } = await opened(['risk'])
    const { port } = new URL(url)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/)
    expect((await ask(url)).status).toBe(200)
    for (const host of ['evil.example', `evil.example:${port}`]) expect((await ask(url, { host })).status).toBe(403)
    for (const path of ['', 'now', 'x'.repeat(32), `${'x'.repeat(32)}/now`])
      expect((await ask(`http://127.0.0.1:${port}/${path}`)).status, path).toBe(404)
    const { headers, body } = await ask(url)
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'sha256-[^']+'; .*connect-src 'self'/,
    )
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(body).not.toContain('Fix the build')
  })

  it('takes answers as JSON from itself, each to the question that it showed', async () => {
    const { url, kept } = await opened(['risk', 'human_in_loop'])
    const { question, item: shown } = JSON.parse((await ask(`${url}now`)).body)
    expect(shown.heading).toBe('action 1 of 2')
    expect(question.choices).toHaveLength(11)
    const answer = { do: 'choose', question: question.key, numbers: [3] }
    expect((await ask(`${url}answer`, { 'content-type': 'text/plain' }, answer)).status).toBe(415)
    const other = await ask(`${url}answer`, { ...JSON_TYPE, origin: 'http://evil.example' }, answer)
    expect(other.status).toBe(403)
    for (const body of [
      '{',
      [],
      { do: 'choose', question: 1 },
      { ...answer, numbers: ['3'] },
      { ...answer, do: 'drop' },
    ])
      expect((await ask(`${url}answer`, JSON_TYPE, body)).status).toBe(400)
    expect(kept.size).toBe(0)
    const told = JSON.parse((await ask(`${url}answer`, JSON_TYPE, answer)).body)
    expect(told.question.name).toBe('human in loop')
    expect(kept.get('a')).toMatchObject({ risk: 3, human_in_loop: null })
    // The same again is an answer to a question that is over.
    await ask(`${url}answer`, JSON_TYPE, answer)
    expect(kept.get('a')).toMatchObject({ risk: 3, human_in_loop: null })
  })

  it('says what is wrong with an answer, and when it is over', async () => {
    const { url, done } = await opened(['safeguards_category'])
    const { question } = JSON.parse((await ask(`${url}now`)).body)
    const answer = { do: 'choose', question: question.key, numbers: [1, 11] }
    expect(JSON.parse((await ask(`${url}answer`, JSON_TYPE, answer)).body).note).toContain('stands alone')
    const quit = await ask(`${url}answer`, JSON_TYPE, { do: 'quit', question: null })
    expect(JSON.parse(quit.body)).toMatchObject({ over: true })
    await done
  })
})

describe.skipIf(!hasBrowser)('the page for labelling in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('is used from the keyboard, and shows texts of logs as texts', async () => {
    const { url, kept, done } = await opened(['risk', 'safeguards_category'])
    const context = await browser.newContext({ viewport: { width: 420, height: 800 } })
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => troubles.push(message.text()))
    page.on('request', (sent) => sent.url().startsWith(url) || troubles.push(sent.url()))
    await page.goto(url)
    await page.getByText('risk (1 of 2)').waitFor()
    expect(await page.locator('pre').first().textContent()).toBe(HOSTILE)
    expect(await page.title()).toBe('leeway validate')
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await seriousBarriers(page)).toEqual([])
    await page.keyboard.press('1')
    await page.getByText('Enter, or another digit').waitFor()
    await page.keyboard.press('0')
    await page.getByText('safeguards category (2 of 2)').waitFor()
    expect(kept.get('a')).toMatchObject({ risk: 10 })
    for (const key of ['4', '7', '7', '8', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('heading', { name: 'action 2 of 2' }).waitFor()
    expect(kept.get('a')!.safeguards_category).toBe('Human approval required|Rate limits')
    await page.keyboard.press('u')
    await page.getByRole('heading', { name: 'action 1 of 2' }).waitFor()
    await page.getByRole('button', { name: 'Skip item' }).click()
    await page.getByRole('heading', { name: 'action 2 of 2' }).waitFor()
    await page.keyboard.press('5')
    await page.getByText('safeguards category (2 of 2)').waitFor()
    await page.keyboard.press('q')
    await page.getByText('Everything is kept').waitFor()
    await done
    expect(kept.get('b')).toMatchObject({ risk: 5, outcome: 'judged' })
    expect(troubles).toEqual([])
    await context.close()
  })
})
