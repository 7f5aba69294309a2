/** A tile of a map of areas, in parts of the whole. */
export interface Tile<T> {
  item: T
  left: number
  top: number
  width: number
  height: number
}

/**
 * Tiles whose areas are as the weights of the items, as near to squares as can be (Bruls, Huizing, van Wijk, Squarified
 * Treemaps, 2000).
 * @param aspect width of the whole by its height.
 */
export function tilesOf<T>(items: readonly T[], weight: (item: T) => number, aspect: number): Tile<T>[] {
  const weighed = items.map((item) => ({ item, area: weight(item) })).filter(({ area }) => area > 0)
  const total = weighed.reduce((sum, { area }) => sum + area, 0)
  const left = weighed
    .map(({ item, area }) => ({ item, area: (area / total) * aspect }))
    .sort((a, b) => b.area - a.area)
  const tiles: Tile<T>[] = []
  const free = { x: 0, y: 0, width: aspect, height: 1 }
  while (left.length > 0) {
    const side = Math.min(free.width, free.height)
    let row = [left[0]!]
    for (const next of left.slice(1)) {
      if (worst([...row, next], side) > worst(row, side)) break
      row = [...row, next]
    }
    left.splice(0, row.length)
    const sum = row.reduce((all, { area }) => all + area, 0)
    const depth = sum / side
    const upright = free.width >= free.height
    let at = 0
    for (const { item, area } of row) {
      const length = area / depth
      tiles.push({
        item,
        left: (upright ? free.x : free.x + at) / aspect,
        top: upright ? free.y + at : free.y,
        width: (upright ? depth : length) / aspect,
        height: upright ? length : depth,
      })
      at += length
    }
    if (upright) [free.x, free.width] = [free.x + depth, free.width - depth]
    else [free.y, free.height] = [free.y + depth, free.height - depth]
  }
  return tiles
}

/** The greatest aspect of the tiles of a row along a side. */
function worst(row: readonly { area: number }[], side: number): number {
  const sum = row.reduce((all, { area }) => all + area, 0)
  return row.reduce((most, { area }) => {
    const [length, depth] = [(area / sum) * side, sum / side]
    return Math.max(most, length / depth, depth / length)
  }, 0)
}
