import { count, countsNote, policyWords, reasonName, reasonsOf, withheldWords } from '../../src/charts/index.js'
import type { Figure, Release } from '../../src/release/index.js'
import { WordTable } from './WordTable.js'

/** What one figure does not say, and why. */
export function WithheldFrom({ figure }: { figure: Figure }) {
  const words = withheldWords(figure)
  if (words.length === 0) return null
  return (
    <p className="withheld">
      <strong>Withheld.</strong> {words.join(' ')}
    </p>
  )
}

/** What the whole release does not say, by figure and reason. */
export function WithheldFromAll({ release }: { release: Release }) {
  const { figures, study } = release
  const reasons = [...new Set(figures.flatMap((figure) => reasonsOf(figure).map(([reason]) => reason)))].sort()
  const some = figures.filter((figure) => figure.suppressed.cells > 0 || reasonsOf(figure).length > 0)
  const [promises, not] = policyWords(study.policy)
  return (
    <section id="withheld" aria-labelledby="withheld-title">
      <h2 id="withheld-title">What was withheld, and why</h2>
      <p>
        Policy “{study.policy.name}”: {promises} {not} {countsNote(release)}
      </p>
      {some.length === 0 ? (
        <p className="empty">No value of any figure is withheld.</p>
      ) : (
        <>
          <WordTable
            table={{
              caption: 'Cells withheld or merged, and single values, by reason',
              columns: ['Figure', 'Cells', ...reasons.map(reasonName)],
              rows: some.map((figure) => [
                figure.title,
                count(figure.suppressed.cells),
                ...reasons.map((reason) => count(figure.suppressed.reasons[reason] ?? 0)),
              ]),
            }}
          />
          <p className="remark">
            A cell too small is first merged with its neighbour, or into “Other”. Where that does not help it is
            withheld: charts mark it with a cross, tables with a dash and the reason.
          </p>
        </>
      )}
    </section>
  )
}
