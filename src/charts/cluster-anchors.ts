import type { Published } from '../release/index.js'

/** A group of the study this software follows, by its two published means. */
export interface Anchor {
  risk: number
  autonomy: number
  comparable: Published['comparable']
}

const AUTONOMY = /mean autonomy (?:of|is) (\d+(?:\.\d+)?)/i

/**
 * Published groups: means of risk of which it is also said what the mean autonomy is. A value that stands alone has no
 * place among the groups.
 */
export const anchorsOf = (published: readonly Published[]): Anchor[] =>
  published.flatMap(({ label, value, why, comparable }) => {
    const autonomy = /^mean risk/i.test(label) ? AUTONOMY.exec(`${label}; ${why}`)?.[1] : undefined
    return autonomy === undefined ? [] : [{ risk: value, autonomy: Number(autonomy), comparable }]
  })

export const COMPARES: Record<Published['comparable'], string> = {
  yes: 'comparable',
  partly: 'partly comparable',
  no: 'not comparable',
}
