import { problemsOf } from './problems.js'
import { type PolicyName, type StudyFile, type StudyPolicy, studySchema } from './schema.js'
import { StudyError } from './study-error.js'

export interface StudyOptions {
  /** Default `report`. */
  name?: string | undefined
  /** Places as they would stand in a study file, with a kind of log where it is not to be recognised. */
  places: readonly (string | { place: string; kind?: string | null | undefined })[]
  /** Date or time, UTC; without it no bound. */
  from?: string | undefined
  to?: string | undefined
  /** Default `team`, the policy that cannot show one person by accident. */
  policy?: PolicyName | Partial<StudyPolicy> | undefined
}

/**
 * The study that a report without a study file is made from.
 * @throws StudyError (without lines) where an option is not what a study file could say.
 */
export function studyFromOptions({ name, places, from, to, policy }: StudyOptions): StudyFile {
  const result = studySchema.safeParse({
    name: name ?? 'report',
    sources: places.map((place) => (typeof place === 'string' ? { place } : place)),
    window: { from, to },
    policy: typeof policy === 'string' ? { name: policy } : policy,
  })
  if (result.success) return result.data
  throw new StudyError(
    'options',
    problemsOf(result.error.issues, () => null),
  )
}
