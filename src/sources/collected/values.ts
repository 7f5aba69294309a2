import type { Usage } from '../turn.js'
import { type Json, listOf } from '../values.js'
import type { KeptUsage } from './kept.js'

/** Values of kept lines, as far as they are what they should be. */

export const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < 1e12

export const words = (value: unknown): string[] => listOf(value).filter((word) => typeof word === 'string')

/** Those of some properties that are texts. */
export const texts = (record: Json, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof record[name] === 'string' ? [[name, record[name]]] : [])))

/** Those of some properties that are times, ms since 1970 UTC. */
export const numbers = (record: Json, ...names: string[]): Record<string, number> =>
  Object.fromEntries(names.flatMap((name) => (isTime(record[name]) ? [[name, record[name]] as [string, number]] : [])))

const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < 1e14

/** Tokens, where there are four figures, known or not. */
export function usageIn(value: unknown): { usage?: KeptUsage } {
  const counts = listOf(value).map((count) => (isCount(count) ? count : null))
  const [given, out, read, written] = counts
  if (counts.length !== 4) return {}
  return { usage: [given!, out!, read!, written!] }
}

/** Tokens as they are kept. */
export const usageKept = ({ in: given, out, cacheRead, cacheWrite }: Usage): KeptUsage => [
  given,
  out,
  cacheRead,
  cacheWrite,
]

/** Tokens as they were kept. */
export const usageOf = ([given, out, cacheRead, cacheWrite]: KeptUsage): Usage => ({
  in: given,
  out,
  cacheRead,
  cacheWrite,
})
