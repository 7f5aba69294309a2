import { isObject, type Json, listOf, objectOf, objectsOf, textOf } from '../values.js'

const REFERENCE = /^(?:attachment|tc):\/\/(\S+)$/

/** Puts texts in their place again that a sample keeps apart. */
export class Texts {
  private readonly attached: Json
  private readonly pool: unknown[]

  constructor(sample: Json) {
    this.attached = objectOf(sample.attachments) ?? objectOf(objectOf(sample.transcript)?.content) ?? {}
    this.pool = listOf(sample.message_pool ?? objectOf(sample.events_data)?.messages)
  }

  /** A text, or what it refers to. */
  text(value: unknown): string | null {
    if (typeof value !== 'string') return null
    const key = REFERENCE.exec(value)?.[1]
    return key === undefined || !Object.hasOwn(this.attached, key) ? value : textOf(this.attached[key])
  }

  /** What a message or a result says. */
  said(content: unknown): string | null {
    if (typeof content === 'string') return this.text(content)
    if (Array.isArray(content))
      return content
        .map((block) => this.text(isObject(block) ? block.text : block) ?? '')
        .filter((text) => text !== '')
        .join('\n')
    return content === undefined || content === null ? null : written(content)
  }

  /** An input with its texts; these stand on its first level. */
  input(value: unknown): unknown {
    if (!isObject(value)) return typeof value === 'string' ? this.text(value) : value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.text(inner) ?? inner]))
  }

  /** The messages that a model was given: as they are, or by their places among all messages. */
  messages({ input, input_refs: references }: Json): Json[] {
    const given = objectsOf(input)
    if (given.length > 0) return given
    return listOf(references).flatMap((range) => {
      const [from, to] = listOf(range)
      return typeof from === 'number' && typeof to === 'number' ? objectsOf(this.pool.slice(from, to)) : []
    })
  }
}

/** A value as text; null where it is nested too deep to be written. */
function written(value: unknown): string | null {
  try {
    return JSON.stringify(value)
  } catch {
    return null
  }
}
