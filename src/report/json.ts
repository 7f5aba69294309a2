import type { Release } from '../release/index.js'

const FIRST = ['schema', 'study', 'figures', 'id', 'name', 'title', 'question']

/** A release as text: indented, in one order of keys whatever made it, with a newline at the end. */
export const releaseJson = (release: Release): string => `${JSON.stringify(ordered(release), null, 2)}\n`

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  entries.sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, v]) => [key, ordered(v)]))
}

const place = (key: string): number => {
  const index = FIRST.indexOf(key)
  return index < 0 ? FIRST.length : index
}
