import type { Release } from '../release/index.js'
import { scriptHashes } from './script-hashes.js'

const OPEN = '<script type="application/json" id="release">'
const CLOSE = '</script>'
const ANY_SCRIPT = "script-src 'unsafe-inline'"

/**
 * Puts a release into the page template, and another to compare it with where there is one, so that the page opens
 * without any network. Only the scripts of the template may run.
 * @throws Error where the template has no place for a release.
 */
export function reportHtml(template: string, release: Release, other?: Release): string {
  const strict = template.replace(ANY_SCRIPT, () => `script-src ${scriptHashes(template)}`)
  const start = strict.indexOf(OPEN)
  const end = strict.indexOf(CLOSE, start)
  if (start < 0 || end < 0) {
    throw new Error(`the page template has no ${OPEN}${CLOSE}; build it again with “vite build web”`)
  }
  const beside = other ? `${CLOSE}${OPEN.replace('"release"', '"other"')}${embedded(other)}` : ''
  return strict.slice(0, start + OPEN.length) + embedded(release) + beside + strict.slice(end)
}

/** JSON that cannot end the element it stands in, whatever its strings hold. */
const embedded = (release: Release): string =>
  JSON.stringify(release).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
