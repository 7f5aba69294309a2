import type { Denial } from '../judging.js'
import { isObject, saidIn } from '../values.js'

/** What the output of a call says. */
export interface Output {
  text: string
  failed: boolean
  denial: Denial | null
}

/** How Codex begins to say that somebody, or a rule, refused a call; what a tool prints comes behind other words. */
const BY_HUMAN =
  /^(?:exec command |apply_patch |patch |tool call |MCP tool call )?(?:rejected|declined|denied) by (?:the )?user/i
const BY_RULE =
  /^(?:exec command |patch )?(?:rejected|blocked|forbidden) (?:by policy|by exec ?policy|: |due to)|approval policy is (?:currently )?never/i
const BY_MODEL =
  /^(?:This action was rejected|rejected) (?:due to unacceptable risk|by (?:the )?(?:automatic|guardian) (?:approval )?review)/i
const EXIT = /^(?:Process exited with code|Exit code:) (-?\d+)$/m
/** How older versions end, whose outputs are JSON inside of a text. */
const OLD_EXIT = /^\{"output":[\s\S]*"exit_code": ?(-?\d+)[^"]{0,4}(?:"duration_seconds": ?[\d.]+)?\}\}$/
const FAILED =
  /^(?:aborted|failed to parse function arguments|unsupported call|exec_command failed|write_stdin failed|apply_patch verification failed|tool call error|collab spawn failed|execution error|[a-z_]+ is unavailable)/i
/** What comes before a program's own words. */
const headOf = (text: string): string => text.slice(0, 400).split(/^Output:$/m)[0]!

export function outputOf(output: unknown): Output {
  const inner = isObject(output) && 'content' in output ? output.content : output
  const text = saidIn(inner) ?? (inner === undefined ? '' : JSON.stringify(inner))
  const denial = BY_MODEL.test(text)
    ? 'classifier'
    : BY_HUMAN.test(text)
      ? 'stop'
      : BY_RULE.test(headOf(text))
        ? 'rule'
        : null
  const code = EXIT.exec(headOf(text))?.[1] ?? OLD_EXIT.exec(text)?.[1]
  const success = isObject(output) ? output.success : undefined
  return { text, denial, failed: success === false || (code !== undefined && code !== '0') || FAILED.test(text) }
}

/** The agent that a call started, as its output names it. */
export const agentIn = (text: string): string | null =>
  /"(?:agent_id|thread_id|new_thread_id)": ?"([^"]+)"/.exec(text)?.[1] ?? null
