import type { Message } from '../../src/model/index.js'
import type { Sent } from '../link/requests.js'

/** A request to the Messages API with its answer, as a line of a log. */
export function pairLine({ asked }: Sent, user: string | null = null): string {
  const { at, ended, system, history, answer, response } = asked
  return JSON.stringify({
    timestamp: new Date(at).toISOString(),
    end_time: new Date(ended).toISOString(),
    request: {
      ...{ model: 'm', max_tokens: 100, system, messages: history.map(messageOf) },
      ...(user === null ? {} : { metadata: { user_id: user } }),
    },
    response: {
      ...{
        id: response,
        type: 'message',
        role: 'assistant',
        model: 'm',
        usage: { input_tokens: 10, output_tokens: 2 },
      },
      ...{
        content: answer === null ? [] : contentOf(answer),
        stop_reason: answer?.calls.length ? 'tool_use' : 'end_turn',
      },
    },
  })
}

const messageOf = (message: Message) => ({
  role: message.by === 'agent' ? 'assistant' : 'user',
  content: contentOf(message),
})

const contentOf = ({ texts, calls, results }: Message) => [
  ...texts.map((text) => ({ type: 'text', text })),
  ...calls.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input })),
  ...results.map(({ call, text }) => ({ type: 'tool_result', tool_use_id: call, content: text })),
]
