import { limitsOf, said, saidPeople, toldFigure } from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'
import { Capabilities } from './Capabilities.js'
import { WordTable } from './WordTable.js'

const COLUMNS = [
  'files',
  'records',
  'unreadable',
  'unknown',
  'duplicates',
  'sessions',
  'turns',
  'actions',
  'contributors',
] as const
const EXCLUDED = { 'zero-retention': 'zero retention', 'no-consent': 'no consent', requested: 'on request' } as const

/** What was read from each kind of log, what could not be, and what such a log cannot say. */
export function Sources({ release }: { release: Release }) {
  const { study } = release
  const marked = toldFigure({}, release)
  const limits = limitsOf(study)
  const some = study.sources.length > 1
  const withheld = COLUMNS.filter((column) => study.sources.every((source) => source[column] === null))
  const columns = COLUMNS.filter((column) => column === 'contributors' || !withheld.includes(column))
  const excluded = (Object.keys(EXCLUDED) as (keyof typeof EXCLUDED)[]).filter((key) => (study.excluded[key] ?? 0) > 0)
  return (
    <section id="sources" aria-labelledby="sources-title">
      <h2 id="sources-title">What was read, and what could not be</h2>
      {study.sources.length === 0 ? (
        <p className="empty">No log was understood.</p>
      ) : (
        <>
          <WordTable
            table={{
              caption: 'Sources',
              columns: ['Source', ...columns.map((column) => column[0]!.toUpperCase() + column.slice(1))],
              rows: study.sources.map((source) => [
                source.id,
                ...columns.map((column) =>
                  source[column] === null
                    ? 'withheld'
                    : (column === 'contributors' ? saidPeople : said)(marked, source[column]),
                ),
              ]),
            }}
          />
          <Capabilities study={study} />
          {limits.length > 0 && (
            <div className="cannot">
              <h3>What these logs cannot show</h3>
              <ul>
                {limits.map(({ words, sources }) => (
                  <li key={words}>
                    {words}
                    {some && <span className="second"> ({sources.join(', ')})</span>}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p className="remark">
            {columns.length < COLUMNS.length
              ? 'How much was read, what could not be read, and who was left out are withheld: each could be of one person.'
              : 'Unreadable lines are not JSON objects. Records of an unknown type are skipped, never guessed. Duplicates are counted once.'}
          </p>
        </>
      )}
      {(study.excluded.evaluation ?? 0) > 0 && (
        <p className="remark">
          Left out of every figure: {said(marked, study.excluded.evaluation ?? null)} sessions that an evaluation
          harness ran.
        </p>
      )}
      {study.excluded.evaluation === null && (
        <p className="remark">Sessions that an evaluation harness ran are left out of every figure.</p>
      )}
      {excluded.length > 0 && (
        <p className="remark">
          Left out before storage:{' '}
          {excluded.map((key) => `${said(marked, study.excluded[key])} files (${EXCLUDED[key]})`).join(', ')}.
        </p>
      )}
    </section>
  )
}
