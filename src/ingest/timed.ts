/** Runs a stage of the work; somebody may be watching the clock. */
export type Timed = <T>(stage: string, work: () => Promise<T>) => Promise<T>

/** Nobody is watching. */
export const untimed: Timed = (_, work) => work()
