import { countsNote, policyWords, said, saidPeople, sumOf, toldFigure } from '../../src/charts/index.js'
import type { Release, Study } from '../../src/release/index.js'

/** What this is, whose it is, and how much of it there is. */
export function Masthead({ release }: { release: Release }) {
  const { study } = release
  const marked = toldFigure({}, release)
  const sum = (key: 'sessions' | 'turns' | 'actions') =>
    sumOf(
      marked,
      study.sources.map((source) => source[key]),
    )
  const numbers = [
    ...(['sessions', 'turns', 'actions'] as const).map((name) => [name, sum(name), said(marked, sum(name))] as const),
    ['contributors', contributors(release), saidPeople(marked, contributors(release))] as const,
  ]
  const { name } = study.policy
  // What a private release says of its policy is said below in the words of all policies.
  const notes = name === 'private' ? study.notes.filter((note) => !note.startsWith('Policy "private"')) : study.notes
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
        {numbers.map(([name, value, words]) => (
          <div key={name}>
            <dt>{value === 1 ? name.replace(/s$/, '') : name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
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

/** Sources may share people, so their counts are not added up where a figure knows better. */
function contributors({ study, figures }: Release): number {
  const seen = figures.map((figure) => figure.contributors)
  return Math.max(0, ...seen, ...study.sources.map((source) => source.contributors))
}

const day = (time: string | null) => (time === null ? null : time.slice(0, 10))

function when({ window, observed }: Study): string {
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
      : ' · no turns seen'
  return `Window: ${bounds}${seen} (UTC)`
}
