import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { releaseJson, reportHtml } from '../../src/report/index.js'
import { type Served, serve } from '../../src/serve/index.js'
import { releaseFixture } from '../release-fixture.js'
import { bareTemplate as template } from '../template.js'

const release = releaseFixture()
const open: Served[] = []
const started = async (options: { port?: number; host?: string } = {}) => {
  const served = await serve({ template, release, ...options })
  open.push(served)
  return served
}
afterEach(async () => {
  for (const served of open.splice(0)) await served.close()
})

/** A request whose Host header and method are free to choose. */
const ask = (url: string, { host, method = 'GET' }: { host?: string; method?: string } = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url)
    const headers = { host: host ?? `${hostname}:${port}` }
    const sent = request({ hostname, port, path: pathname, method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text) => {
        body += text
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })

describe('serve', () => {
  it('shows the page and its release, and nothing else', async () => {
    const { url } = await started()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect((await ask(url)).body).toBe(reportHtml(template, release))
    const json = await ask(`${url}release.json`)
    expect(json.body).toBe(releaseJson(release))
    expect(json.headers['content-type']).toMatch(/^application\/json/)
    for (const path of ['index.html', 'figures', '..%2f..%2fetc%2fpasswd', 'release.json/']) {
      expect((await ask(url + path)).status).toBe(404)
    }
  })

  it('answers only requests for this machine', async () => {
    const { url } = await started()
    const { port } = new URL(url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect((await ask(url, { host })).status, host).toBe(200)
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1:1',
      'localhost',
      `127.0.0.1.evil.example:${port}`,
    ]) {
      const answer = await ask(`${url}release.json`, { host })
      expect(answer.status, host).toBe(403)
      expect(answer.body).not.toContain('leeway.release')
    }
  })

  it('only reads', async () => {
    const { url } = await started()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask(url, { method })).status).toBe(405)
    expect((await ask(url, { method: 'HEAD' })).body).toBe('')
  })

  it('sends strict headers with every answer', async () => {
    const { url } = await started()
    const answers = [await ask(url), await ask(`${url}nothing`), await ask(url, { host: 'evil.example' })]
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toMatch(/script-src 'sha256-[\w+/]+=*';/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it('says which port is taken', async () => {
    const port = Number(new URL((await started()).url).port)
    await expect(started({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken: choose another with --port`)
  })

  it('will not listen to the network', async () => {
    await expect(started({ host: '0.0.0.0' })).rejects.toThrow(/will not listen on 0\.0\.0\.0/)
  })

  it('is gone once closed', async () => {
    const served = await serve({ template, release })
    await ask(served.url)
    await served.close()
    await expect(ask(served.url)).rejects.toThrow()
  })
})
