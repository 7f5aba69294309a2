import type { Unit } from './units.js'

/**
 * An axis whose geometry is known before anything is drawn, so that labels can be kept apart. Vertical, or horizontal
 * with its right end as `top` and its left end as `bottom`.
 */
export interface Axis {
  unit: Unit
  domain: readonly [low: number, high: number]
  top: number
  bottom: number
}

const forward = (unit: Unit, value: number): number => {
  if (unit.scale.type === 'log') return Math.log(value)
  if (unit.scale.type === 'symlog') return Math.log1p(value / unit.scale.constant)
  return value
}

const backward = (unit: Unit, position: number): number => {
  if (unit.scale.type === 'log') return Math.exp(position)
  if (unit.scale.type === 'symlog') return Math.expm1(position) * unit.scale.constant
  return position
}

/** A domain that holds all values with some air, positive where the scale needs it. */
export function axis(unit: Unit, values: Iterable<number | null | undefined>, top: number, bottom: number): Axis {
  const log = unit.scale.type === 'log'
  const finite = [...values].filter((v): v is number => v != null && Number.isFinite(v) && (!log || v > 0))
  if (finite.length === 0) return { unit, domain: log ? [1, 10] : [0, 1], top, bottom }
  const low = finite.reduce((a, b) => Math.min(a, b))
  const high = finite.reduce((a, b) => Math.max(a, b))
  if (unit.scale.type === 'linear') return { unit, domain: [Math.min(0, low), high > 0 ? high * 1.12 : 1], top, bottom }
  const [from, to] = [forward(unit, low), forward(unit, high)]
  const air = Math.max((to - from) * 0.06, 0.15)
  const start = log ? backward(unit, from - air) : low <= 0 ? 0 : Math.max(0, backward(unit, from - air))
  return { unit, domain: [start, backward(unit, to + air)], top, bottom }
}

/** The pixel of a value. */
export function pixelOf({ unit, domain, top, bottom }: Axis, value: number): number {
  const [low, high] = [forward(unit, domain[0]), forward(unit, domain[1])]
  const part = (forward(unit, Math.max(value, domain[0])) - low) / (high - low)
  return bottom - part * (bottom - top)
}

/** The value at a pixel. */
export function valueAt({ unit, domain, top, bottom }: Axis, pixel: number): number {
  const [low, high] = [forward(unit, domain[0]), forward(unit, domain[1])]
  return backward(unit, low + ((bottom - pixel) / (bottom - top)) * (high - low))
}

/** The unit's ticks that lie in the domain and at least `gap` pixels apart. */
export function ticksOf(of: Axis, gap = 24): number[] {
  const inside = niceTicks(of).filter((t) => t >= of.domain[0] && t <= of.domain[1])
  const kept: number[] = []
  for (const tick of inside) {
    const last = kept.at(-1)
    if (last === undefined || Math.abs(pixelOf(of, last) - pixelOf(of, tick)) >= gap) kept.push(tick)
  }
  return kept
}

function niceTicks({ unit, domain }: Axis): readonly number[] {
  if (unit.scale.type !== 'linear') return unit.ticks
  const rough = (domain[1] - domain[0]) / 7
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].find((m) => m * power >= rough)! * power
  return Array.from({ length: Math.floor(domain[1] / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)))
}

/** Moves labels apart so that no two are closer than `gap` pixels, each as near to its place as can be. */
export function apart(pixels: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = pixels.map((pixel, index) => ({ pixel, index })).sort((a, b) => a.pixel - b.pixel || a.index - b.index)
  const placed = order.map(({ pixel }) => pixel)
  for (let round = 0; round < 60; round++) {
    let moved = false
    for (let i = 1; i < placed.length; i++) {
      const lack = gap - (placed[i]! - placed[i - 1]!)
      if (lack <= 0.01) continue
      placed[i - 1]! -= lack / 2
      placed[i]! += lack / 2
      moved = true
    }
    if (!moved) break
  }
  for (let i = 0; i < placed.length; i++) placed[i] = Math.max(placed[i]!, i === 0 ? top : placed[i - 1]! + gap)
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i]!, i === placed.length - 1 ? bottom : placed[i + 1]! - gap)
  }
  const result = new Array<number>(pixels.length)
  for (const [i, { index }] of order.entries()) result[index] = placed[i]!
  return result
}
