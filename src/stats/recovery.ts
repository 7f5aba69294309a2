import { type ShareEstimate, shareEstimate } from './share.js'

/** One attempt to tell a secret that was drawn uniformly from some values. */
export interface Attempt {
  /** Attempts of one run share what was read, so they are one cluster. */
  run: number
  /** Whether the likeliest value was the secret. */
  right: boolean
  /** How sure the attacker was of it, 0 to 1. */
  sure: number
}

/** How often secrets were told, beside how often guessing would tell them. */
export interface Recovery {
  attempts: number
  runs: number
  right: number
  /** Share that guessing gets right: 1 / values. */
  chance: number
  /** Share of secrets told minus `chance`, with its 95% interval clustered by run; null ends under 5 runs. */
  above: number
  low: number | null
  high: number | null
  /** The attacker's surest twentieth: how many these are, and the share of them that was right. */
  surest: { attempts: number; right: number }
  /** Attempts in which the attacker excluded all values but one, those of them that were right, and how many may be at most. */
  certain: { claimed: number; right: number; atMost: number }
}

/** The part of the attempts whose precision is given apart. */
const SUREST = 0.05
/** With none in N, at most 3/N at 95% (Hanley and Lippman-Hand, JAMA 249, 1983). */
const OF_NONE = 3
/** Sums of weights that are meant to be 1 come as near as this. */
const CERTAIN = 1 - 1e-9

/**
 * @param attempts at least one
 * @param values how many values a secret may have
 * @throws RangeError without attempts, or where a secret could have one value only
 */
export function recovery(attempts: readonly Attempt[], values: number): Recovery {
  if (attempts.length === 0) throw new RangeError('recovery: expected at least one attempt, got none')
  if (!(values >= 2)) throw new RangeError(`recovery: a secret must have at least 2 values, got ${values}`)
  const chance = 1 / values
  const told = byRun(attempts)
  const certain = attempts.filter(({ sure }) => sure >= CERTAIN)
  return {
    attempts: attempts.length,
    runs: new Set(attempts.map(({ run }) => run)).size,
    right: attempts.filter(({ right }) => right).length,
    chance,
    above: told.share! - chance,
    low: told.low === null ? null : told.low - chance,
    high: told.high === null ? null : told.high - chance,
    surest: surestOf(attempts),
    certain: {
      claimed: certain.length,
      right: certain.filter(({ right }) => right).length,
      atMost: atMost(certain.filter(({ right }) => right).length, attempts.length),
    },
  }
}

/** Whether secrets were told more often than guessing tells them, beyond what chance explains. */
export const isLeak = ({ low }: Recovery): boolean => low !== null && low > 0

function byRun(attempts: readonly Attempt[]): ShareEstimate {
  const runs = new Map<number, { n: number; k: number }>()
  for (const { run, right } of attempts) {
    const sums = runs.get(run) ?? { n: 0, k: 0 }
    runs.set(run, { n: sums.n + 1, k: sums.k + Number(right) })
  }
  const sum = (of: (own: { n: number; k: number }) => number) =>
    [...runs.values()].reduce((total, own) => total + of(own), 0)
  return shareEstimate({
    n: attempts.length,
    k: sum(({ k }) => k),
    clusters: runs.size,
    nn: sum(({ n }) => n * n),
    kk: sum(({ k }) => k * k),
    nk: sum(({ n, k }) => n * k),
  })
}

/** Where attempts on both sides of the cut are equally sure, each of them counts in part. */
function surestOf(attempts: readonly Attempt[]): Recovery['surest'] {
  const many = Math.ceil(SUREST * attempts.length)
  const least = [...attempts].sort((a, b) => b.sure - a.sure)[many - 1]!.sure
  const surer = attempts.filter(({ sure }) => sure > least)
  const alike = attempts.filter(({ sure }) => sure === least)
  const right = (of: readonly Attempt[]) => of.filter((one) => one.right).length
  return { attempts: many, right: (right(surer) + ((many - surer.length) * right(alike)) / alike.length) / many }
}

/** Upper 95% bound of a share: 3/N for none, else by the score of Wilson (wilson.ts) with few in many. */
function atMost(found: number, n: number): number {
  if (found === 0) return Math.min(1, OF_NONE / n)
  const z = 1.96
  const share = found / n
  const pull = (z * z) / n
  return Math.min(1, (share + pull / 2 + z * Math.sqrt((share * (1 - share)) / n + pull / (4 * n))) / (1 + pull))
}
