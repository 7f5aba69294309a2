import type { Interactive } from '../../model/index.js'
import type { Setting } from '../judging.js'
import { type Json, objectOf, objectsOf, textOf } from '../values.js'

/** What a trajectory says of its agent. */
export interface Agent {
  name: string | null
  version: string | null
  interactive: Interactive
  kind: Setting['kind']
  evaluation: boolean | null
  /** What its tools say of themselves. */
  definitions: ReadonlyMap<string, string>
}

/** Agents that only benchmarks run. */
const BENCHMARKED = /^(?:terminus|oracle|nop)(?:-|$)/i
/** Agents that work on code, for a person or for a benchmark. */
const CODING =
  /^(?:claude-code|codex|openhands|gemini-cli|qwen-(?:code|coder)|opencode|aider|goose|cursor(?:-cli)?|cline(?:-cli)?|copilot|github-copilot|kimi-cli|rovodev-cli)/i
/** What a person talks to in an editor. */
const CHAT = /copilot.*chat|vs ?code|chat$/i

export function agentOf(trajectory: Json): Agent {
  const agent = objectOf(trajectory.agent) ?? {}
  const name = textOf(agent.name)
  const benchmarked = BENCHMARKED.test(name ?? '')
  const definitions = new Map<string, string>()
  for (const tool of objectsOf(agent.tool_definitions)) {
    const { name: of, description } = objectOf(tool.function) ?? tool
    if (typeof of === 'string' && typeof description === 'string') definitions.set(of, description)
  }
  return {
    ...{ name, version: textOf(agent.version), definitions },
    interactive: benchmarked ? 'no' : CHAT.test(name ?? '') ? 'yes' : 'unknown',
    kind: !benchmarked && (CODING.test(name ?? '') || CHAT.test(name ?? '')) ? 'coding' : 'api',
    evaluation: benchmarked ? true : null,
  }
}
