import type { FigureId } from '../release/index.js'
import type { Chart } from './chart.js'
import { NOTHING, plain } from './numbers.js'
import { sayCount } from './precision.js'

type Row = Record<string, unknown>

/** A figure that has no chart of its own: its rows, as they are. */
export const anyFigure: Chart<FigureId> = {
  controls: () => [],
  draw: () => null,
  sentence: (figure) =>
    figure.n === null ? '' : `${figure.title}: ${sayCount(figure, figure.n)} ${figure.unit}, as a table.`,
  estimates: () => [],
  numbers: () => [],
  data: (figure) => table(figure),
}

function table({ title, rows }: { title: string; rows: readonly unknown[] }) {
  const list = rows as readonly Row[]
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))]
  return { caption: title, columns, rows: list.map((row) => columns.map((column) => word(row[column]))) }
}

const word = (value: unknown): string =>
  value === null || value === undefined ? NOTHING : typeof value === 'number' ? plain(value) : String(value)
