/** Spans by OpenTelemetry's conventions, as a library writes them, for tests. */

export const START = 1_771_000_000_000

export type Json = Record<string, unknown>

/** A span of a trace, named by its id. Times are seconds after {@link START}. */
export const span = (
  id: string,
  parent: string | null,
  from: number,
  until: number,
  attributes: Json,
  more: Json = {},
) => ({
  ...{ traceId: 'trace-1', spanId: id, parentSpanId: parent ?? undefined, name: id },
  ...{ startTime: seconds(from), endTime: seconds(until), attributes, status: { code: 0 }, ...more },
})

const seconds = (at: number) => [START / 1_000 + Math.floor(at), Math.round((at % 1) * 1e9)]

export const agent = (
  id: string,
  parent: string | null,
  from: number,
  until: number,
  more: Json = {},
  own: Json = {},
) => span(id, parent, from, until, { 'gen_ai.operation.name': 'invoke_agent', ...more }, own)

export const tool = (
  id: string,
  parent: string | null,
  from: number,
  until: number,
  call: string | null,
  name = 'look',
  own: Json = {},
) =>
  span(id, parent, from, until, {
    ...{ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name },
    ...(call === null ? {} : { 'gen_ai.tool.call.id': call }),
    ...own,
  })

export const user = (text: string) => ({ role: 'user', parts: [{ type: 'text', content: text }] })
export const says = (text: string) => ({ role: 'assistant', parts: [{ type: 'text', content: text }] })
export const calls = (...made: [id: string | null, name: string, input?: unknown][]) => ({
  role: 'assistant',
  parts: made.map(([id, name, input = {}]) => ({
    type: 'tool_call',
    ...(id === null ? {} : { id }),
    name,
    arguments: input,
  })),
})
export const result = (id: string, text = 'fine') => ({
  role: 'tool',
  parts: [{ type: 'tool_call_response', id, response: text }],
})

export const chat = (
  id: string,
  parent: string | null,
  from: number,
  until: number,
  history: unknown[],
  answer: unknown,
  more: Json = {},
  own: Json = {},
) =>
  span(
    id,
    parent,
    from,
    until,
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify(history),
      'gen_ai.output.messages': JSON.stringify([answer]),
      ...more,
    },
    own,
  )
