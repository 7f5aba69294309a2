/** A rectangle in pixels. */
export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** A circle in pixels. */
export interface Disc {
  x: number
  y: number
  r: number
}

/** A point that would like its name beside it. */
export interface Wanting extends Disc {
  lines: readonly string[]
  width: number
}

/** A name that has found a place. */
export interface Label {
  lines: readonly string[]
  /** Where its lines begin, or end, or have their middle. */
  x: number
  anchor: 'start' | 'middle' | 'end'
  box: Box
}

const [GAP, AIR] = [4, 2]

/** Whether two rectangles share more than an edge, with a little air around them. */
export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right + AIR && b.left < a.right + AIR && a.top < b.bottom + AIR && b.top < a.bottom + AIR

/** Whether a circle reaches into a rectangle. */
export function reaches({ x, y, r }: Disc, { left, right, top, bottom }: Box): boolean {
  const [across, down] = [x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)]
  return across * across + down * down < r * r
}

/** Where a label may stand: beside its point first, then above and below, then askew. */
function places({ x, y, r, lines, width }: Wanting, lineHeight: number): Label[] {
  const height = lines.length * lineHeight
  const [near, askew] = [r + GAP, r * 0.71 + GAP / 2]
  const beside = (left: number, top: number, anchor: Label['anchor'], at: number): Label => ({
    lines,
    x: at,
    anchor,
    box: { left, right: left + width, top, bottom: top + height },
  })
  const right = (by: number, top: number) => beside(x + by, top, 'start', x + by)
  const left = (by: number, top: number) => beside(x - by - width, top, 'end', x - by)
  const middle = (top: number) => beside(x - width / 2, top, 'middle', x)
  return [
    right(near, y - height / 2),
    left(near, y - height / 2),
    middle(y - near - height),
    middle(y + near),
    right(askew, y - askew - height),
    right(askew, y + askew),
    left(askew, y - askew - height),
    left(askew, y + askew),
  ]
}

/**
 * Places names greedily, the first first: each where it lies inside the frame and on no point, no other name and
 * nothing that is taken. Those that find no place are left out, and are told under the pointer.
 * @returns one entry per point, null for those left out.
 */
export function placeLabels(
  wanting: readonly Wanting[],
  {
    discs,
    taken,
    frame,
    lineHeight,
  }: { discs: readonly Disc[]; taken: readonly Box[]; frame: Box; lineHeight: number },
): (Label | null)[] {
  const blocked = [...taken]
  return wanting.map((one) => {
    const free = places(one, lineHeight).find(
      ({ box }) =>
        box.left >= frame.left &&
        box.right <= frame.right &&
        box.top >= frame.top &&
        box.bottom <= frame.bottom &&
        !blocked.some((other) => overlaps(box, other)) &&
        !discs.some((disc) => reaches(disc, box)),
    )
    if (!free) return null
    blocked.push(free.box)
    return free
  })
}
