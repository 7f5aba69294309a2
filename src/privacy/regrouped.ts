import type { Clustered } from '../algebra/index.js'

/** What became of groups of sentences that were found in an earlier study of the same data. */
export interface Regrouped {
  of: Clustered
  /** Groups of all levels: how many hold sentences as before, hold none any more, and are new. */
  kept: number
  gone: number
  fresh: number
  /** The share of sentences farther from every group than nearly all were when groups were found; null where there are none. */
  drift: number | null
}

const WHAT: Readonly<Record<Clustered, string>> = {
  action: 'actions',
  stop: 'reasons to stop and ask',
  interrupt: 'reasons to interrupt',
}

/**
 * What a reader of a private release is told of it, that two releases can be compared. Other readers are told nothing: that groups
 * appear or empty says how many people took up something or left it, of which no cell was held against the policy.
 */
export const regroupedNotes = (all: readonly Regrouped[]): string[] =>
  all.map(({ of, kept, gone, fresh, drift }) => {
    const parts = [
      `${kept} hold some as before`,
      ...(gone === 0 ? [] : [`${gone} ${gone === 1 ? 'holds' : 'hold'} none any more`]),
      `${fresh} ${fresh === 1 ? 'is' : 'are'} new`,
    ]
    const far =
      drift === null
        ? ''
        : ` ${(100 * drift).toFixed(1)}% of what is said lies farther from every group than 95% did when they were found.`
    return `Groups of ${WHAT[of]} are those of an earlier study of these data: ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.${far}`
  })
