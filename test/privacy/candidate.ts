import { Private } from '../../src/algebra/index.js'
import type { Candidate } from '../../src/privacy/index.js'
import type { Policy } from '../../src/release/index.js'

export const PRIVATE: Policy = {
  name: 'private',
  k_items: 20,
  k_users: 5,
  sybils: 0,
  protect: 'user',
  epsilon: null,
  delta: null,
}

/** What the gate is asked to let out: a small study with one source and no figures, but for what is given. */
export function candidate(given: Partial<Candidate> = {}): Candidate {
  return {
    study: {
      name: 'a study',
      hash: '0123456789abcdef',
      analysis: 1,
      changed: [],
      window: { from: null, to: null },
      notes: [],
      excluded: { 'zero-retention': 0, 'no-consent': 0, requested: 0 },
    },
    judge: { id: 'rules', questions: 'rules/1' },
    judged: Private.of([{ judged: 20, refused: 0, micro_usd: 0 }]),
    sources: Private.of([
      {
        id: 'claude-code',
        title: 'Claude Code',
        files: 3,
        records: 40,
        unreadable: 1,
        unknown: 2,
        duplicates: 0,
        sessions: 3,
        turns: 8,
        actions: 12,
        contributors: 2,
        carries: { turn_time: true, approvals: false, work_time: 'partly' },
      },
    ]),
    observed: Private.of({ from: '2026-01-05T12:00:00Z', to: '2026-01-06T12:00:00Z' }),
    figures: [],
    words: ['claude-code', 'Claude Code', 'turn_time', 'approvals', 'work_time'],
    ...given,
  }
}
