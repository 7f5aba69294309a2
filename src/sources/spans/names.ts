/** Names of attributes, by what they say, the first that a span has; conventions name the same in many ways. */

const METADATA = 'ai.telemetry.metadata'
const PROPERTIES = 'traceloop.association.properties'

export const SESSIONS = [
  ...['gen_ai.conversation.id', 'session.id', 'langfuse.session.id', 'langwatch.thread.id'],
  ...['sessionId', 'session_id', 'threadId', 'thread_id', 'conversationId', 'chatId'].map(
    (key) => `${METADATA}.${key}`,
  ),
  ...['session_id', 'thread_id', 'conversation_id', 'chat_id'].map((key) => `${PROPERTIES}.${key}`),
]

export const USERS = [
  ...['user.id', 'enduser.id', 'enduser.pseudo.id', 'langfuse.user.id', 'langwatch.user.id'],
  ...[`${METADATA}.userId`, `${METADATA}.user_id`, `${PROPERTIES}.user_id`],
]

export const TOOLS = ['gen_ai.tool.name', 'tool.name', 'ai.toolCall.name', 'traceloop.entity.name', 'gen_ai.skill.name']

export const CALLS = ['gen_ai.tool.call.id', 'tool_call.id', 'ai.toolCall.id', 'tool.call.id', 'tool.id']

/** What a tool was called with. `tool.parameters` is the form of it in most programs, and comes last. */
export const INPUTS = [
  ...['gen_ai.tool.call.arguments', 'ai.toolCall.args', 'tool_arguments', 'input.value', 'traceloop.entity.input'],
  ...['langfuse.observation.input', 'input', 'tool.parameters'],
]

export const RESULTS = [
  ...['gen_ai.tool.call.result', 'ai.toolCall.result', 'tool_response', 'output.value', 'traceloop.entity.output'],
  ...['langfuse.observation.output', 'output'],
]

/** What a model was sent, message by message. */
export const HISTORY = [
  ...['gen_ai.input.messages', 'llm.input_messages', 'gen_ai.prompt', 'ai.prompt.messages', 'llm.prompts'],
]

export const ANSWERS = ['gen_ai.output.messages', 'llm.output_messages', 'gen_ai.completion', 'llm.completions']

/** The same as one value, of models without messages, and of agents. */
export const GIVEN = ['ai.prompt', 'input.value', 'traceloop.entity.input', 'langfuse.observation.input', 'input']

export const RETURNED = ['output.value', 'traceloop.entity.output', 'langfuse.observation.output', 'output']

export const DEFINITIONS = ['gen_ai.tool.definitions', 'ai.prompt.tools', 'llm.request.functions', 'llm.tools']

/** Why a model ended its answer. */
export const FINISH = ['llm.finish_reason', 'ai.response.finishReason', 'gen_ai.completion.0.finish_reason']

export const RESPONSES = ['gen_ai.response.id', 'ai.response.id', 'llm.response.id']
