import { useMemo, useState } from 'react'
import { CLUSTER_SENTENCES, chartOf, count, firstView, hasIntervals, people, withheld } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { Controls } from './Controls.js'
import { DataTable } from './DataTable.js'
import { Downloads } from './Downloads.js'
import { Drawing } from './Drawing.js'
import { Flow } from './Flow.js'
import { PublishedValues } from './PublishedValues.js'
import { WordTable } from './WordTable.js'

/** One figure: its question, what it shows, how it was counted and what it cannot show. */
export function FigureSection({ figure, order }: { figure: Figure; order: number }) {
  const chart = chartOf(figure)
  const controls = useMemo(() => chart.controls(figure), [chart, figure])
  const [view, setView] = useState(() => firstView(controls))
  const sentence = chart.sentence(figure, view)
  const remark = chart.remark?.(figure, view)
  const tables = chart.numbers(figure, view)
  const narrow = tables.filter(({ columns }) => columns.length < 5)
  const wide = tables.filter(({ columns }) => columns.length >= 5)
  const intervals = hasIntervals(figure)
    ? CLUSTER_SENTENCES[figure.clusters]
    : 'No 95% intervals: too few contributors or days to know them.'
  const told = `${figure.id}-told`
  return (
    <section className="figure" id={figure.id} aria-labelledby={`${figure.id}-title`}>
      <h2 id={`${figure.id}-title`}>{figure.question}</h2>
      <p className="sentence" id={told} aria-live="polite">
        {sentence || (figure.rows.length > 0 ? `${figure.title}: no value for the whole window.` : figure.title)}
      </p>
      <Controls controls={controls} view={view} onChange={setView} />
      <figure>
        <Drawing figure={figure} view={view} order={order} describedBy={told} />
        <figcaption>
          {sentence && `${figure.title}. `}n = {count(figure.n)} {figure.unit}, {people(figure.contributors, count)},
          from {figure.evidence}. {intervals}
          {remark && ` ${remark}`}
        </figcaption>
      </figure>
      <Flow steps={figure.flow} unit={figure.unit} />
      {figure.suppressed.cells > 0 && (
        <p className="withheld">
          {count(figure.suppressed.cells)} {figure.suppressed.cells === 1 ? 'value is' : 'values are'} withheld:{' '}
          {withheld(figure)}.
        </p>
      )}
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
        </div>
        {wide.map((table) => (
          <WordTable key={table.caption} table={table} wide />
        ))}
      </div>
      <div className="take">
        {figure.rows.length > 0 && <DataTable figure={figure} view={view} />}
        {figure.rows.length > 0 && <Downloads figure={figure} view={view} />}
      </div>
    </section>
  )
}
