import { type Axis, pixelOf } from './axis.js'
import { type Group, isPlaced } from './cluster-group.js'
import { isNarrow, type Surface } from './surface.js'
import { SCORE } from './units.js'

/** Where risk and autonomy are drawn: risk to the right, autonomy upwards. */
export interface Plane {
  width: number
  height: number
  margin: { left: number; right: number; top: number; bottom: number }
  risk: Axis
  autonomy: Axis
}

/** How far the axes reach: over all that a score can be, or around what is drawn. */
export type Reach = 'all' | 'near'

/** What a score can be, with room for circles that stand at an end. */
const [LEAST, MOST] = [0.7, 10.3]

/** Both ends of what is drawn with some air, at least 2 apart, within what a score can be. */
function around(values: readonly number[]): [low: number, high: number] {
  if (values.length === 0) return [LEAST, MOST]
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const air = Math.max((high - low) * 0.12, (2 - (high - low)) / 2, 0.15)
  const [from, to] = [low - air, high + air]
  // What would stick out at one end is given to the other.
  return [Math.max(LEAST, Math.min(from, MOST - 2)), Math.min(MOST, Math.max(to, LEAST + 2))]
}

/** The plane for these groups, and for points of others that must be on it. */
export function planeOf(
  groups: readonly Group[],
  reach: Reach,
  surface: Surface,
  also: readonly { risk: number; autonomy: number }[] = [],
): Plane {
  const narrow = isNarrow(surface)
  const { width } = surface
  const margin = { left: narrow ? 30 : 40, right: narrow ? 12 : 18, top: 30, bottom: 46 }
  const height = Math.round(narrow ? width * 1.15 : Math.min(620, width * 0.68))
  const placed = groups.filter(isPlaced)
  const ends = (of: 'risk' | 'autonomy'): [number, number] =>
    reach === 'all' ? [LEAST, MOST] : around([...placed.map((one) => one[of].value!), ...also.map((one) => one[of])])
  return {
    width,
    height,
    margin,
    risk: { unit: SCORE, domain: ends('risk'), top: width - margin.right, bottom: margin.left },
    autonomy: { unit: SCORE, domain: ends('autonomy'), top: margin.top, bottom: height - margin.bottom },
  }
}

/** A group with the pixels it is drawn at. */
export interface PlacedGroup {
  group: Group
  x: number
  y: number
  r: number
}

/** Groups in the plane, the largest first. Areas are as their counts, and all together cover a part of it at most. */
export function placeGroups(groups: readonly Group[], plane: Plane, narrow: boolean): PlacedGroup[] {
  const { risk, autonomy } = plane
  const placed = groups.filter(isPlaced)
  const total = placed.reduce((sum, { n }) => sum + (n ?? 0), 0)
  const most = placed.reduce((high, { n }) => Math.max(high, n ?? 0), 0)
  const room = Math.abs((risk.top - risk.bottom) * (autonomy.bottom - autonomy.top)) * 0.07
  // Pixels of area for one unit: what the largest circle allows, or what all of them do.
  const each = total === 0 ? 0 : Math.min(((narrow ? 15 : 24) ** 2 * Math.PI) / most, room / total)
  return placed
    .map((group) => ({
      group,
      x: pixelOf(risk, group.risk.value!),
      y: pixelOf(autonomy, group.autonomy.value!),
      r: Math.max(2.5, Math.sqrt(((group.n ?? 0) * each) / Math.PI)),
    }))
    .sort((a, b) => b.r - a.r || (a.group.id < b.group.id ? -1 : 1))
}

/** How high a line of reading is, in pixels. */
const BAND = 36

/** In the order in which one reads: from the top, and from left to right in bands of the same height. */
export function readingOrder<P extends { x: number; y: number }>(points: readonly P[]): P[] {
  const band = ({ y }: P) => Math.floor(y / BAND)
  return [...points].sort((a, b) => band(a) - band(b) || a.x - b.x || a.y - b.y)
}

/** The ends of the intervals of a group, in pixels; an end that is not known is the value itself. */
export function crossOf({ risk, autonomy }: Group, plane: Plane) {
  return {
    left: pixelOf(plane.risk, risk.low ?? risk.value!),
    right: pixelOf(plane.risk, Math.min(risk.high ?? risk.value!, plane.risk.domain[1])),
    top: pixelOf(plane.autonomy, Math.min(autonomy.high ?? autonomy.value!, plane.autonomy.domain[1])),
    bottom: pixelOf(plane.autonomy, autonomy.low ?? autonomy.value!),
  }
}
