import { told } from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'

/** A release that was put into this page; null where there is none, or one of another version. */
export function embeddedRelease(document: Document, id: 'release' | 'other'): Release | null {
  const text = document.getElementById(id)?.textContent?.trim()
  if (!text) return null
  const release = JSON.parse(text) as Release
  return release.schema === 'leeway.release/1' ? told(release) : null
}
