/** Bounds of the collector. Bytes, milliseconds, counts; all of them hold for one process. */
export interface Limits {
  /** Of a body as it is sent. */
  bodyBytes: number
  /** Of a body once it is unpacked. */
  plainBytes: number
  /** How many times its size a body may become, once it is beyond `ratioFrom`. */
  ratio: number
  ratioFrom: number
  /** Brackets within brackets of JSON. */
  depth: number
  /** Messages within messages of protobuf. */
  messageDepth: number
  /** Of all bodies that were begun and not answered yet. */
  flightBytes: number
  /** Such bodies at a time. */
  bodies: number
  /** The part of either that one customer may have. */
  share: number
  /** Written, but not on the disk yet. */
  waitingBytes: number
  /** Of bodies that wait on the disk until threads are free. */
  backlogBytes: number
  /** For how long the oldest body may have waited for a thread when another one is let in. */
  waitedMs: number
  /** For how long a thread may work on one body. */
  workMs: number
  headersMs: number
  /** For a whole request, from its first byte to its last. */
  requestMs: number
  /** For how long an idle connection stays open. */
  idleMs: number
  /** For how long more of a body is taken, and thrown away, after it was refused: so that the answer is read. */
  lingerMs: number
  /** For how long bodies under way are waited for when the service stops. */
  stopMs: number
  connections: number
  /** Of a file; the next body begins another. */
  partBytes: number
}

const MiB = 1024 * 1024

export const LIMITS: Limits = {
  bodyBytes: 16 * MiB,
  plainBytes: 32 * MiB,
  ratio: 200,
  ratioFrom: MiB,
  depth: 200,
  messageDepth: 100,
  flightBytes: 64 * MiB,
  bodies: 512,
  share: 0.5,
  waitingBytes: 64 * MiB,
  backlogBytes: 32 * 1024 * MiB,
  waitedMs: 5_000,
  workMs: 30_000,
  headersMs: 10_000,
  requestMs: 60_000,
  idleMs: 60_000,
  lingerMs: 5_000,
  stopMs: 8_000,
  connections: 1024,
  partBytes: 1024 * MiB,
}
