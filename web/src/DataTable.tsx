import { useEffect, useState } from 'react'
import { chartOf, type View, whyEmpty } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { WordTable } from './WordTable.js'

/** How many rows are printed without being asked for; more than that belong into the CSV. */
const PRINTED = 60

/** The rows behind the chart, made when somebody opens them or, where they are few, prints them. */
export function DataTable({ figure, view }: { figure: Figure; view: View }) {
  const [open, setOpen] = useState(false)
  const printing = usePrinting()
  const table = open || printing ? chartOf(figure).data(figure, view) : null
  const short = table !== null && table.rows.length <= PRINTED
  const shown = open || (printing && short)
  return (
    <details open={shown} onToggle={(event) => !printing && setOpen(event.currentTarget.open)}>
      <summary>Data behind the chart</summary>
      {table &&
        (shown || !printing) &&
        (table.rows.length > 0 ? <WordTable table={table} tall /> : <p className="empty">{whyEmpty(figure)}</p>)}
    </details>
  )
}

/** Whether the page is being printed. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const media = matchMedia('print')
    const change = () => setPrinting(media.matches)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }, [])
  return printing
}
