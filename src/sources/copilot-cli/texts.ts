import { type Json, objectOf, textOf } from '../values.js'

/** What a tool says, or why it failed. */
export function saidBy(data: Json): string {
  const { result, error } = data
  if (typeof result === 'string') return result
  return textOf(objectOf(result)?.content) ?? textOf(objectOf(error)?.message) ?? ''
}

const FAILED_EXIT = /<(?:shellId: [^>]*completed with )?(?:exited with )?exit code (-?\d+)>\s*$/

/** Whether a call failed: by its own account, or by the exit code of the command that it ran. */
export function failedIn(data: Json, text: string): boolean {
  const code = FAILED_EXIT.exec(text.slice(-200))?.[1]
  return data.success === false || (code !== undefined && code !== '0')
}

/** How a person turns a question or a plan down. */
const DECLINES =
  /^(?:The )?user (?:skipped|declined|dismissed|cancelled)|^Plan (?:not approved|rejected)|rejected the plan/i

export const declines = (text: string): boolean => DECLINES.test(text)
