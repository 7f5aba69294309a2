import type { Release } from '../../src/release/index.js'

/** The head of the fixture: three kinds of source, one of which could not all be read. */
export function study(): Release['study'] {
  const none = { unreadable: 0, unknown: 0, duplicates: 0 }
  return {
    name: 'Winter, the platform group',
    hash: '9f2c41d07be35a68',
    analysis: 2,
    changed: ['window'],
    window: { from: '2026-01-05T00:00:00Z', to: '2026-05-05T00:00:00Z' },
    observed: { from: '2026-01-05T07:12:44Z', to: '2026-05-04T21:40:03Z' },
    policy: { name: 'private', k_items: 1, k_users: 1, sybils: 0, protect: 'user', epsilon: null, delta: null },
    judge: { id: 'rules', questions: '1', judged: 61_204, refused: 0, cost_usd: 0 },
    sources: [
      {
        id: 'claude-code',
        title: 'Claude Code transcripts',
        files: 4212,
        records: 1_884_120,
        unreadable: 41,
        unknown: 1273,
        duplicates: 20_418,
        sessions: 3871,
        turns: 40_233,
        actions: 512_940,
        contributors: 38,
        carries: {
          turn_time: true,
          work_time: 'partly',
          interrupts: true,
          approvals: false,
          questions: true,
          tokens: true,
        },
      },
      {
        ...none,
        id: 'codex',
        title: 'Codex rollouts',
        files: 640,
        records: 220_004,
        unknown: 12,
        duplicates: 902,
        sessions: 611,
        turns: 5904,
        actions: 61_877,
        contributors: 14,
        carries: { turn_time: true, interrupts: 'partly', approvals: false, questions: true, tokens: true },
      },
      {
        ...none,
        id: 'claude-code-otel',
        title: 'Claude Code telemetry',
        files: 12,
        records: 90_113,
        sessions: 410,
        turns: 3980,
        actions: 44_016,
        contributors: 6,
        carries: { turn_time: true, interrupts: true, approvals: true, questions: true, tokens: true },
      },
    ],
    excluded: { 'zero-retention': 0, 'no-consent': 118, requested: 4 },
    notes: ['This is a private release: it makes no promise about what can be learned of a contributor.'],
  }
}
