import type { ShareEstimate } from './share.js'
import { tQuantile } from './student.js'
import type { Interval } from './wilson.js'

/** What must exceed this: the lower bound of sensitivity + specificity − 1 (method.md section 6). */
export const LEAST_YOUDEN = 0.2

/** A share of Yes, put right by how often the judge finds a Yes and a No. */
export interface Adjusted extends Interval {
  /** null where refused */
  share: number | null
  /** sensitivity + specificity − 1, and its lower bound at 95%, null where it cannot be given */
  youden: number | null
  youdenLow: number | null
  /** why nothing is given: labels of under 5 effective contributors, or a judge who is too weak */
  refused: 'few' | 'weak' | null
}

/**
 * Share of Yes corrected for the judge's error, (p + Sp − 1) / (Se + Sp − 1) (Rogan and Gladen, American J. Epidemiology 107,
 * 1978), with the interval of Lang and Reiczigel (Preventive Veterinary Medicine 113, 2014, equations 6, 7, 16 and 17), which carries
 * the error of all three: pseudo-counts n + z², n_Se + 2, n_Sp + 2, and a shift for the skewness.
 *
 * Every n is the effective number of units that `shareEstimate` or `weightedShare` gives, and z is Student's t on the degrees of
 * freedom of Satterthwaite (Biometrics Bulletin 2, 1946), each part on its effective clusters − 1, so that clustering counts.
 * Refused where the lower bound of Se + Sp − 1 is not above 0.2; the bound is Newcombe's for a difference of shares (Statistics
 * in Medicine 17, 1998, method 10).
 *
 * Only for yes/no dimensions, and where labels hold the same mix of cases as the figure.
 *
 * @param parts `raw`: judged Yes among all units; `sensitivity`: judged Yes among labelled Yes; `specificity`: judged No
 *   among labelled No
 * @returns share 0–1 and its 95% interval
 */
export function roganGladen(parts: {
  raw: ShareEstimate
  sensitivity: ShareEstimate
  specificity: ShareEstimate
}): Adjusted {
  const { raw, sensitivity: se, specificity: sp } = parts
  const nothing = { share: null, low: null, high: null }
  if (se.share === null || sp.share === null) return { ...nothing, youden: null, youdenLow: null, refused: 'few' }
  const youden = se.share + sp.share - 1
  if (se.low === null || sp.low === null) return { ...nothing, youden, youdenLow: null, refused: 'few' }
  const youdenLow = youden - Math.hypot(se.share - se.low, sp.share - sp.low)
  if (!(youdenLow > LEAST_YOUDEN)) return { ...nothing, youden, youdenLow, refused: 'weak' }
  if (raw.share === null || raw.low === null) return { ...nothing, youden, youdenLow, refused: 'few' }
  const share = within((raw.share + sp.share - 1) / youden)
  return { share, ...langReiczigel(raw, se, sp), youden, youdenLow, refused: null }
}

const within = (share: number): number => Math.min(1, Math.max(0, share))

function langReiczigel(raw: ShareEstimate, se: ShareEstimate, sp: ShareEstimate): { low: number; high: number } {
  const t = studentised(raw, se, sp)
  const p = { share: (raw.nEff * raw.share! + t ** 2 / 2) / (raw.nEff + t ** 2), n: raw.nEff + t ** 2 }
  const [found, cleared] = [plusTwo(se), plusTwo(sp)]
  const youden = found.share + cleared.share - 1
  const share = (p.share + cleared.share - 1) / youden
  const [vFound, vCleared] = [found, cleared].map((x) => (x.share * (1 - x.share)) / x.n) as [number, number]
  const shift = 2 * t ** 2 * (share * vFound - (1 - share) * vCleared)
  const variance = (p.share * (1 - p.share)) / p.n + share ** 2 * vFound + (1 - share) ** 2 * vCleared
  const half = (t * Math.sqrt(variance)) / youden
  return { low: within(share + shift - half), high: within(share + shift + half) }
}

const plusTwo = ({ share, nEff }: ShareEstimate) => ({ share: (nEff * share! + 1) / (nEff + 2), n: nEff + 2 })

/** The 97.5% quantile of t on the degrees of freedom of the three parts' sum. */
function studentised(raw: ShareEstimate, se: ShareEstimate, sp: ShareEstimate): number {
  const [found, cleared] = [plusTwo(se), plusTwo(sp)]
  const share = within((raw.share! + cleared.share - 1) / (found.share + cleared.share - 1))
  const own = plusTwo(raw)
  const parts = [
    [(own.share * (1 - own.share)) / own.n, raw.effectiveClusters],
    [(share ** 2 * (found.share * (1 - found.share))) / found.n, se.effectiveClusters],
    [((1 - share) ** 2 * (cleared.share * (1 - cleared.share))) / cleared.n, sp.effectiveClusters],
  ] as const
  const sum = parts.reduce((total, [variance]) => total + variance, 0)
  const df = sum ** 2 / parts.reduce((total, [variance, clusters]) => total + variance ** 2 / (clusters - 1), 0)
  return tQuantile(0.975, df)
}
