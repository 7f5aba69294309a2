import { describe, expect, it } from 'vitest'
import { accuracy, agreementWithin, confusion, constantAnswer, krippendorffAlpha } from '../../src/stats/index.js'

const _ = null
/** Observers × units, as published, turned into units × observers. */
const units = <T>(observers: readonly (readonly T[])[]) => observers[0]!.map((_, i) => observers.map((row) => row[i]!))

describe('krippendorffAlpha', () => {
  // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C and D: four observers, values missing.
  const four = units([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
  ])
  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('gives the published %s value of four observers', (level, value) => {
    expect(krippendorffAlpha(four, level)).toBeCloseTo(value, 3)
  })

  // Section A, two observers, ten articles, yes and no; section B, two observers, twelve units, five names.
  it('gives the published values of two observers', () => {
    const binary = units([
      [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
      [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    ])
    expect(krippendorffAlpha(binary, 'nominal')).toBeCloseTo(0.095, 3)
    const names = units([[...'aabbdcccedda'].map(String), [...'babbbccceddd'].map(String)])
    expect(krippendorffAlpha(names, 'nominal')).toBeCloseTo(0.692, 3)
  })

  // Three observers, fifteen units, from the encyclopaedia article after Krippendorff: 0.691 and 0.811.
  it('gives the published values of three observers', () => {
    const three = units([
      [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
      [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
      [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ])
    expect(krippendorffAlpha(three, 'nominal')).toBeCloseTo(0.691, 3)
    expect(krippendorffAlpha(three, 'interval')).toBeCloseTo(0.811, 3)
  })

  it('is 1 at full agreement, null where nothing could differ or be compared', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [2, 2],
          [5, 5, 5],
        ],
        'ordinal',
      ),
    ).toBe(1)
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeNull()
    expect(krippendorffAlpha([[1, null], [2]], 'nominal')).toBeNull()
    expect(() => krippendorffAlpha([['a', 'b']], 'interval')).toThrow('interval needs finite numbers, got a')
  })
})

const item = (judged: string, truth: string, cluster?: string) =>
  cluster === undefined ? { judged, truth } : { judged, truth, cluster }

describe('accuracy', () => {
  // Wilson by hand: 200 of 200 gives 200/(200 + 1.959964²) = 0.98115; the constant is right on 150 of 200.
  it('stands beside the constant answer and leaves room for error at 200 of 200', () => {
    const items = Array.from({ length: 200 }, (_, i) => item(i < 150 ? 'No' : 'Yes', i < 150 ? 'No' : 'Yes'))
    const it = accuracy(items)
    expect(it).toMatchObject({ n: 200, right: 200, accuracy: 1, high: 1, constant: 'No', constantAccuracy: 0.75 })
    expect(it.low).toBeCloseTo(200 / (200 + 1.959963984540054 ** 2), 12)
  })

  // Wilson for 81 of 263: 0.2553 to 0.3662 (Newcombe, Statistics in Medicine 17, 1998, table I).
  it('gives the published interval of 81 in 263', () => {
    const it = accuracy(Array.from({ length: 263 }, (_, i) => item(i < 81 ? 'a' : 'b', 'a')))
    expect(it.low).toBeCloseTo(0.2553, 4)
    expect(it.high).toBeCloseTo(0.3662, 4)
  })

  it('is clustered where items say whose they are', () => {
    const clustered = (n: number) =>
      accuracy(Array.from({ length: 100 }, (_, i) => item(i % n < n / 2 ? 'a' : 'b', 'a', `u${i % n}`)))
    expect(clustered(4)).toMatchObject({ accuracy: 0.5, low: null, high: null })
    expect(clustered(10).low!).toBeLessThan(clustered(100).low!)
    expect(() => accuracy([item('a', 'a', 'u'), item('a', 'a')])).toThrow('1 of 2 items name a cluster')
  })

  // Two right items of weight 1 and a wrong one of weight 8: 2/10, and n_eff = 10²/(1 + 1 + 64).
  it('counts what was drawn rarely for as many as it stands for', () => {
    const drawn = [
      { ...item('a', 'a'), weight: 1 },
      { ...item('a', 'a'), weight: 1 },
      { ...item('a', 'b'), weight: 8 },
    ]
    const it = accuracy(drawn)
    expect(it).toMatchObject({ n: 3, right: 2, accuracy: 0.2, constant: 'b', constantAccuracy: 0.8 })
    const [z, n] = [1.959963984540054 ** 2, 100 / 66]
    const half = Math.sqrt(z * n * 0.2 * 0.8 + z ** 2 / 4)
    expect(it.low).toBeCloseTo((n * 0.2 + z / 2 - half) / (n + z), 12)
    expect(it.high).toBeCloseTo((n * 0.2 + z / 2 + half) / (n + z), 12)
    expect(() => accuracy([{ ...item('a', 'a'), weight: 0 }])).toThrow('above 0')
  })

  it('has nothing to say of nothing', () => {
    expect(accuracy([])).toMatchObject({ n: 0, accuracy: null, low: null, constant: null, constantAccuracy: null })
    expect(agreementWithin([])).toMatchObject({ n: 0, accuracy: null, constant: null })
    expect(constantAnswer([])).toBeNull()
  })
})

it('counts scores within one as agreement, and finds the constant that does best', () => {
  const pairs = [
    [3, 2],
    [5, 4],
    [7, 4],
    [1, 3],
    [9, 10],
  ] as const
  const it = agreementWithin(pairs.map(([judged, truth]) => ({ judged, truth })))
  // 3 − 2, 5 − 4 and 9 − 10 are within one; 3 is within one of 2, 4, 4 and 3.
  expect(it).toMatchObject({ n: 5, right: 3, accuracy: 0.6, constant: 3, constantAccuracy: 0.8 })
  expect(agreementWithin([{ judged: 3, truth: 5 }], 2).right).toBe(1)
  expect(() => agreementWithin([{ judged: 3, truth: Number.NaN }])).toThrow('got NaN')
})

it('lays truth in rows and judgement in columns', () => {
  const items = [item('Yes', 'Yes'), item('Yes', 'No'), item('Yes', 'No'), item('No', 'No')]
  expect(confusion(items, ['Yes', 'No'])).toEqual([
    [1, 0],
    [2, 1],
  ])
  expect(() => confusion(items, ['Yes'])).toThrow('No is not among the values')
})
