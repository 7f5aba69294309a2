import { curveCsv, figureCsv, plate, type View } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'

/** The figure as files, made in the page: the drawing in view, all rows, the curve. */
export function Downloads({ figure, view }: { figure: Figure; view: View }) {
  const curve = figure.curve !== undefined && figure.curve.length > 0
  return (
    <div className="downloads">
      <button type="button" onClick={() => save(`${figure.id}.svg`, 'image/svg+xml', plate(figure, view, document))}>
        SVG<span className="only-heard"> of {figure.title}</span>
      </button>
      <button type="button" onClick={() => save(`${figure.id}.csv`, 'text/csv', figureCsv(figure))}>
        CSV<span className="only-heard"> of {figure.title}</span>
      </button>
      {curve && (
        <button type="button" onClick={() => save(`${figure.id}.curve.csv`, 'text/csv', curveCsv(figure))}>
          Curve CSV<span className="only-heard"> of {figure.title}</span>
        </button>
      )}
    </div>
  )
}

function save(name: string, type: string, text: string | null): void {
  if (text === null) return
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
