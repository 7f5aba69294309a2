import type { Failure } from './provider.js'
import { failureOf } from './wire.js'
import type { JudgeWorld } from './world.js'

/**
 * Does something over the network, for so long and no longer: the body of an answer counts as well, which the kits'
 * own limits leave out.
 */
export async function patiently<T>(
  ms: number,
  world: JudgeWorld,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failure> {
  const patience = new AbortController()
  const ended = new AbortController()
  void world.sleep(ms, ended.signal).then(() => {
    if (!ended.signal.aborted) patience.abort()
  })
  try {
    return await work(patience.signal)
  } catch (error) {
    return failureOf(error, { now: world.now(), timedOut: patience.signal.aborted })
  } finally {
    ended.abort()
  }
}
