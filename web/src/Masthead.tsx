import { count } from '../../src/charts/index.js'
import type { Policy, Release, Study } from '../../src/release/index.js'

const POLICIES: Record<Policy['name'], (policy: Policy) => string> = {
  private: () => 'Private: for the eyes of whoever may read these logs; nothing is withheld.',
  team: (p) =>
    `Team: every value stands for at least ${p.k_users + p.sybils} ${p.protect === 'customer' ? 'customers' : 'contributors'} and ${p.k_items} items; the rest is withheld.`,
  public: (p) =>
    `Public: differentially private per ${p.protect}${p.epsilon === null ? '' : ` (ε = ${p.epsilon}${p.delta === null ? '' : `, δ = ${p.delta}`})`}.`,
}

/** What this is, whose it is, and how much of it there is. */
export function Masthead({ release }: { release: Release }) {
  const { study } = release
  const sum = (key: 'sessions' | 'turns' | 'actions') => study.sources.reduce((total, source) => total + source[key], 0)
  const numbers = [
    ['sessions', sum('sessions')],
    ['turns', sum('turns')],
    ['actions', sum('actions')],
    ['contributors', contributors(release)],
  ] as const
  return (
    <header className="masthead">
      <p className="brand">Leeway · how much autonomy people give AI agents</p>
      <h1>{study.name}</h1>
      <p className="when">
        {when(study)
          .split(/(\d{4}-\d\d-\d\d)/)
          .map((part, i) => (i % 2 ? <time key={part + String(i)}>{part}</time> : part))}
      </p>
      <p className={`policy policy-${study.policy.name}`}>{POLICIES[study.policy.name](study.policy)}</p>
      <dl className="numerals">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{value === 1 ? name.replace(/s$/, '') : name}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {study.notes.length > 0 && (
        <ul className="notes">
          {study.notes.map((note) => (
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
