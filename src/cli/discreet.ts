import { parsePlace } from '../ingest/index.js'
import type { StoreError } from '../store/index.js'
import type { PolicyName, StudyFile } from '../study/index.js'

/**
 * Whether what is said of a study must name no path, id or person: it is for other readers, or its logs may turn out to
 * be of several contributors and nobody named a policy.
 * @param own folders of this machine's own logs, which are one person's.
 */
export function isDiscreet(study: StudyFile, named: PolicyName | null, own: readonly string[]): boolean {
  if (named !== null) return named !== 'private'
  const places = study.sources.map(({ place }) => place)
  const others = places.filter((place) => !own.includes(place))
  const people = others.length + (others.length < places.length ? 1 : 0)
  return people > 1 || others.some((place) => parsePlace(place, '/').pattern?.source.includes('(?<') === true)
}

/** Errors whose messages repeat only what was typed, or counts. */
const OWN_WORDS = new Set([
  ...['UsageError', 'StudyError', 'PlaceError', 'PolicyError', 'NothingError', 'AddressError', 'JudgeEnded'],
])

/**
 * Runs something, and takes from the errors of the system and the store what they tell of this machine.
 * @param what is said of an error of the system in place of its message.
 */
export async function discreetly<T>(
  work: () => Promise<T>,
  what = 'something failed before there was a report',
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Error && !OWN_WORDS.has(error.name) ? withoutDetail(error, what) : error
  }
}

function withoutDetail(error: Error, what: string): Error {
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException
  const failed = error.name === 'StoreError' ? 'the store cannot be used' : what
  const { discreet } = error as Partial<StoreError>
  const told = new Error(
    discreet ??
      `${failed}${code === undefined ? '' : ` (${code})`}; leeway doctor looks for the cause on this machine, and --policy private tells it`,
    { cause: error },
  )
  told.name = error.name
  return told
}
