import { useId } from 'react'
import { NOTHING, type Table } from '../../src/charts/index.js'

/** A table of finished words; wide ones scroll inside their own frame, by keyboard as well. */
export function WordTable({ table, tall, wide }: { table: Table; tall?: boolean; wide?: boolean }) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section className={`frame${tall ? ' tall' : ''}${wide ? ' wide' : ''}`} aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id}>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, i) => (
              <th key={column} scope="col" className={i === 0 ? 'name' : undefined}>
                {column === '' ? <span className="only-heard">Measure</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are never reordered, and their names may repeat
            <tr key={r}>
              {row.map((value, i) =>
                i === 0 ? (
                  <th key={table.columns[i]} scope="row" className="name">
                    {value}
                  </th>
                ) : (
                  <td key={table.columns[i]} className={value.startsWith(NOTHING) ? 'none' : undefined}>
                    <Value text={value} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A value, with its interval or its reason in second rank. */
function Value({ text }: { text: string }) {
  const match = /^(.*?) (\(.*\))$/.exec(text) ?? /^(—) (.+)$/.exec(text)
  if (!match) return text
  return (
    <>
      {match[1]} <span className="second">{match[2]}</span>
    </>
  )
}
