import { parsed } from '../pairs.js'
import type { Usage } from '../turn.js'
import { countOf, type Json, objectOf } from '../values.js'
import { fieldOf } from './record.js'

/**
 * Tokens of an answer. Langfuse keeps each kind apart, so that what came from a cache is not among what went in; other
 * details (of reasoning, of audio) are parts that it took out of `input` and `output`.
 */
export function usageIn(record: Json): Usage | null {
  const details = objectOf(parsed(fieldOf(record, 'usage_details'))) ?? {}
  const old = objectOf(parsed(record.usage)) ?? {}
  const found = { in: 0, out: 0, cacheRead: 0, cacheWrite: 0 }
  let any = false
  for (const [name, value] of Object.entries(details)) {
    const count = countOf(value)
    const kind = kindOf(name)
    if (count === null || kind === null) continue
    any = true
    found[kind] += count
  }
  if (any) return found
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const count = countOf(fieldOf(old, name) ?? fieldOf(record, name))
      if (count !== null) return count
    }
    return null
  }
  const given = first('input', 'prompt_tokens', 'input_usage')
  const out = first('output', 'completion_tokens', 'output_usage')
  return given === null && out === null ? null : { ...found, in: given ?? 0, out: out ?? 0 }
}

function kindOf(name: string): keyof Usage | null {
  if (name === 'total') return null
  if (/cache/.test(name)) return /creat|write/.test(name) ? 'cacheWrite' : 'cacheRead'
  return /^(?:output|completion)/.test(name) ? 'out' : /^(?:input|prompt)/.test(name) ? 'in' : null
}
