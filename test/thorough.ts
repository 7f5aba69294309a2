import { it } from 'vitest'

/** Whether also what other tests hold in a smaller form is tried: with LEEWAY_THOROUGH set. */
export const THOROUGH = process.env.LEEWAY_THOROUGH !== undefined

/** A test that is left out by default, for its time. */
export const thorough = it.runIf(THOROUGH)
