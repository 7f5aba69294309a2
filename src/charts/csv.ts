import type { Figure } from '../release/index.js'

type Cell = string | number | boolean | null | undefined | object

/** The rows of a figure as RFC 4180 text: a header, then one line per row; null is an empty field. */
export const figureCsv = (figure: Figure): string => csv(figure.rows)

/** The points of a figure's curve, or null where it has none. */
export const curveCsv = (figure: Figure): string | null =>
  figure.curve && figure.curve.length > 0 ? csv(figure.curve as object[]) : null

/** The figure's estimates over everything, and under other definitions; null where it has none. */
export const extraCsv = (figure: Figure, part: 'overall' | 'sensitivity'): string | null =>
  figure[part] && figure[part].length > 0 ? csv(figure[part]) : null

function csv(rows: readonly object[]): string {
  const columns: string[] = []
  const known = new Set<string>()
  for (const row of rows) {
    for (const column of Object.keys(row)) {
      if (known.has(column)) continue
      known.add(column)
      columns.push(column)
    }
  }
  const lines = rows.map((row) => columns.map((column) => field((row as Record<string, Cell>)[column])).join(','))
  return [columns.map(field).join(','), ...lines].map((line) => `${line}\r\n`).join('')
}

function field(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? nested(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `p999:tail;p99:tail` for words by key; what lies deeper, such as shares by dimension and value, as JSON. */
const nested = (value: object): string =>
  Object.values(value).some((one) => typeof one === 'object')
    ? JSON.stringify(value)
    : Object.entries(value)
        .map(([key, word]) => `${key}:${word}`)
        .join(';')
