import { FIRST_TIME } from '../model/index.js'
import { begun } from './beginning.js'
import { GAP } from './shorten.js'

/** What a record may hold: anything. These read a value as what it should be, and give null where it is not. */

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const objectOf = (value: unknown): Json | null => (isObject(value) ? value : null)
/** A text that says something. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const objectsOf = (value: unknown): Json[] => listOf(value).filter(isObject)

/** A number of things or milliseconds that can be true; what no log can mean would not fit the store either. */
export const countOf = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value < 1e12 ? Math.round(value) : null

/** The end of the times that a log can mean, the year 2100; what lies beyond is a mistake. */
const LATEST = 4_102_444_800_000

const timeAt = (ms: number): number | null => (ms >= FIRST_TIME && ms < LATEST ? Math.round(ms) : null)

/** A time that is written as text, ms since 1970 UTC. */
export const timeOf = (value: unknown): number | null => (typeof value === 'string' ? timeAt(Date.parse(value)) : null)
/** A time that is written as text and may not say its zone; then it is taken for UTC, so that every machine reads the same. */
export const zonelessOf = (value: unknown): number | null =>
  timeOf(typeof value === 'string' && /T[\d:.]+$/.test(value) ? `${value}Z` : value)
/** A time in seconds since 1970, whole or not. */
export const secondsOf = (value: unknown): number | null => (typeof value === 'number' ? timeAt(value * 1000) : null)
/** A time in milliseconds since 1970. */
export const millisOf = (value: unknown): number | null => (typeof value === 'number' ? timeAt(value) : null)

/** What blocks of content say, one behind the other: texts as they are, and of objects their `text`. */
export function saidIn(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  const texts = content.map((block) => (typeof block === 'string' ? block : (textOf(objectOf(block)?.text) ?? '')))
  return texts.filter((text) => text !== '').join('\n')
}

/**
 * The input of a call that is written as JSON inside of a text, which may have been cut. Where it is no JSON, it is the
 * text itself.
 */
export function inputOf(written: unknown): unknown {
  if (typeof written !== 'string') return written
  try {
    return JSON.parse(written)
  } catch {
    const [before] = written.split(GAP)
    const value = before!.length < written.length ? begun(before!) : undefined
    return isObject(value) && Object.keys(value).length > 0 ? { ...value } : written
  }
}

/** A value as JSON text; null where it is nested too deep to be written, or nothing. */
export function writtenOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null
  } catch {
    return null
  }
}
