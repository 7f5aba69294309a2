import { type ClusterName, endpointPhrase, type Phrase, type Phrasing, phrasedNames } from '../clusters/index.js'
import type { StudyFile } from '../study/index.js'
import { UsageError } from './exit.js'
import type { Environment } from './home.js'

/** A model that puts names of groups into words. It is shown the terms of names, which Leeway ships, and nothing else. */
export interface Naming {
  /** Stands for the model and where it is: what it said is kept under this. */
  id: string
  phrase: Phrase
  /** Told for how many names it was asked, and how many of these stay as they were put together. */
  told(asked: number, declined: number): void
}

/** What models said of names of groups, by the `id` of who said it, then by the number of the group. */
export type Phrasings = Readonly<Record<string, Readonly<Record<string, Phrasing>>>>

/**
 * What puts the names of a study's groups into words; null where they stay as Leeway puts them together.
 * @param says takes a sentence for whoever runs the study.
 */
export function namingOf({ naming }: StudyFile, environment: Environment, says: (text: string) => void): Naming | null {
  if (naming === 'composed') return null
  const { model, endpoint } = naming
  const phrase = endpointPhrase({ model, address: endpoint, key: environment.LEEWAY_NAMING_KEY || null })
  return {
    id: `${model} at ${endpoint}`,
    async phrase(lists) {
      try {
        return await phrase(lists)
      } catch (error) {
        throw new UsageError(
          `naming: ${(error as Error).message}. The groups are kept; run it again, or remove naming from the study file to have their names put together without a model`,
          { cause: error },
        )
      }
    },
    told(asked, declined) {
      const stay =
        declined === 0
          ? 'all were taken'
          : `${declined} of its answers ${declined === 1 ? 'was' : 'were'} not taken, since they are no short name made of these terms alone or another group is called so: the names stay as they were put together`
      says(`${model} was asked to put the terms of ${asked} ${asked === 1 ? 'name' : 'names'} into words; ${stay}`)
    },
  }
}

/**
 * Names as the model puts them. It is asked only for names of whose terms nothing is kept that it said.
 * @returns all names, and what is to be kept: null where nothing new was said.
 * @throws UsageError where it cannot be asked.
 */
export async function phrasedBy(
  { id, phrase, told }: Naming,
  names: ReadonlyMap<number, ClusterName>,
  before: Phrasings,
): Promise<{ names: ReadonlyMap<number, ClusterName>; kept: Phrasings | null }> {
  const known = new Map(Object.entries(before[id] ?? {}).map(([number, said]) => [Number(number), said]))
  const phrased = await phrasedNames(names, phrase, known)
  if (phrased.asked === 0) return { names: phrased.names, kept: null }
  told(phrased.asked, phrased.declined)
  return { names: phrased.names, kept: { ...before, [id]: Object.fromEntries(phrased.said) } }
}
