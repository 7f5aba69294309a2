import type { Release } from '../release/index.js'

const OPEN = '<script type="application/json" id="release">'
const CLOSE = '</script>'

/**
 * Puts a release into the page template, so that the page opens without any network.
 * @throws Error where the template has no place for a release.
 */
export function reportHtml(template: string, release: Release): string {
  const start = template.indexOf(OPEN)
  const end = template.indexOf(CLOSE, start)
  if (start < 0 || end < 0) {
    throw new Error(`the page template has no ${OPEN}${CLOSE}; build it again with “vite build web”`)
  }
  return template.slice(0, start + OPEN.length) + embedded(release) + template.slice(end)
}

/** JSON that cannot end the element it stands in, whatever its strings hold. */
const embedded = (release: Release): string =>
  JSON.stringify(release).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
