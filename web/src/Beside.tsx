import type { Table } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { FigureSources } from './FigureSources.js'
import { PublishedValues } from './PublishedValues.js'
import { WordTable } from './WordTable.js'

/** What stands below a chart: its numbers, what others published, how it is counted, and how much that matters. */
export function Beside({ figure, tables }: { figure: Figure; tables: readonly Table[] }) {
  const isWide = ({ columns, wide }: Table) => wide || columns.length >= 5
  const narrow = tables.filter((table) => !isWide(table))
  const wide = tables.filter(isWide)
  return (
    <div className="beside">
      {narrow.length > 0 && (
        <div>
          {narrow.map((table) => (
            <WordTable key={table.caption} table={table} />
          ))}
        </div>
      )}
      <div>
        <PublishedValues figure={figure} />
        {figure.notes.length > 0 && (
          <div className="cannot">
            <h3>How it is counted, and what it cannot show</h3>
            <ul>
              {figure.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        )}
        <FigureSources figure={figure} />
      </div>
      {wide.map((table) => (
        <WordTable key={table.caption} table={table} wide />
      ))}
    </div>
  )
}
