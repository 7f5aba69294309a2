import { type Json, listOf } from '../values.js'

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

/** Tokens, where there are all four figures. */
export function countsIn(value: unknown): { usage?: readonly [number, number, number, number] } {
  const [given, out, read, written] = listOf(value)
  if (!isCount(given) || !isCount(out) || !isCount(read) || !isCount(written)) return {}
  return { usage: [given, out, read, written] }
}
