import { all, fields, figure, quantiles } from '../algebra/index.js'
import type { Capability } from '../model/index.js'
import { interactiveTurns, leftTurns, unknownTyping } from './populations.js'
import { STUDY } from './published.js'

const turn = fields('turns')
const PERCENTILES = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]
const seconds = (column: 'wall_ms' | 'work2_ms' | 'work5_ms' | 'work15_ms' | 'reported_ms' | 'joined_ms') =>
  quantiles({
    column,
    at: PERCENTILES,
    scale: 1 / 1000,
    whole: false,
    // The agent's own figure is written when a turn has ended, so none of them is censored.
    ...(column === 'reported_ms' ? {} : { censored: 'censored' as const }),
  })

/** What a log must say for a clock, beside when something was. */
const NEEDS: Readonly<Record<string, readonly Capability[]>> = { work: ['work_time'], reported: ['reported_time'] }

const part = (clock: string, column: Parameters<typeof seconds>[0], where = all()) => ({
  of: 'turns' as const,
  where,
  by: { kind: 'days' as const },
  fixed: { clock },
  ...(clock in NEEDS ? { needs: NEEDS[clock]! } : {}),
  estimate: seconds(column),
})

/** How long agents work before they stop (method.md 2.1). */
export const turnDuration = figure({
  id: 'turn-duration',
  title: 'Turn duration',
  question: 'How long do agents work before they stop?',
  evidence: 'session logs',
  unit: 'turns',
  counted: interactiveTurns,
  left: leftTurns,
  needs: ['turn_time'],
  wants: ['linkable'],
  parts: [part('wall', 'wall_ms'), part('work', 'work5_ms'), part('reported', 'reported_ms', turn.reported_ms.known())],
  variants: [
    { variant: 'gap-2m', ...part('work', 'work2_ms') },
    { variant: 'gap-5m', ...part('work', 'work5_ms') },
    { variant: 'gap-15m', ...part('work', 'work15_ms') },
    { variant: 'gap-none', ...part('work', 'wall_ms') },
    { variant: 'unknown-out', ...part('wall', 'wall_ms', turn.interactive.is('yes')) },
    { variant: 'questions-joined', ...part('wall', 'joined_ms', turn.joined_ms.known()) },
  ],
  published: [
    {
      label: 'median turn',
      value: 45,
      source: STUDY,
      comparable: 'partly',
      why: 'the wall clock here; the study does not say how it treats waits for permission',
    },
    {
      label: '99.9th percentile, late September 2025',
      value: 1500,
      source: STUDY,
      comparable: 'partly',
      why: 'read as "under 25 minutes"; waits for permission may be in ours',
    },
    {
      label: '99.9th percentile, early January 2026',
      value: 2700,
      source: STUDY,
      comparable: 'partly',
      why: 'read as "over 45 minutes"; waits for permission may be in ours',
    },
  ],
  notes: [
    'Wall time runs from the record that started a turn to its last assistant record, tool result or interrupt mark, and includes waits for permission.',
    'Work time counts each gap in which no tool ran at most 5 minutes; waits at a permission prompt that was accepted are not known from transcripts alone.',
    "Reported time is the agent's own figure; older versions write none, later ones mostly above 30 s, and almost never after an interrupt, so its percentiles are those of longer turns.",
    'The three clocks are different instruments and are never mixed. Percentiles come from buckets 0.5% wide.',
  ],
  asides: [unknownTyping('turns')],
})
