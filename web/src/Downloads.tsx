import { useState } from 'react'
import { curveCsv, figureCsv, type PlateOther, plate, type View } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { pngOf } from './png.js'

interface Props {
  figure: Figure
  view: View
  other: PlateOther | undefined
}

/** The figure as files, made in the page: the drawing in view as PNG and SVG, all rows, the curve. */
export function Downloads({ figure, view, other }: Props) {
  const [trouble, setTrouble] = useState('')
  const curve = figure.curve !== undefined && figure.curve.length > 0
  const drawn = () => plate(figure, view, document, other)
  const png = async () => {
    try {
      const svg = drawn()
      if (svg) save(`${figure.id}.png`, await pngOf(svg))
      setTrouble('')
    } catch (error) {
      setTrouble(`No PNG: ${(error as Error).message}. The SVG holds the same.`)
    }
  }
  const kinds: [name: string, make: () => void][] = [
    ['PNG', () => void png()],
    ['SVG', () => save(`${figure.id}.svg`, textOf('image/svg+xml', drawn()))],
    ['CSV', () => save(`${figure.id}.csv`, textOf('text/csv', figureCsv(figure)))],
    ...(curve
      ? [
          ['Curve CSV', () => save(`${figure.id}.curve.csv`, textOf('text/csv', curveCsv(figure)))] as [
            string,
            () => void,
          ],
        ]
      : []),
  ]
  return (
    <div className="downloads">
      {kinds.map(([name, make]) => (
        <button key={name} type="button" onClick={make}>
          {name}
          <span className="only-heard"> of {figure.title}</span>
        </button>
      ))}
      {trouble && <p role="alert">{trouble}</p>}
    </div>
  )
}

const textOf = (type: string, text: string | null): Blob | null =>
  text === null ? null : new Blob([text], { type: `${type};charset=utf-8` })

function save(name: string, blob: Blob | null): void {
  if (blob === null) return
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
