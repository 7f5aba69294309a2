/** How far two answers lie apart: as names, as ranks, or as numbers. */
export type Level = 'nominal' | 'ordinal' | 'interval'

/**
 * Krippendorff's alpha, agreement among any number of observers beyond chance: 1 − D_o/D_e, observed over expected
 * disagreement, from the coincidences of values within units (Krippendorff, "Computing Krippendorff's Alpha-Reliability",
 * 2011; Content Analysis, 4th ed., chapter 12). Squared distances: nominal 0 or 1; ordinal (n_a/2 + … + n_b/2)², n_g how
 * often value g occurs in pairable units, the two ends by half; interval (a − b)².
 *
 * @param units per unit what each observer said, null where one said nothing; units with fewer than two values count nothing
 * @param level numbers are asked for by `ordinal` and `interval`; `ordinal` takes them in ascending order
 * @returns 1 is full agreement, 0 chance, below 0 worse than chance; null without a unit that two observers saw, and where
 *   all values are the same, since nothing then could have differed
 * @throws RangeError when `ordinal` or `interval` meets a value that is not a finite number
 */
export function krippendorffAlpha(
  units: readonly (readonly (string | number | null)[])[],
  level: Level,
): number | null {
  const pairable = units.map((unit) => unit.filter((value) => value !== null)).filter((unit) => unit.length > 1)
  const values = [...new Set(pairable.flat())]
  if (level !== 'nominal') {
    const odd = values.find((value) => !Number.isFinite(value))
    if (odd !== undefined) throw new RangeError(`krippendorffAlpha: ${level} needs finite numbers, got ${odd}`)
    values.sort((a, b) => Number(a) - Number(b))
  }
  const index = new Map(values.map((value, i) => [value, i]))
  const coincidences = values.map(() => values.map(() => 0))
  for (const unit of pairable) {
    for (const [i, a] of unit.entries()) {
      for (const [j, b] of unit.entries()) {
        if (i !== j) coincidences[index.get(a)!]![index.get(b)!]! += 1 / (unit.length - 1)
      }
    }
  }
  const margins = values.map((value) => pairable.reduce((n, unit) => n + unit.filter((v) => v === value).length, 0))
  const distance = distances(values, margins, level)
  const total = margins.reduce((a, b) => a + b, 0)
  let observed = 0
  let expected = 0
  for (let a = 0; a < values.length; a++) {
    for (let b = a + 1; b < values.length; b++) {
      observed += coincidences[a]![b]! * distance(a, b)
      expected += margins[a]! * margins[b]! * distance(a, b)
    }
  }
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected
}

/** Squared distance of the a-th and the b-th value, a before b. */
function distances(
  values: readonly (string | number)[],
  margins: readonly number[],
  level: Level,
): (a: number, b: number) => number {
  if (level === 'nominal') return () => 1
  if (level === 'interval') return (a, b) => (Number(values[a]) - Number(values[b])) ** 2
  return (a, b) => {
    const between = margins.slice(a, b + 1).reduce((sum, n) => sum + n, 0)
    return (between - (margins[a]! + margins[b]!) / 2) ** 2
  }
}
