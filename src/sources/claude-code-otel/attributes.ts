import type { Attributes } from '../../otlp/index.js'
import type { Usage } from '../turn.js'
import { countOf, inputOf, isObject, objectOf, textOf } from '../values.js'
import type { Decision, TelemetryFact } from './fact.js'

/** A number, which often comes as a text; null where it is none that could be true. */
export const numberOf = (value: unknown): number | null =>
  countOf(typeof value === 'string' && value.trim() !== '' ? Number(value) : value)

/** A flag, which often comes as a text; null where it is none. */
export const flagOf = (value: unknown): boolean | null => {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : null
}

export const usageOf = (attributes: Attributes): Usage => ({
  in: numberOf(attributes.input_tokens) ?? 0,
  out: numberOf(attributes.output_tokens) ?? 0,
  cacheRead: numberOf(attributes.cache_read_tokens) ?? 0,
  cacheWrite: numberOf(attributes.cache_creation_tokens) ?? 0,
})

/** Whether a request to the model is none of the conversation itself: it writes a title or a summary, or is a subagent's. */
export const isBeside = ({ query_source }: Attributes): boolean => {
  const source = textOf(query_source)
  return source !== null && !/^(?:repl_main_thread|main|sdk)/.test(source)
}

const SOURCES: Record<string, Decision['by']> = {
  config: 'settings',
  hook: 'hook',
  user_permanent: 'person',
  user_temporary: 'person',
  user_abort: 'person',
  user_reject: 'person',
}

/** What was decided, by `decision` and `source`; null where that is no decision. */
export function decisionOf(decision: unknown, source: unknown): Decision | null {
  if (decision !== 'accept' && decision !== 'reject') return null
  const known = textOf(source)
  return {
    accepted: decision === 'accept',
    by: known !== null && Object.hasOwn(SOURCES, known) ? SOURCES[known]! : null,
  }
}

/** A name of Claude Code's without what stands before it. */
export const bare = (name: string): string => (name.startsWith(OWN) ? name.slice(OWN.length) : name)
const OWN = 'claude_code.'

/** What every event and span says of its session; null where it names none. */
export function envelopeOf(
  attributes: Attributes,
  resource: Attributes,
): Pick<TelemetryFact, 'session' | 'prompt' | 'user' | 'entrypoint' | 'version'> | null {
  const of = (name: string) => textOf(attributes[name]) ?? textOf(resource[name])
  const session = of('session.id')
  if (session === null) return null
  return {
    session,
    prompt: of('prompt.id'),
    user: of('user.email') ?? of('user.account_uuid') ?? of('user.account_id') ?? of('user.id'),
    entrypoint: of('app.entrypoint'),
    version: of('app.version') ?? of('service.version'),
  }
}

/** A tool's name and input. */
export interface Tool {
  tool: string
  input: unknown
}

/** A tool's name and input, as far as the telemetry has them: what the settings leave out is null. */
export function toolOf(attributes: Attributes): Tool {
  const parameters = objectOf(inputOf(attributes.tool_parameters))
  const server = textOf(attributes.mcp_server_name) ?? textOf(parameters?.mcp_server_name)
  const name = textOf(attributes.mcp_tool_name) ?? textOf(parameters?.mcp_tool_name)
  const tool = textOf(attributes.tool_name) ?? 'unknown'
  const full = server !== null && name !== null && !tool.startsWith('mcp__') ? `mcp__${server}__${name}` : tool
  const input = inputOf(attributes.tool_input ?? null)
  return { tool: full, input: input ?? namedInput(attributes, parameters) }
}

/** What a call is called with, put together from what is told of it beside its input. */
function namedInput(attributes: Attributes, parameters: Attributes | null): Attributes | null {
  const said = (name: string) =>
    parameters !== null && Object.hasOwn(parameters, name) ? parameters[name] : attributes[name]
  const command = textOf(said('full_command')) ?? textOf(said('bash_command'))
  const path = textOf(said('file_path'))
  const given = said('input')
  const input = {
    ...(command === null ? {} : { command }),
    ...(path === null ? {} : { file_path: path }),
    ...(isObject(given) ? given : {}),
  }
  return Object.keys(input).length === 0 ? null : input
}
