import type { Conversation } from '../conversation.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { inputOf, type Json, objectOf, objectsOf, saidIn, textOf, timeOf } from '../values.js'
import { type Agent, agentOf } from './agent.js'

/** How a person's stop is written in trajectories that were made from another product's log. */
const STOPPED = /^\s*\[Request interrupted by user/
/** Calls that say that the work is done, and have no result. */
const FINISHES = /^(?:finish|submit|done|task_complete|mark_task_complete|attempt_completion|complete)$/i
/** How an agent writes a command where its harness keeps answers as they came, and no calls. */
const UNPARSED = /^\s*<function=\w|"commands"\s*:\s*\[\s*\{/

/** Subagents of subagents, at most. */
const DEEPEST = 50

/** Tells a conversation what the steps of one agent say, in their order. */
export class Steps {
  private finished = false
  private count = 0
  private readonly sidechains = new Map<string, Steps>()

  constructor(
    private readonly conversation: Conversation,
    private readonly agent: Agent,
    /** Trajectories of its subagents that stand in its own, by their names; each is told once. */
    private readonly embedded: Map<string, Json> = new Map(),
    /** Subagents around this one. */
    private readonly depth = 0,
  ) {}

  /** @returns what in a step is of a kind that is not known, or null. */
  take(step: Json, line: number): string | null {
    const moment = { at: timeOf(step.timestamp), line }
    const extra = objectOf(step.extra) ?? {}
    if (extra.is_sidechain === true) return this.sidechain(textOf(extra.agent_id)).take({ ...step, extra: {} }, line)
    this.conversation.record(moment)
    // It stands in the part of the session that this one goes on from.
    if (step.is_copied_context === true) return null
    const text = saidIn(step.message)
    switch (step.source) {
      case 'user':
        this.user(text ?? '', moment)
        return null
      case 'agent':
        return this.answer(step, text, moment)
      case 'system':
        this.results(step, [], moment)
        return null
      default:
        return `source ${textOf(step.source) ?? 'unknown'}`
    }
  }

  /** Where the trajectory ends. @param goesOn it goes on in another file. */
  end(goesOn: boolean): void {
    for (const name of this.embedded.keys()) this.tell(name, null, 1)
    const last = { at: null, line: 1 }
    if (goesOn) this.conversation.stop(last, 'unknown')
    else if (this.finished) this.conversation.stop(last, 'completed')
  }

  private sidechain(id: string | null): Steps {
    const name = id ?? 'sidechain'
    const known = this.sidechains.get(name)
    if (known !== undefined) return known
    const made = new Steps(this.conversation.helper(name, null), this.agent)
    this.sidechains.set(name, made)
    return made
  }

  private user(text: string, moment: Moment): void {
    if (STOPPED.test(text)) return this.conversation.interrupt(moment, 'working')
    const human = this.agent.interactive !== 'no'
    const by = human ? 'prompt' : 'program'
    if (this.finished) this.conversation.stop({ at: null, line: moment.line }, 'completed')
    this.finished = false
    this.conversation.prompt({ ...moment, id: null, text, by, human })
  }

  private answer(step: Json, text: string | null, moment: Moment): string | null {
    const calls = objectsOf(step.tool_calls)
    this.conversation.agent(moment, text)
    this.conversation.spend(`line ${moment.line}`, usageIn(step))
    const ids = calls.map((call) => this.call(call, moment))
    this.finished = calls.some(({ function_name: tool }) => FINISHES.test(textOf(tool) ?? ''))
    this.results(step, ids, moment)
    return calls.length === 0 && UNPARSED.test(text ?? '') ? 'command inside of a message' : null
  }

  private call(call: Json, moment: Moment): string {
    const id = textOf(call.tool_call_id) ?? `step${this.count}`
    this.count++
    const tool = textOf(call.function_name) ?? 'unknown'
    const approval = this.agent.evaluation === true ? 'bypass' : 'unknown'
    this.conversation.call({
      ...{ ...moment, id, tool, input: inputOf(call.arguments), approval, another: true },
      definition: this.agent.definitions.get(tool) ?? null,
    })
    return id
  }

  /** Results name their call; those that do not, stand in the order of the calls. */
  private results(step: Json, ids: readonly string[], moment: Moment): void {
    const results = objectsOf(objectOf(step.observation)?.results)
    for (const [at, result] of results.entries()) {
      const call = textOf(result.source_call_id) ?? ids[at]
      if (call === undefined) continue
      const { status, is_error } = objectOf(result.extra) ?? {}
      const failed = status === 'error' || is_error === true || result.is_error === true
      const spawned =
        objectsOf(result.subagent_trajectory_ref)
          .map(nameOf)
          .find((name) => name !== null) ?? null
      const text = saidIn(result.content)
      this.conversation.result({ ...moment, call, text, failed, spawned })
      if (spawned !== null) this.tell(spawned, call, moment.line)
    }
  }

  /** Tells what a subagent did, where its trajectory is at hand. @param spawn the call that started it. */
  private tell(name: string, spawn: string | null, line: number): void {
    const trajectory = this.embedded.get(name)
    if (trajectory === undefined || this.depth >= DEEPEST) return
    this.embedded.delete(name)
    const agent = { ...this.agent, definitions: agentOf(trajectory).definitions }
    const steps = new Steps(this.conversation.helper(name, spawn), agent, embeddedIn(trajectory), this.depth + 1)
    for (const step of objectsOf(trajectory.steps)) steps.take(step, line)
    steps.end(false)
  }
}

/** Trajectories that stand in another, by their names. */
export function embeddedIn(trajectory: Json): Map<string, Json> {
  const found = new Map<string, Json>()
  for (const one of objectsOf(trajectory.subagent_trajectories)) {
    const name = nameOf(one)
    if (name !== null) found.set(name, one)
  }
  return found
}

/** The name of a subagent's trajectory, there or where it is referred to. */
const nameOf = ({ trajectory_id, session_id, trajectory_path }: Json): string | null =>
  textOf(trajectory_id) ?? textOf(session_id) ?? textOf(trajectory_path)

function usageIn({ metrics }: Json): Usage | null {
  const { prompt_tokens: all, completion_tokens: out, cached_tokens: cacheRead, extra } = objectOf(metrics) ?? {}
  return usageOf({ all, out: [out], cacheRead, cacheWrite: objectOf(extra)?.cache_creation_input_tokens })
}
