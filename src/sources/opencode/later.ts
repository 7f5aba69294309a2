import { type Json, objectOf, objectsOf, saidIn, textOf } from '../values.js'

/** Kinds of messages of later versions in which nothing stands that a figure needs. */
const BESIDE = new Set(['agent-switched', 'model-switched', 'shell', 'system', 'compaction'])

/**
 * A message as later versions keep it (table `session_message`), as the earlier ones did: what it is, and its parts.
 * @param type its kind, which stands in a column of its own.
 */
export function laterMessage(type: string, data: Json): [info: Json, parts: Json[]] {
  const { time } = data
  if (type === 'user') {
    const files = objectsOf(data.files).map(() => ({ type: 'file' }))
    return [{ role: 'user', time }, [{ type: 'text', text: data.text }, ...files]]
  }
  if (type === 'synthetic' || BESIDE.has(type))
    return [{ role: 'user', time }, [{ type: 'text', text: data.text, synthetic: true }]]
  if (type !== 'assistant') return [{ role: type, time }, []]
  return [
    { role: 'assistant', time, agent: data.agent, tokens: data.tokens, finish: data.finish, error: errorOf(data) },
    objectsOf(data.content).map((content) => (content.type === 'tool' ? toolOf(content) : content)),
  ]
}

function toolOf({ id, name, state, time }: Json): Json {
  const { status, input, error, content, structured } = objectOf(state) ?? {}
  const times = objectOf(time) ?? {}
  return {
    ...{ type: 'tool', callID: id, tool: name },
    state: {
      ...{ status, input, output: saidIn(content), metadata: structured },
      error: status === 'error' ? (textOf(error) ?? textOf(objectOf(error)?.message) ?? '') : undefined,
      time: { start: times.ran ?? times.created, end: times.completed },
    },
  }
}

/** That somebody stopped the agent is said by the kind of an error, or by its words. */
function errorOf({ error }: Json): Json | undefined {
  const found = objectOf(error)
  if (found === null) return undefined
  const aborted = /abort|interrupt|cancel/i.test(textOf(found.type) ?? textOf(found.name) ?? '')
  return { name: aborted ? 'MessageAbortedError' : (textOf(found.type) ?? 'unknown') }
}
