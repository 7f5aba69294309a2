import * as Plot from '@observablehq/plot'
import { type Axis, pixelOf, valueAt } from './axis.js'

/** A value with the ends of its interval; an end that lies beyond the data is null. */
export interface Banded {
  y: number | null
  low: number | null
  high: number | null
}

type End = 'low' | 'high'

/** How opaque a band is where both its ends are known. */
const OPACITY = 0.14
/** The number of steps in which an open end fades. */
const STEPS = 6
/** The least that a band reaches to where its end is not known, in pixels. */
const LEAST = 24
/** The longest run without any interval that a band goes on over, in points. */
const SHORT = 10

/**
 * The band of a line. Where an end is not known on some days, that side of the band fades out all along the line
 * instead of breaking off and coming back: over the interval where it is known, and nowhere less far than usual.
 * Where neither end is known there is no band, but for a few days between others that have one.
 */
export function bandMarks<P extends Banded>(
  points: readonly P[],
  x: keyof P & string,
  axis: Axis,
  colour: string,
): Plot.Markish[] {
  const hidden = withinBand(points)
  const shown = points.filter((point) => hasEnd(point) || hidden.has(point))
  const reach = { low: reachOf(shown, 'low', axis), high: reachOf(shown, 'high', axis) }
  const steps = reach.low === null && reach.high === null ? 1 : STEPS
  const end = (point: P, which: End, part: number): number => {
    if (point.y === null || !(hasEnd(point) || hidden.has(point))) return Number.NaN
    const usual = reach[which]
    if (usual === null) return Math.max(point[which]!, axis.domain[0])
    const from = pixelOf(axis, point.y)
    const known = point[which] === null ? 0 : Math.abs(pixelOf(axis, point[which]!) - from)
    const length = Math.max(known, usual) * (which === 'low' ? 1 : -1)
    return valueAt(axis, Math.min(axis.bottom, Math.max(axis.top, from + length * part)))
  }
  return Array.from({ length: steps }, (_, i) => {
    const part = (i + 1) / steps
    return Plot.areaY(points, {
      x,
      y1: (point: P) => end(point, 'low', part),
      y2: (point: P) => end(point, 'high', part),
      fill: colour,
      fillOpacity: 1 - (1 - OPACITY) ** (1 / steps),
    })
  })
}

const hasEnd = ({ y, low, high }: Banded): boolean => y !== null && (low !== null || high !== null)

/** Points without any end in short runs between points that have one. */
function withinBand<P extends Banded>(points: readonly P[]): Set<P> {
  const found = new Set<P>()
  let before = -1
  for (const [i, point] of points.entries()) {
    if (point.y === null) before = -1
    if (!hasEnd(point)) continue
    if (before >= 0 && i - before <= SHORT) for (const one of points.slice(before + 1, i)) found.add(one)
    before = i
  }
  return found
}

/** How far an end that is not known is drawn: as far as in the middle of its days it is known to; null where all are. */
function reachOf(banded: readonly Banded[], which: End, axis: Axis): number | null {
  const known = banded.filter((point) => point[which] !== null)
  if (known.length === banded.length) return null
  const lengths = known.map((point) => Math.abs(pixelOf(axis, point[which]!) - pixelOf(axis, point.y!)))
  lengths.sort((a, b) => a - b)
  return Math.max(LEAST, lengths[Math.floor(lengths.length / 2)] ?? LEAST)
}
