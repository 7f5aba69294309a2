import { useState } from 'react'
import { chartOf, type View, whyEmpty } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { WordTable } from './WordTable.js'

/** The rows behind the chart, made when somebody opens them. */
export function DataTable({ figure, view }: { figure: Figure; view: View }) {
  const [open, setOpen] = useState(false)
  const table = open ? chartOf(figure).data(figure, view) : null
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Data behind the chart</summary>
      {table &&
        (table.rows.length > 0 ? <WordTable table={table} tall /> : <p className="empty">{whyEmpty(figure)}</p>)}
    </details>
  )
}
