import { isObject, type Json } from '../values.js'

/** Keys under which those who try an agent out write how it did, or what it was to do. */
const MARKS = new Set([
  ...['success', 'reward', 'score', 'passed', 'security', 'utility', 'attack_type', 'suite_name'],
  ...['task_id', 'user_task_id', 'injection_task_id', 'benchmark', 'eval_id'],
])
/** Names of benchmarks, and words for what is done with them. */
const WORDS =
  /\b(?:web ?arena|swe-?bench|agent ?dojo|tau-?bench|humaneval|benchmark\w*|eval(?:uation)?s?|red.?team\w*|test harness)\b/i
/** A checkout as the harness of a benchmark makes it: owner, project and version in one name. */
const CHECKOUT = /\/workspace\/[\w.-]+__[\w.-]+/

/** Where what is said about a chat stands. */
const ABOUT = ['metadata', 'extra_metadata']

/** Whether what is said about chats shows that somebody tried the agent out. */
export function isTrial(record: Json): boolean {
  return ABOUT.some((key) => {
    const about = record[key]
    if (!isObject(about)) return false
    return (
      Object.keys(about).some((name) => MARKS.has(name)) || WORDS.test(Object.values(about).filter(isText).join('\n'))
    )
  })
}

/** Whether a call works in what a benchmark prepared. */
export const inCheckout = (input: unknown): boolean =>
  isObject(input) && Object.values(input).some((value) => isText(value) && CHECKOUT.test(value))

const isText = (value: unknown): value is string => typeof value === 'string'
