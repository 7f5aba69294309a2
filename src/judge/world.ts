import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** What a judge sees of the world beside its endpoint and its folder; tests pass their own. */
export interface JudgeWorld {
  /** Milliseconds since 1970. */
  now(): number
  /** Waits; ends early, without an error, where the signal says so. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Evenly from 0 to 1: waits between tries, places of known answers. */
  random(): number
  /** Bytes that the author of a log cannot guess: marks, labels, names of requests. */
  bytes(count: number): Uint8Array
  /** How requests leave; the platform's own where none is given. */
  fetch?: typeof fetch
}

export const realWorld: JudgeWorld = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  random: () => Math.random(),
  bytes: (count) => randomBytes(count),
}

/** Random letters and digits for somebody's name. */
export const word = (world: JudgeWorld, bytes: number): string => Buffer.from(world.bytes(bytes)).toString('base64url')

/** Random small letters, as many as bytes; nothing in them means anything in any language of fences or schemas. */
export const letters = (world: JudgeWorld, count: number): string =>
  [...world.bytes(count)].map((byte) => 'bcdfghjkmnpqrstvwxz'[byte % 19]).join('')
