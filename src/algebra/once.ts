import type { Private } from './private.js'
import { type Engine, type IntegerRows, nameOfQuery } from './query.js'

/** An engine that is asked the same question once. */
export function once(engine: Engine): Engine {
  const answers = new Map<string, Promise<Private<IntegerRows>>>()
  return {
    ...(engine.taxa === undefined ? {} : { taxa: engine.taxa }),
    aggregate(query) {
      const name = nameOfQuery(query)
      const known = answers.get(name)
      if (known !== undefined) return known
      const answer = engine.aggregate(query)
      answers.set(name, answer)
      return answer
    },
  }
}
