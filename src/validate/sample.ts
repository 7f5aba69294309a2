import { CERTAIN } from '../model/index.js'
import { uniformOf } from '../stats/index.js'

/** A unit that may be shown to a person. */
export interface Candidate {
  /** Tells it from all other units. */
  key: string
  /** Units of a stratum are drawn alike; one name for all where nothing tells them apart. */
  stratum: string
  /** Probability with which it became a candidate, in parts of {@link CERTAIN}; null where that is not known. */
  chance: number | null
}

/**
 * The order in which candidates are shown. Within a stratum it is a shuffle, so the first m of its N are a simple random
 * sample wherever a person stops. Strata take turns so that the first n hold about √N of each (power allocation: Bankier,
 * "Power allocations: determining sample sizes for subnational areas", The American Statistician 42, 1988): rare strata
 * get more than their share, and common ones are not starved.
 *
 * @param seed another one shuffles otherwise
 */
export function shuffled<C extends Candidate>(candidates: readonly C[], seed: number): C[] {
  const strata = new Map<string, { candidate: C; number: number }[]>()
  for (const candidate of candidates) {
    const stratum = strata.get(candidate.stratum) ?? []
    strata.set(candidate.stratum, stratum)
    stratum.push({ candidate, number: uniformOf(`label/${seed}`, candidate.key) })
  }
  return [...strata.values()]
    .flatMap((stratum) =>
      stratum
        .sort((a, b) => a.number - b.number)
        .map(({ candidate, number }, rank) => ({ candidate, number, turn: (rank + 0.5) / Math.sqrt(stratum.length) })),
    )
    .sort((a, b) => a.turn - b.turn || a.number - b.number)
    .map(({ candidate }) => candidate)
}

/**
 * The chance with which each shown unit came to be shown: of the N candidates of its stratum so many were, whichever they
 * are, times its chance of being a candidate.
 *
 * @param units how many candidates each stratum has
 * @param shown those that were shown so far
 * @returns parts of {@link CERTAIN} by key; null where the chance of being a candidate is not known
 */
export function chancesOf(
  units: ReadonlyMap<string, number>,
  shown: readonly Candidate[],
): ReadonlyMap<string, number | null> {
  const counts = new Map<string, number>()
  for (const { stratum } of shown) counts.set(stratum, (counts.get(stratum) ?? 0) + 1)
  return new Map(
    shown.map(({ key, stratum, chance }) => {
      const share = Math.min(1, counts.get(stratum)! / (units.get(stratum) ?? counts.get(stratum)!))
      return [key, chance === null ? null : Math.max(1, Math.round((chance / CERTAIN) * share * CERTAIN))]
    }),
  )
}

/** Bands of risk, and who was in the loop, by the rules: what labels are to be spread over. */
export function riskStratum(risk: number | null, human: string | null): string {
  const band = risk === null ? 'untold' : risk <= 2 ? '1–2' : risk <= 4 ? '3–4' : '5–10'
  return `risk ${band}, human in the loop ${human ?? 'untold'}`
}
