import { describe, expect, it } from 'vitest'
import { group } from '../../src/clusters/grouping.js'
import { nearest } from '../../src/clusters/nearest.js'
import { pick, rowsOf, similarity } from '../../src/clusters/vectors.js'
import { bundles, numbers } from './made-up.js'

const ones = (count: number) => new Float64Array(count).fill(1)

describe('nearest', () => {
  it('finds the nearest centre, of equally near ones the first', async () => {
    const centres = rowsOf(Float32Array.of(1, 0, 0, 1, 0, 1, -1, 0), 2)
    const rows = rowsOf(Float32Array.of(0.8, 0.6, 0.6, 0.8, -1, 0, 0, 1), 2)
    const { places, similarities } = await nearest(rows, centres)
    expect([...places]).toEqual([0, 1, 3, 1])
    expect([...similarities].map((value) => value.toFixed(3))).toEqual(['0.800', '0.800', '1.000', '1.000'])
  })

  it('finds in an index what comparing with every centre finds, each time', async () => {
    const { centres, rows } = bundles(600, 6, 48, 0.3, 1)
    const { places, similarities } = await nearest(rows, centres)
    const again = await nearest(rows, centres)
    expect(Buffer.compare(Buffer.from(places.buffer), Buffer.from(again.places.buffer))).toBe(0)
    let agreed = 0
    for (let i = 0; i < rows.count; i += 40) {
      const all = Array.from({ length: centres.count }, (_, place) => similarity(rows, i, centres, place))
      const best = all.indexOf(Math.max(...all))
      if (best === places[i]) agreed++
      expect(similarities[i]).toBe(Math.fround(all[places[i]!]!))
    }
    expect(agreed).toBeGreaterThanOrEqual(88)
    expect(rows.count / 40).toBe(90)
  })
})

describe('group', () => {
  it('finds bundles that lie apart', async () => {
    const { rows } = bundles(8, 25, 16, 0.2, 2)
    const { centres, sizes } = await group(rows, ones(200), 8, 1)
    expect([...sizes]).toEqual(Array(8).fill(25))
    const { places } = await nearest(rows, centres)
    for (let bundle = 0; bundle < 8; bundle++)
      expect(new Set(places.subarray(bundle * 25, bundle * 25 + 25)).size, `bundle ${bundle}`).toBe(1)
  })

  it('finds bundles in a sample too, and estimates what lies in them', async () => {
    const { rows } = bundles(8, 200, 16, 0.2, 3)
    const random = numbers(3)
    const order = [...Array(1600).keys()].map((i) => [random(), i] as const).sort(([a], [b]) => a - b)
    const mixed = pick(
      rows,
      order.map(([, i]) => i),
    )
    const { centres, sizes } = await group(mixed, ones(1600), 8, 1)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(1600, 6)
    const { places } = await nearest(mixed, centres)
    const pairs = order.map(([, from], i) => `${Math.floor(from / 200)} ${places[i]}`)
    expect(new Set(pairs).size).toBe(8)
    expect(new Set(places).size).toBe(8)
  })

  it('draws what weighs more more often, and lets it count for what it weighs', async () => {
    const { rows } = bundles(2, 500, 8, 0.2, 4)
    const weights = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? 9 : 1))
    const { sizes } = await group(rows, weights, 2, 1)
    const [small, large] = [...sizes].sort((a, b) => a - b)
    expect(large).toBeCloseTo(4500, -3)
    expect(small! + large!).toBeGreaterThan(4800)
    expect(small! + large!).toBeLessThan(5200)
  })

  it('gives each vector a group of its own where there are no more than groups', async () => {
    const { rows } = bundles(3, 1, 8, 0, 5)
    const { centres, sizes } = await group(rows, Float64Array.of(4, 5, 6), 7, 1)
    expect(centres).toEqual(rows)
    expect([...sizes]).toEqual([4, 5, 6])
  })

  it('leaves no group empty where many are asked for', async () => {
    const { rows } = bundles(4, 10, 8, 0.01, 6)
    const { sizes } = await group(rows, ones(40), 12, 1)
    expect(sizes.length).toBe(12)
    expect(Math.min(...sizes)).toBeGreaterThan(0)
  })
})
