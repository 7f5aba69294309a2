/** What is put into groups: what actions did, why agents stopped to ask, why humans interrupted. */
export const CLUSTERED = ['action', 'stop', 'interrupt'] as const
export type Clustered = (typeof CLUSTERED)[number]

/** A sentence of a study and who has it how often. Equal sentences have one key. */
export interface SentenceUse {
  /** What tells the sentence: names of rules and enumerations, or a model's own words. */
  key: string
  contributor: string
  n: number
}

/** The numbers of a sentence's groups; 0 where it lies near none. */
export type GroupPath = readonly [leaf: number, middle: number, top: number]
