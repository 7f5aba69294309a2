import type { Release } from '../../src/release/index.js'

/** The release that was put into this page; null where there is none, or one of another version. */
export function embeddedRelease(document: Document): Release | null {
  const text = document.getElementById('release')?.textContent?.trim()
  if (!text) return null
  const release = JSON.parse(text) as Release
  return release.schema === 'leeway.release/1' ? release : null
}
