import { count, NOTHING } from '../../src/charts/index.js'
import type { SourceCount, Study } from '../../src/release/index.js'
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
export function Sources({ study }: { study: Study }) {
  const excluded = (Object.keys(EXCLUDED) as (keyof typeof EXCLUDED)[]).filter((key) => study.excluded[key] > 0)
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
              columns: ['Source', ...COLUMNS.map((column) => column[0]!.toUpperCase() + column.slice(1))],
              rows: study.sources.map((source) => [source.id, ...COLUMNS.map((column) => count(source[column]))]),
            }}
          />
          <ul className="carries">
            {study.sources.map((source) => (
              <li key={source.id}>
                <strong>{source.id}</strong> {carried(source)}
              </li>
            ))}
          </ul>
          <p className="remark">
            Unreadable lines are not JSON objects. Records of an unknown type are skipped, never guessed. Duplicates are
            counted once.
          </p>
        </>
      )}
      {excluded.length > 0 && (
        <p className="remark">
          Left out before storage:{' '}
          {excluded.map((key) => `${count(study.excluded[key])} records (${EXCLUDED[key]})`).join(', ')}.
        </p>
      )}
    </section>
  )
}

const words = (key: string) => key.replaceAll(/[-_]/g, ' ')

function carried({ carries }: SourceCount): string {
  if (!carries) return `${NOTHING} does not say what it carries.`
  const named = (value: boolean | 'partly') =>
    Object.entries(carries)
      .filter(([, carried]) => carried === value)
      .map(([key]) => words(key))
  const [none, part] = [named(false), named('partly')]
  const parts = [
    none.length ? `cannot say: ${none.join(', ')}` : '',
    part.length ? `says in part: ${part.join(', ')}` : '',
  ]
  return `${parts.filter(Boolean).join('; ') || 'carries all that is asked of it'}.`
}
