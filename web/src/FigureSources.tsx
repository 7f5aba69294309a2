import { sourceGroups, USE_WORDS } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'

/** Which kinds of logs a figure could use, which in part or not, and why. */
export function FigureSources({ figure }: { figure: Figure }) {
  const groups = sourceGroups(figure)
  if (groups.length === 0) return null
  return (
    <div className="cannot">
      <h3>Sources it could use</h3>
      <ul>
        {groups.map(({ use, sources, why }) => (
          <li key={`${use} ${why}`}>
            {USE_WORDS[use]}: {sources.join(', ')}
            {why && <span className="second"> ({why})</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
