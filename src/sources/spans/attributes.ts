import type { Attributes } from '../../otlp/index.js'
import { begun } from '../beginning.js'
import { countOf, isObject, type Json, textOf } from '../values.js'

/** What is nested deeper is not put together. */
const DEEPEST = 32

/**
 * The attributes of a span, however they are written: by dotted names, nested, or lists flattened to names with numbers
 * (`llm.input_messages.0.message.role`).
 */
export class Said {
  /** Names whose values hold further ones. */
  private readonly nested: string[]

  constructor(private readonly attributes: Attributes) {
    this.nested = Object.keys(attributes).filter((key) => isObject(attributes[key]))
  }

  /** The value of a dotted name; undefined where there is none. */
  get(name: string): unknown {
    if (Object.hasOwn(this.attributes, name)) return this.attributes[name]
    for (const key of this.nested) {
      if (!name.startsWith(`${key}.`)) continue
      const found = within(this.attributes[key] as Json, name.slice(key.length + 1))
      if (found !== undefined) return found
    }
    return undefined
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.get(name) != null)
  }

  /** The first of some names whose value is a text that says something. */
  text(...names: readonly string[]): string | null {
    for (const name of names) {
      const found = textOf(this.get(name))
      if (found !== null) return found
    }
    return null
  }

  /** As {@link text}, of ids, which some programs write as numbers. */
  id(...names: readonly string[]): string | null {
    for (const name of names) {
      const value = this.get(name)
      const found = typeof value === 'number' ? String(value) : textOf(value)
      if (found !== null) return found
    }
    return null
  }

  /** The first of some names whose value is a number of things; some exporters write all values as texts. */
  count(...names: readonly string[]): number | null {
    for (const name of names) {
      const value = this.get(name)
      const found = countOf(typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)
      if (found !== null) return found
    }
    return null
  }

  /** All that stands under the first of some names: as it is, read from JSON text, or put together from flattened names. */
  tree(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = this.get(name)
      if (typeof value === 'string' && value !== '') return writtenIn(value)
      if (Array.isArray(value)) return value.some(isDotted) ? unflattened(value) : value
      if (isObject(value) && Object.keys(value).length > 0) return value
      const gathered = this.gathered(name)
      if (gathered !== null) return gathered
    }
    return null
  }

  private gathered(name: string): unknown {
    const start = `${name}.`
    const found: Json = Object.create(null)
    for (const key of Object.keys(this.attributes))
      if (key.startsWith(start)) found[key.slice(start.length)] = this.attributes[key]
    return Object.keys(found).length === 0 ? null : unflattened(found)
  }
}

/** Phoenix keeps lists as they are, and dotted names in their items. */
const isDotted = (item: unknown): boolean =>
  isObject(item) && Object.keys(item).some((key) => /^(?:message|tool)\./.test(key))

function within(object: Json, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const key = name.slice(0, dot)
    if (!Object.hasOwn(object, key)) continue
    const inner = object[key]
    const found = isObject(inner) ? within(inner, name.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** What a text says as JSON, as far as it is there; the text where it is no JSON. */
export function writtenIn(text: string): unknown {
  if (!/^\s*(?:[[{"]|null\b)/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    const found = /^\s*[[{]/.test(text) ? begun(text) : undefined
    return (Array.isArray(found) && found.length > 0) || (isObject(found) && Object.keys(found).length > 0)
      ? found
      : text
  }
}

/** Puts together what dotted names in a value and its parts stand for; names that are numbers make lists. */
export function unflattened(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return null
  if (Array.isArray(value)) return value.map((item) => unflattened(item, depth + 1))
  if (!isObject(value)) return value
  const tree: Json = Object.create(null)
  for (const [key, inner] of Object.entries(value)) {
    const dot = key.indexOf('.')
    if (dot === -1) {
      tree[key] = isObject(tree[key]) && isObject(inner) ? { ...(tree[key] as Json), ...inner } : inner
      continue
    }
    const [first, rest] = [key.slice(0, dot), key.slice(dot + 1)]
    const held: Json = isObject(tree[first]) ? (tree[first] as Json) : Object.create(null)
    tree[first] = Object.assign(Object.create(null), held, { [rest]: inner })
  }
  const keys = Object.keys(tree)
  const parts = keys.map((key) => [key, unflattened(tree[key], depth + 1)] as const)
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)))
    return parts.sort(([a], [b]) => Number(a) - Number(b)).map(([, part]) => part)
  return Object.assign(Object.create(null), Object.fromEntries(parts))
}
