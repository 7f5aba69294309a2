import type { SpanRecord } from '../../otlp/index.js'
import type { Said } from './attributes.js'
import type { SpanRole } from './fact.js'

/** What `gen_ai.operation.name` says. Loading a skill and running a command are calls of a special kind. */
const OPERATIONS: Readonly<Record<string, SpanRole>> = {
  ...{ chat: 'model', completion: 'model', text_completion: 'model', generate_content: 'model', llm_call: 'model' },
  ...{ responses: 'model', generate_text: 'model', message: 'model', invoke_agent: 'agent', agent: 'agent' },
  ...{ invoke_workflow: 'turn', workflow: 'turn', execute_tool: 'tool', tool: 'tool', tool_call: 'tool' },
  ...{ load_skill: 'tool', read_skill_resource: 'tool', execute_command: 'tool', run_command: 'tool' },
  ...{
    create_agent: 'other',
    plan: 'other',
    embeddings: 'other',
    retrieval: 'other',
    rerank: 'other',
    evaluate: 'aside',
  },
}

const KINDS: Readonly<Record<string, SpanRole>> = {
  ...{ LLM: 'model', TOOL: 'tool', AGENT: 'agent', CHAIN: 'other', RETRIEVER: 'other', EMBEDDING: 'other' },
  ...{ RERANKER: 'other', PROMPT: 'other', GUARDRAIL: 'aside', EVALUATOR: 'aside' },
}

const OBSERVATIONS: Readonly<Record<string, SpanRole>> = {
  ...{ generation: 'model', agent: 'agent', tool: 'tool', evaluator: 'aside', guardrail: 'aside' },
  ...{ span: 'other', event: 'other', chain: 'other', retriever: 'other', embedding: 'other' },
}

const LOOP: Readonly<Record<string, SpanRole>> = { workflow: 'turn', task: 'other', agent: 'agent', tool: 'tool' }

/** Operations of the AI SDK: those of a model stand inside of those that call it until it is done. */
const SDK: readonly [RegExp, SpanRole][] = [
  [/^ai\.toolCall$/, 'tool'],
  [/\.(?:doGenerate|doStream)$/, 'model'],
  [/^ai\.(?:generate|stream)(?:Text|Object)$/, 'turn'],
  [/./, 'other'],
]

/** What programs call operations that have no name in the conventions. */
const WORDS: readonly [RegExp, SpanRole][] = [
  [/workflow/, 'turn'],
  [/agent/, 'agent'],
  [/tool/, 'tool'],
  [/chat|complet|generat|inference|llm/, 'model'],
]

const NAMES: readonly [RegExp, SpanRole][] = [
  [/^(?:invoke_agent|agent run)\b/, 'agent'],
  [/^invoke_workflow\b/, 'turn'],
  [/^execute_tool\b/, 'tool'],
  [/^(?:chat|text_completion|generate_content)\b/, 'model'],
]

/** A role, and whether a convention says it; else it is guessed from what the span has. */
export interface Told {
  role: SpanRole
  /** The kind of span that a convention names and Leeway does not know. */
  unknown: string | null
}

const known = (role: SpanRole): Told => ({ role, unknown: null })
const of = (table: Readonly<Record<string, SpanRole>>, name: string | null): SpanRole | null =>
  name !== null && Object.hasOwn(table, name) ? table[name]! : null

/** What a span is of an agent's work. Where several conventions speak, the one that says more. */
export function roleOf(record: SpanRecord, said: Said): Told {
  const operation = said.text('gen_ai.operation.name')
  const kind = said.text('openinference.span.kind')
  const loop = said.text('traceloop.span.kind')
  const sdk = said.text('ai.operationId')
  const told = [
    of(OPERATIONS, operation),
    of(KINDS, kind?.toUpperCase() ?? null),
    sdk === null ? null : SDK.find(([pattern]) => pattern.test(sdk))![1],
    of(LOOP, loop),
    of(OBSERVATIONS, said.text('langfuse.observation.type')),
  ]
  const clear = told.find((role) => role !== null && role !== 'other')
  if (clear != null) return known(clear)
  // Retrieving is a call where a model asked for it.
  if (said.has('gen_ai.tool.call.id', 'tool_call.id', 'ai.toolCall.name')) return known('tool')
  if (told.some((role) => role === 'other')) return known('other')
  const word = WORDS.find(([pattern]) => pattern.test(operation ?? ''))
  if (word !== undefined) return known(word[1])
  const guessed = guessOf(record, said)
  return { role: guessed, unknown: guessed === 'other' ? (operation ?? kind ?? loop) : null }
}

function guessOf({ name }: SpanRecord, said: Said): SpanRole {
  if (said.has('gen_ai.tool.name', 'tool.name')) return 'tool'
  const named = NAMES.find(([pattern]) => pattern.test(name ?? ''))
  if (named !== undefined) return named[1]
  if (said.has('gen_ai.evaluation.name')) return 'aside'
  if (said.has('ai.prompt', 'ai.response.text')) return 'model'
  if (said.text('llm.request.type') !== null || said.has('gen_ai.response.id', 'gen_ai.response.model')) return 'model'
  const asked = said.has('gen_ai.request.model', 'llm.model_name', 'gen_ai.input.messages', 'gen_ai.output.messages')
  return asked || said.tree('gen_ai.prompt', 'llm.input_messages') !== null ? 'model' : 'other'
}
