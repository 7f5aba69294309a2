import { asking, type Endpoint, inParts } from '../endpoint.js'
import type { Phrase } from './phrased.js'

/** Lists of terms in a request. */
const PER_REQUEST = 20

/** What a model is told; the lists of terms follow, and nothing else. */
export const ORDER = `You put lists of terms into titles. Each numbered line is such a list, of what a group of sentences about AI agents has in common: what is done or why, what to, where, with what.
Write one title for each line, as an order: "Deploy fixes to production web applications". Use the words of its terms, in any form, and small words such as a, of, to, for, in and with; no others. Leave out what does not fit; add nothing. At most 10 words.
Answer with the same numbers, one title a line, and nothing else.`

/** The text of a request: a line for each list, numbered from 1. */
const asked = (lists: readonly (readonly string[])[]): string =>
  lists.map((terms, i) => `${i + 1}. ${terms.join('; ')}`).join('\n')

/**
 * A model behind an endpoint that puts terms into words. It is sent the terms, in lines, and what to do with them. The kit is
 * loaded with the first request.
 */
export function endpointPhrase(endpoint: Endpoint): Phrase {
  return async (lists) => {
    const { model, post } = await asking('names', endpoint)
    const answers = await inParts(lists, PER_REQUEST, async (part) => {
      const messages = [
        { role: 'system', content: ORDER },
        { role: 'user', content: asked(part) },
      ]
      return titlesIn(await post('/chat/completions', { model, messages }), part.length)
    })
    return answers.flat()
  }
}

/** The title of each line; null for lines without one. Whatever else an answer holds is left. */
function titlesIn(answer: unknown, count: number): (string | null)[] {
  const titles: (string | null)[] = Array.from({ length: count }, () => null)
  const { choices } = (answer ?? {}) as { choices?: { message?: { content?: unknown } }[] }
  const content = Array.isArray(choices) ? choices[0]?.message?.content : null
  for (const line of typeof content === 'string' ? content.split('\n') : []) {
    const [, number, title] = /^\s{0,8}(\d{1,4})[.):]\s{1,8}(\S.{0,200})$/.exec(line.trimEnd()) ?? []
    const place = Number(number) - 1
    if (title !== undefined && titles[place] === null) titles[place] = title
  }
  return titles
}
