import { countsNote, nothingShown, onlyCounted, policyWords, totalsOf } from '../../src/charts/index.js'
import type { Release, Study } from '../../src/release/index.js'

/** What this is, whose it is, and how much of it there is. */
export function Masthead({ release }: { release: Release }) {
  const { study } = release
  const { name } = study.policy
  // What a release says of its policy is said below in the words of all policies.
  const notes = study.notes.filter((note) => !note.startsWith(`Policy "${name}"`))
  const nothing = nothingShown(release)
  const counted = onlyCounted(release)
  return (
    <header className="masthead">
      <p className="brand">Leeway · how much autonomy people give AI agents</p>
      <h1>{study.name}</h1>
      <p className="when">
        {when(study)
          .split(/(\d{4}-\d\d-\d\d)/)
          .map((part, i) => (i % 2 ? <time key={part + String(i)}>{part}</time> : part))}
      </p>
      <p className={`policy policy-${name}`}>
        {name[0]!.toUpperCase() + name.slice(1)}: {policyWords(study.policy).join(' ')} {countsNote(release)}
      </p>
      <dl className="numerals">
        {totalsOf(release).map(({ name, n, cell }) => (
          <div key={name}>
            <dt>
              {n === 1 ? name.replace(/s$/, '') : `${name}${counted && name !== 'contributors' ? ' counted' : ''}`}
            </dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
      {nothing !== null && <p className="empty">{nothing}</p>}
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </header>
  )
}

const day = (time: string | null) => (time === null ? null : time.slice(0, 10))

function when({ window, observed, policy }: Study): string {
  const [from, to] = [day(window.from), day(window.to)]
  const bounds =
    from && to
      ? `${from} to ${to}, the last day excluded`
      : from
        ? `from ${from}`
        : to
          ? `before ${to}`
          : 'everything there is'
  const seen =
    observed.from && observed.to
      ? ` · turns seen from ${day(observed.from)} to ${day(observed.to)}`
      : policy.name === 'private'
        ? ' · no turns seen'
        : ''
  return `Window: ${bounds}${seen} (UTC)`
}
