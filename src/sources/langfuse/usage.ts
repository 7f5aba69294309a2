import { parsed } from '../pairs.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { countOf, type Json, objectOf } from '../values.js'
import { fieldOf } from './record.js'

/**
 * Tokens of an answer. Langfuse keeps each kind apart, so that what came from a cache is not among what went in; other
 * details (of reasoning, of audio) are parts that it took out of `input` and `output`.
 */
export function usageIn(record: Json): Usage | null {
  const details = objectOf(parsed(fieldOf(record, 'usage_details'))) ?? {}
  const old = objectOf(parsed(record.usage)) ?? {}
  const found: Usage = { in: null, out: null, cacheRead: null, cacheWrite: null }
  for (const [name, value] of Object.entries(details)) {
    const count = countOf(value)
    const kind = kindOf(name)
    if (count === null || kind === null) continue
    found[kind] = (found[kind] ?? 0) + count
  }
  if (Object.values(found).some((count) => count !== null)) return tokensOf(found.in, found)
  const given = firstOf(old, record, ['input', 'prompt_tokens'], ['input_tokens', 'prompt_tokens', 'input_usage'])
  const out = firstOf(
    old,
    record,
    ['output', 'completion_tokens'],
    ['output_tokens', 'completion_tokens', 'output_usage'],
  )
  return tokensOf(given, { ...found, out })
}

const tokensOf = (fresh: number | null, { out, cacheRead, cacheWrite }: Usage): Usage | null =>
  usageOf({ fresh, out: [out], cacheRead, cacheWrite })

/** A count that stands in what older versions call the usage, or in a column of its own. */
function firstOf(old: Json, record: Json, names: readonly string[], columns: readonly string[]): number | null {
  const cells = columns.map((name) => fieldOf(record, name))
  const numbers = cells.map((cell) => (typeof cell === 'string' && /^\d+$/.test(cell) ? Number(cell) : cell))
  const found = [...names.map((name) => fieldOf(old, name)), ...numbers].map(countOf)
  return found.find((count) => count !== null) ?? null
}

function kindOf(name: string): keyof Usage | null {
  if (name === 'total') return null
  if (/cache/.test(name)) return /creat|write/.test(name) ? 'cacheWrite' : 'cacheRead'
  return /^(?:output|completion)/.test(name) ? 'out' : /^(?:input|prompt)/.test(name) ? 'in' : null
}
