import type { Approval } from '../../model/index.js'
import type { Conversation } from '../conversation.js'
import type { Denial } from '../judging.js'
import type { Moment } from '../turn.js'
import { inputOf, isObject, objectsOf, textOf } from '../values.js'

/** Tools that read, plan or manage other agents. */
const NEEDS_NONE = new Set([
  'glob',
  'grep',
  'task_tracker',
  'condensation_request',
  'request_condensation',
  'recall',
  'invoke_skill',
])

const EDITORS = new Set(['str_replace_editor', 'file_editor', 'planning_file_editor'])

/** Whether a call only looks at something, plans or manages other agents. */
function needsNone(tool: string, input: unknown): boolean {
  return NEEDS_NONE.has(tool) || (EDITORS.has(tool) && isObject(input) && input.command === 'view')
}

/** A call as its event names it. */
export interface Beginning {
  id: string | null
  keys: readonly string[]
  place: string | null
  tool: string
  input: unknown
}

/** Tells a conversation of tool calls, of what came of them, and of who let them pass. */
export class Calls {
  /** Calls by the ids that events use, with those that they are told by, and whether they are over. */
  private readonly known = new Map<string, { id: string; over: boolean }>()
  /** Calls that somebody is asked about. */
  private readonly asked = new Set<string>()
  /** What tools say of themselves, by their names. */
  private readonly definitions = new Map<string, string>()
  private count = 0
  /** A person refused a call without words, and no other has begun or ended since. */
  refusedLast = false

  constructor(private readonly conversation: Conversation) {}

  /** The definitions that stand with a system prompt. */
  defines(tools: unknown): void {
    for (const tool of objectsOf(tools)) {
      const of = isObject(tool.function) ? tool.function : tool
      const name = textOf(of.name)
      const text = textOf(of.description)
      if (name !== null && text !== null) this.definitions.set(name, text)
    }
  }

  has(key: string): boolean {
    return this.known.has(key)
  }

  /**
   * @param keys what later events name it by. Without an id of its own it is a step of the file.
   * @param place names the conversation and the event in a file that holds several.
   */
  begins({ id: named, keys, place, tool, input: given }: Beginning, moment: Moment, by: Approval): void {
    const own = named ?? `step${this.count}`
    this.count++
    const id = place === null ? own : `${place}:${own}`
    const known = { id, over: false }
    for (const key of keys) this.known.set(key, known)
    const input = inputOf(given)
    const approval = needsNone(tool, input) ? 'not-needed' : by
    this.refusedLast = false
    const definition = this.definitions.get(tool) ?? null
    this.conversation.call({ ...moment, id, tool, input, definition, approval })
  }

  ends(key: string, moment: Moment, text: string, failed: boolean, denial: Denial | null = null): void {
    const known = this.known.get(key)
    if (known === undefined || known.over) return
    known.over = true
    if (denial === null) this.passes(key, moment)
    this.asked.delete(known.id)
    this.refusedLast = denial === 'stop'
    this.conversation.result({ ...moment, call: known.id, text, failed, denial })
  }

  /** Somebody is asked about a call; without one, about all that are not over. */
  asks(moment: Moment, key: string | null = null): void {
    const open = key === null ? [...this.known.values()] : [this.known.get(key)]
    for (const known of open) {
      if (known === undefined || known.over || this.asked.has(known.id)) continue
      this.asked.add(known.id)
      this.conversation.asks(known.id, moment)
    }
  }

  /** A person let a call pass that they were asked about; without one, all of them. */
  passes(key: string | null, moment: Moment): void {
    const ids = key === null ? [...this.asked] : [this.known.get(key)?.id ?? '']
    for (const id of ids) if (this.asked.delete(id)) this.conversation.approved(id, moment, true)
  }

  /** A person refuses what they were asked about. */
  refused(moment: Moment): void {
    for (const [key, { id }] of this.known) if (this.asked.has(id)) this.ends(key, moment, '', false, 'stop')
  }

  /** Whether a person is asked at this moment. */
  get blocked(): boolean {
    return this.asked.size > 0
  }
}
