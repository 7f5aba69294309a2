import type { Approval } from '../../model/index.js'
import type { Conversation } from '../conversation.js'
import { type Happening, tellInOrder } from '../in-order.js'
import type { Denial } from '../judging.js'
import type { Moment } from '../turn.js'
import { inputOf, isObject, type Json, objectOf, objectsOf, saidIn, textOf, timeOf } from '../values.js'
import { declines, isDenied, isRefused } from './texts.js'

/** Tools that read, plan, ask or manage other agents, for which nobody is asked. */
const NEEDS_NONE = new Set([
  ...['read_file', 'read_many_files', 'list_directory', 'glob', 'search_file_content', 'grep_search', 'write_todos'],
  ...['ask_user', 'enter_plan_mode', 'exit_plan_mode', 'activate_skill', 'get_internal_docs', 'complete_task'],
  ...[
    'codebase_investigator',
    'cli_help',
    'delegate_to_agent',
    'invoke_agent',
    'update_topic',
    'read_background_output',
  ],
  ...['list_background_processes', 'tracker_create_task', 'tracker_update_task', 'tracker_get_task'],
  ...['tracker_list_tasks', 'tracker_add_dependency', 'tracker_visualize'],
])

const ASKS: Readonly<Record<string, 'question' | 'plan'>> = { ask_user: 'question', exit_plan_mode: 'plan' }

/** Tells a conversation of the tool calls of its answers. */
export class Calls {
  private count = 0

  constructor(private readonly conversation: Conversation) {}

  /** When a call began: its id holds that; the record only when it was over. ms since 1970 UTC, or null. */
  begunAt({ id, timestamp }: Json): number | null {
    const over = timeOf(timestamp)
    const inId = Number(/-(\d{13})-/.exec(textOf(id) ?? '')?.[1])
    return over !== null && inId > 0 && inId <= over && over - inId < 86_400_000 ? inId : null
  }

  /** @param written when the answer was written: as its calls began, or as they were over. */
  tell(calls: readonly Json[], written: Moment): void {
    const { at: said, line } = written
    const steps: Happening[] = []
    let cancelled: number | null | undefined
    for (const call of calls) {
      const id = textOf(call.id) ?? `step${this.count}`
      this.count++
      const tool = textOf(call.name) ?? 'unknown'
      const over = said === null ? null : (timeOf(call.timestamp) ?? said)
      steps.push({
        at: said === null ? null : (this.begunAt(call) ?? Math.min(said, over!)),
        tell: (at) => this.begins(call, { at, line }, id, tool),
      })
      if (!isOver(call)) continue
      const outcome = outcomeOf(call, tool)
      if (outcome.cancelled) cancelled = over
      steps.push({ at: over, tell: (at) => this.ends(call, { at, line }, id, tool, outcome) })
    }
    tellInOrder(steps)
    if (cancelled !== undefined) this.conversation.interrupt({ at: cancelled, line }, 'working')
  }

  private begins(call: Json, moment: Moment, id: string, tool: string): void {
    const asks = Object.hasOwn(ASKS, tool) ? ASKS[tool]! : null
    const approval: Approval = NEEDS_NONE.has(tool) ? 'not-needed' : 'unknown'
    this.conversation.call({ ...moment, id, tool, input: inputOf(call.args), approval, asks })
  }

  private ends(call: Json, moment: Moment, id: string, tool: string, { text, failed, denial }: Outcome): void {
    this.conversation.result({ ...moment, call: id, text, failed, denial, spawned: textOf(call.agentId) })
    if (failed || denial !== null) return
    if (tool === 'enter_plan_mode') this.conversation.mode = 'plan'
    // Approving a plan also chooses how the work goes on.
    if (tool === 'exit_plan_mode') this.conversation.mode = null
  }
}

interface Outcome {
  text: string
  failed: boolean
  denial: Denial | null
  /** A person stopped the agent while it ran. */
  cancelled: boolean
}

const isOver = ({ status }: Json): boolean => status === 'success' || status === 'error' || status === 'cancelled'

function outcomeOf(call: Json, tool: string): Outcome {
  const text = saidBy(call)
  const { status } = call
  const asks = Object.hasOwn(ASKS, tool)
  if (asks && (status === 'cancelled' || declines(text)))
    return { text, failed: false, denial: 'stop', cancelled: false }
  if (status === 'cancelled') {
    const refused = isRefused(text)
    return { text, failed: !refused, denial: refused ? 'stop' : null, cancelled: !refused }
  }
  if (status === 'error' && isDenied(text)) return { text, failed: true, denial: 'rule', cancelled: false }
  const code = /^Exit Code: (-?\d+)$/m.exec(text)?.[1]
  return { text, failed: status === 'error' || (code !== undefined && code !== '0'), denial: null, cancelled: false }
}

/** What a call gave back to the model. */
function saidBy({ result, resultDisplay }: Json): string {
  const parts = typeof result === 'string' ? [] : objectsOf(Array.isArray(result) ? result : [result])
  const said = parts.map((part) => {
    const response = objectOf(objectOf(part.functionResponse)?.response)
    if (response === null) return textOf(part.text) ?? ''
    const { output, error } = response
    return (
      textOf(error) ?? textOf(output) ?? textOf(objectOf(error)?.message) ?? saidIn(output) ?? JSON.stringify(response)
    )
  })
  const text = typeof result === 'string' ? result : said.filter((one) => one !== '').join('\n')
  return text !== '' || isObject(resultDisplay) ? text : (textOf(resultDisplay) ?? '')
}
