import { useMemo, useState } from 'react'
import {
  CLUSTER_SENTENCES,
  chartOf,
  choicesIn,
  compareFigures,
  DIFFERENCES,
  figureBeforeComparing,
  firstView,
  hasIntervals,
  nameOf,
  otherFigure,
  sayBasis,
} from '../../src/charts/index.js'
import type { Figure, Release } from '../../src/release/index.js'
import { Beside } from './Beside.js'
import { Key } from './Compare.js'
import { Controls } from './Controls.js'
import { DataTable } from './DataTable.js'
import { Downloads } from './Downloads.js'
import { Drawing } from './Drawing.js'
import { Flow } from './Flow.js'
import { Trail } from './Trail.js'
import { WithheldFrom } from './Withheld.js'
import { WordTable } from './WordTable.js'

interface Props {
  figure: Figure
  other: Release | null
  order: number
}

/** One figure: its question, what it shows, how it was counted and what it cannot show. */
export function FigureSection({ figure, other, order }: Props) {
  const chart = chartOf(figure)
  const controls = useMemo(() => chart.controls(figure), [chart, figure])
  const [view, setView] = useState(() => firstView(controls))
  const theirs = useMemo(() => (other ? otherFigure(figure, other) : undefined), [figure, other])
  const sentence = chart.sentence(figure, view)
  const choices = choicesIn(controls, view)
  const remark = [chart.remark?.(figure, view), chart.judge?.(figure, view)].filter(Boolean).join(' ')
  const intervals = hasIntervals(figure)
    ? CLUSTER_SENTENCES[figure.clusters]
    : 'No 95% intervals: too few contributors or days to know them.'
  const basis = sayBasis(figure)
  const told = `${figure.id}-told`
  return (
    <section className="figure" id={figure.id} aria-labelledby={`${figure.id}-title`}>
      <h2 id={`${figure.id}-title`}>{figure.question}</h2>
      <p className="sentence" id={told} aria-live="polite">
        {unbroken(sentence) ||
          (figure.rows.length > 0 ? `${figure.title}: no value for the whole window.` : figure.title)}
      </p>
      <Controls controls={controls} view={view} onChange={setView} />
      {choices && <p className="chosen">{choices}</p>}
      <figure>
        {other && <Key other={other} />}
        <Trail chart={chart} figure={figure} view={view} onView={setView} />
        <Drawing figure={figure} view={view} other={theirs} order={order} describedBy={told} onView={setView} />
        <figcaption>
          {sentence && `${figure.title}. `}
          {basis === '' ? 'From' : `${basis}, from`} {figure.evidence}. {figure.rows.length > 0 && intervals}
          {figure.rows.length > 0 && remark && ` ${remark}`}
        </figcaption>
      </figure>
      <Flow figure={figure} />
      <WithheldFrom figure={figure} />
      {other && <Against figure={figure} theirs={theirs} view={view} />}
      <Beside figure={figure} tables={chart.numbers(figure, view)} />
      {figure.rows.length > 0 && (
        <div className="take">
          <DataTable figure={figure} view={view} />
          <Downloads
            figure={figure}
            view={view}
            other={other && theirs ? { figure: theirs, name: nameOf(other) } : undefined}
          />
        </div>
      )}
    </section>
  )
}

/** Keeps both ends of an interval on one line. */
const unbroken = (sentence: string): string => sentence.replaceAll('–', '\u2060–\u2060')

type View = Parameters<typeof compareFigures>[2]

/** The values of this figure in both releases, and what stands in the way of comparing them. */
function Against({ figure, theirs, view }: { figure: Figure; theirs: Figure | undefined; view: View }) {
  if (!theirs) return <p className="empty">The other release does not hold this figure.</p>
  const table = compareFigures(figure, theirs, view)
  const warnings = figureBeforeComparing(figure, theirs)
  return (
    <div className="against">
      {table ? (
        <WordTable table={table} />
      ) : (
        <p className="empty">Neither release has a value over its whole window.</p>
      )}
      <p className="remark">
        {table && DIFFERENCES} {warnings.join(' ')}
      </p>
    </div>
  )
}
