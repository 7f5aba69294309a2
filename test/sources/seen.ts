import type { FileRead } from '../../src/model/index.js'

/** What was read of a file, in short; times from a moment on. */
export const seenFrom =
  (start: number) =>
  ({ sessions, turns, actions }: FileRead) => ({
    sessions: sessions.map(({ session }) => session),
    turns: turns.map((t) => [t.started_by, t.ended_by, t.started_at - start, t.wall_ms, t.tokens_in, t.tokens_out]),
    actions: actions.map((a) => [
      a.call,
      a.tool,
      a.status,
      a.started_at - start,
      a.ended_at === null ? null : a.ended_at - start,
    ]),
  })
