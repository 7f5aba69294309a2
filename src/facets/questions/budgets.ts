/** How much of a log is told, in characters. Where a text is longer it is cut in the middle, and says so. */
export interface Budgets {
  /** Items that stand together, and share what they have in common. */
  items: number
  /** All steps of one turn that stand together, and each of them. */
  steps: number
  step: number
  /** The call that is judged, and what its tool says of itself. */
  call: number
  definition: number
  /** What was asked, the system prompt, and what agent and human said around the end of a turn. */
  goal: number
  system: number
  end: number
}

/** As many items as `src/judge` puts into one request. */
export const BUDGETS: Budgets = {
  items: 8,
  steps: 6_000,
  step: 400,
  call: 1_500,
  definition: 300,
  goal: 800,
  system: 1_500,
  end: 1_500,
}

/** What the questions want to see of what went before, for whoever reads logs for them (`Rules.context`). */
export const WANTED = { steps: 10, characters: BUDGETS.step } as const
