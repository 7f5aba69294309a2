import { Hono } from 'hono'
import type { Release } from '../release/index.js'
import { releaseJson, reportHtml } from '../report/index.js'
import { isOwnHost, securityHeaders } from './security.js'

export interface AppOptions {
  template: string
  release: Release
  /** Another release, shown beside the first. */
  other?: Release | undefined
  /** The port that the Host header must name; known once the server listens. */
  port: () => number
}

/** The two things that are served: the page and its release. */
export function app({ template, release, other, port }: AppOptions): Hono {
  const page = reportHtml(template, release, other)
  const json = releaseJson(release)
  const headers = securityHeaders(page)
  const served = new Hono()
  served.use(async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (!isOwnHost(c.req.header('host'), port())) return c.text('This address is not served here.\n', 403)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.text('Only GET is answered here.\n', 405)
    await next()
  })
  served.get('/', (c) => c.html(page))
  served.get('/release.json', (c) => c.body(json, 200, { 'Content-Type': 'application/json; charset=utf-8' }))
  served.notFound((c) => c.text('Nothing here. The page is at /, its numbers at /release.json.\n', 404))
  return served
}
