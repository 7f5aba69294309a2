import type { Chart, View } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'

interface Props {
  chart: Chart<Figure['id']>
  figure: Figure
  view: View
  onView(view: View): void
}

/** Where a view lies, with a way back to everything around it. */
export function Trail({ chart, figure, view, onView }: Props) {
  const { walk } = chart
  const trail = walk?.trail(figure, view) ?? []
  if (!walk || trail.length === 0) return null
  return (
    <nav className="trail" aria-label={`Where the drawing of ${figure.title} is`}>
      <button type="button" onClick={() => onView(walk.into(view, ''))}>
        All groups
      </button>
      {trail.map(({ id, name }, i) =>
        i === trail.length - 1 ? (
          <b key={id} aria-current="location">
            {name}
          </b>
        ) : (
          <button key={id} type="button" onClick={() => onView(walk.into(view, id))}>
            {name}
          </button>
        ),
      )}
    </nav>
  )
}
