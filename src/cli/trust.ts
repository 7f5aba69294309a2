import type { Agreement, Trust } from '../measures/index.js'
import { anyLabelled } from '../privacy/index.js'
import type { Prepared } from './run.js'
import { judgeNamed } from './study-judge.js'
import { validationOn } from './validate-report.js'

/**
 * How far the judge of a study and the person who labelled most of its units agree. Where nobody labelled any, no unit is
 * looked at.
 */
export async function trustOf(prepared: Prepared): Promise<Trust> {
  const judge = judgeNamed(prepared.study, prepared.judge).id
  return { judge, agreement: anyLabelled(await prepared.store.judges()) ? await agreementOn(prepared, judge) : [] }
}

async function agreementOn(prepared: Prepared, judge: string): Promise<Agreement[]> {
  const { judges } = await validationOn(prepared, { judge })
  return judges.flatMap(({ dimensions }) =>
    dimensions.map(({ unit, dimension, n, alpha }) => ({
      // What is said of an interrupt stands in the row of the turn that it ended.
      unit: unit === 'action' ? ('actions' as const) : ('turns' as const),
      dimension,
      n,
      alpha,
    })),
  )
}
