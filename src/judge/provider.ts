import type { Reply, Trouble } from './reply.js'
import type { Sheet } from './sheet.js'

/** A sheet on its way, under a name of its own. */
export interface Request {
  id: string
  sheet: Sheet<unknown>
}

/** One kind of endpoint. It sends what it is given, once; trying again is not its business. */
export interface Provider {
  send(request: Request): Promise<Reply>
  /** Null where the endpoint knows no batches. */
  batches: Batches | null
}

/** Many requests under one name, answered within a day. */
export interface Batches {
  /** Sends a batch. @returns the name that the endpoint gives it. */
  make(requests: readonly Request[]): Promise<{ id: string } | Failure>
  /** Whether it is over. `gone` where the endpoint does not know it any more. */
  state(id: string): Promise<'running' | 'over' | 'gone' | Failure>
  /** What came of its requests, in any order. */
  results(id: string): AsyncIterable<{ id: string; reply: Reply } | Failure>
  /** Batches made since a moment, in milliseconds since 1970. */
  since(moment: number): AsyncIterable<{ id: string; requests: number } | Failure>
}

export type Failure = Trouble | Extract<Reply, { kind: 'stop' | 'too-large' }>

export const failed = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'kind' in value
