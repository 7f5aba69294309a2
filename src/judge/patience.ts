import type { Failure } from './provider.js'
import { failureOf } from './wire.js'
import type { JudgeWorld } from './world.js'

const OVER = Symbol('over')

/**
 * Does something over the network, for so long and no longer. The body of an answer counts as well, which the kits' own
 * limits leave out. The work is told to end and not waited for: Node's HTTP client can lose such a word once it has
 * collected the request as garbage, and then waits for the rest of a body by itself.
 */
export async function patiently<T>(
  ms: number,
  world: JudgeWorld,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failure> {
  const patience = new AbortController()
  const ended = new AbortController()
  const working = work(patience.signal)
  working.catch(() => undefined)
  try {
    const first = await Promise.race([working, world.sleep(ms, ended.signal).then((): typeof OVER => OVER)])
    if (first !== OVER) return first
    patience.abort()
    return failureOf(new Error('no answer'), { now: world.now(), timedOut: true })
  } catch (error) {
    return failureOf(error, { now: world.now(), timedOut: false })
  } finally {
    ended.abort()
  }
}
