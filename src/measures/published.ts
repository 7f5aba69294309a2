import type { PublishedValue } from '../algebra/index.js'

/** The study whose figures stand beside ours, as a quiet reference. */
export const STUDY = 'Measuring AI agent autonomy in practice (18 Feb 2026)'

/** A share of a group of reasons in that study. */
export const reasonThere = (label: string, value: number): PublishedValue => ({
  label,
  value,
  source: STUDY,
  comparable: 'partly',
  why: 'sentences of a model there, grouped and named by models; to be held against the groups here that mean the same',
})
