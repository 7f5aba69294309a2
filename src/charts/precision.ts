import type { Figure, Policy, Release } from '../release/index.js'
import { count, NOTHING } from './numbers.js'

/** How well a release knows its counts: a policy may round them or add noise. */
export type Counts = 'exact' | 'rounded' | 'noisy'

const BY_POLICY: Record<Policy['name'], Counts> = { private: 'exact', team: 'rounded', public: 'noisy' }

/** A figure that knows how exact its counts are and who judged; without the word they are exact. */
type Told = { counts?: Counts; judge?: string }

const countsOf = (figure: object): Counts => (figure as Told).counts ?? 'exact'

/** The judge of a figure that is marked, by the name it has in its release. */
export const judgeOf = (figure: object): string | undefined => (figure as Told).judge

/** A figure of a release, marked with how exact its counts are, so that no sentence says more, and with its judge. */
export const toldFigure = <F extends object>(figure: F, { study }: Pick<Release, 'study'>): F =>
  ({ ...figure, counts: BY_POLICY[study.policy.name], judge: study.judge.id }) as F

/** The release with every figure marked. */
export const told = (release: Release): Release => ({
  ...release,
  figures: release.figures.map((figure): Figure => toldFigure(figure, release)),
})

/** `1,312`, or `about 1,300` where counts are rounded. */
export const sayCount = (figure: object, n: number): string =>
  countsOf(figure) === 'exact' || n === 0 ? count(n) : `about ${count(n)}`

/** `n = 1,312 turns, 47 contributors`: what a figure stands for; empty where the policy withholds that. */
export const sayBasis = (figure: Figure): string =>
  figure.n === null ? '' : `n = ${sayCount(figure, figure.n)} ${figure.unit}, ${sayPeople(figure, figure.contributors)}`

/** `47 contributors`, or `at least 45 contributors` where they are rounded down. */
export function sayPeople(figure: object, n: number | null): string {
  if (n === null) return 'a number of contributors that is withheld'
  const words = { exact: '', rounded: n === 0 ? '' : 'at least ', noisy: 'about ' }[countsOf(figure)]
  return n === 0 && countsOf(figure) === 'rounded'
    ? 'fewer than 5 contributors'
    : `${words}${count(n)} contributor${n === 1 ? '' : 's'}`
}

/** A sum of counts, with no more digits than its parts have; null where one of them is withheld. */
export const sumOf = (figure: object, counts: readonly (number | null)[]): number | null => {
  if (counts.some((n) => n === null)) return null
  const sum = counts.reduce<number>((total, n) => total + n!, 0)
  return countsOf(figure) === 'exact' || sum === 0 ? sum : Number(sum.toPrecision(2))
}

/** A figure's curve, where it says more than lines between its rows: under a policy that rounds it goes through them. */
export const ownCurve = <Point>(figure: { curve?: readonly Point[] | undefined }): readonly Point[] =>
  countsOf(figure) === 'rounded' ? [] : (figure.curve ?? [])

/** Whether counts are what was counted, neither rounded nor noisy. */
export const isExact = (figure: object): boolean => countsOf(figure) === 'exact'

/** A count of a row in a table, or the mark that there is none: `1,312`, `≈ 1,300`. */
export function said(figure: object, n: number | undefined | null): string {
  if (n == null) return NOTHING
  return countsOf(figure) === 'exact' || n === 0 ? count(n) : `≈\u00a0${count(n)}`
}

/** Contributors of a row in a table: `47`, `45+`. */
export function saidPeople(figure: object, n: number | undefined | null): string {
  if (n == null) return NOTHING
  return { exact: count(n), rounded: `${count(n)}+`, noisy: `≈\u00a0${count(n)}` }[countsOf(figure)]
}

/** What a reader must know of all counts; empty where they are exact. */
export const countsNote = ({ study }: Pick<Release, 'study'>): string =>
  ({
    exact: '',
    rounded: 'Counts are rounded to two digits, and contributors down to a multiple of 5, so parts need not add up.',
    noisy: 'Noise is added to all counts, so parts need not add up.',
  })[BY_POLICY[study.policy.name]]
