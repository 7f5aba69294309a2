/**
 * Holds a release against what was worked out anew, leaf by leaf: every number in it, every true or false, and every null in
 * the place of one. What was not worked out must stand on the list of what need not be.
 */

export type Made = number | boolean | string | null | readonly Made[] | { readonly [key: string]: Made | undefined }

/** One leaf of a release. `made` is undefined where it was not worked out. */
export interface Leaf {
  path: string
  told: unknown
  made: Made | undefined
}

/** Why leaves of some path are not worked out from rows. */
export type Exempt = readonly (readonly [path: RegExp, why: string])[]

type Fields = Readonly<Record<string, unknown>>

/** Columns by which a row says what it is of. */
const KEYS = [
  ...['variant', 'dimension', 'value', 'domain', 'measure', 'complexity', 'success', 'stop', 'weight', 'by', 'cluster'],
  ...['cohort', 'regime', 'kind', 'day', 'window', 'clock', 'month', 'week', 'step', 'id'],
]
/** Whole numbers that say it too. */
const EDGES = ['from', 'to', 'rank']

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** What an item of a list is called: by what it is of, and by its place among those alike. */
function named(list: readonly unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const alike = new Map<string, number>()
  for (const item of list) {
    const keys = isFields(item)
      ? [...KEYS.filter((key) => typeof item[key] === 'string'), ...EDGES.filter((key) => Number.isInteger(item[key]))]
      : []
    const name = keys.map((key) => String((item as Fields)[key])).join('/')
    const nth = alike.get(name) ?? 0
    alike.set(name, nth + 1)
    found.set(nth === 0 && name !== '' ? name : `${name}#${nth}`, item)
  }
  return found
}

const entriesOf = (value: unknown): Map<string, unknown> =>
  Array.isArray(value) ? named(value) : new Map(Object.entries(value as Fields))

/** All leaves of a release beside what was worked out; of what is missing in the release, `told` is undefined. */
export function leavesOf(told: unknown, made: Made | undefined, path = ''): Leaf[] {
  if (told !== null && typeof told === 'object') {
    const [own, other] = [entriesOf(told), made !== null && typeof made === 'object' ? entriesOf(made) : new Map()]
    const names = [
      ...new Set([...own.keys(), ...[...other].flatMap(([key, value]) => (value === undefined ? [] : [key]))]),
    ]
    return names.flatMap((key) =>
      leavesOf(own.get(key), other.get(key) as Made | undefined, path === '' ? key : `${path}.${key}`),
    )
  }
  if (told === undefined) return made === undefined ? [] : [{ path, told, made }]
  // Words are compared where they were worked out.
  return typeof told === 'string' && made === undefined ? [] : [{ path, told, made }]
}

/** Whole numbers that a private release gives in full; all else has six digits. */
const COUNTS = /\.(?:n|contributors|censored|rank|level|from|to|cells|reasons\.\w+)$/

/** Six digits, and what adding up in another order may leave. */
const DIGITS = 6e-6
const NOTHING = 1e-9

/** Whether a leaf is anything else than what was worked out. */
export function differs({ path, told, made }: Leaf): boolean {
  if (typeof told !== 'number' || typeof made !== 'number' || COUNTS.test(path)) return told !== made
  return !(Math.abs(told - made) <= DIGITS * Math.abs(made) + NOTHING)
}

export const isExempt = (path: string, exempt: Exempt): boolean => exempt.some(([pattern]) => pattern.test(path))

/** What is wrong with a release, a line for each leaf. */
export function problemsOf(leaves: readonly Leaf[], exempt: Exempt): string[] {
  return leaves.flatMap(({ path, told, made }) => {
    if (made === undefined) return isExempt(path, exempt) ? [] : [`${path}: ${told} was not worked out`]
    if (told === undefined) return [`${path}: ${JSON.stringify(made).slice(0, 200)} is missing`]
    return differs({ path, told, made }) ? [`${path}: ${told}, and ${JSON.stringify(made)} worked out`] : []
  })
}
