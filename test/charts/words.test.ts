import { describe, expect, it } from 'vitest'
import {
  cell,
  compact,
  count,
  duration,
  levelIn,
  percent,
  plain,
  range,
  SECONDS,
  SHARE,
} from '../../src/charts/index.js'

describe('numbers in words', () => {
  it.each([
    [0.4, '0.4 s'],
    [9, '9 s'],
    [44, '44 s'],
    [118.6, '119 s'],
    [121, '2.0 min'],
    [120, '2 min'],
    [2280, '38 min'],
    [11_520, '3.2 h'],
    [400_000, '4.6 d'],
  ])('a duration of %f s is %s', (seconds, words) => expect(duration(seconds)).toBe(words))

  it.each([
    [0, '0%'],
    [0.0004, '<0.1%'],
    [0.0462, '4.6%'],
    [0.41, '41%'],
    [0.999, '99.9%'],
    [1, '100%'],
  ])('a share of %f is %s', (share, words) => expect(percent(share)).toBe(words))

  it('counts', () => {
    expect([count(1_234_567), count(12), compact(31_000), compact(1_250_000), plain(4.376), plain(0.0456)]).toEqual([
      '1,234,567',
      '12',
      '31k',
      '1.3M',
      '4.38',
      '0.046',
    ])
  })
})

describe('intervals in words', () => {
  it('share a unit where they can', () => {
    expect(range(41, 47, SECONDS)).toBe('41–47 s')
    expect(range(58, 150, SECONDS)).toBe('58 s–2.5 min')
    expect(range(0.02, 0.05, SHARE)).toBe('2–5%')
  })
  it('name an end beyond the data, and no interval at all', () => {
    expect(range(41, null, SECONDS)).toBe('41 s or more')
    expect(range(null, 47, SECONDS)).toBe('up to 47 s')
    expect(range(null, null, SECONDS)).toBe('—')
  })
  it('give the reason of a missing value and never a zero', () => {
    expect(cell(null, null, null, SECONDS, 'too few lie beyond it')).toBe('— too few lie beyond it')
    expect(cell(0, 0, 0.01, SHARE)).toBe('0% (0–1%)')
  })
})

it('the percentile that a published label names', () => {
  const labels = ['median, for months', 'p99.9, January 2026', '99.9th percentile', 'p50', 'p99', 'in 2095', 'August']
  expect(labels.map(levelIn)).toEqual(['p50', 'p999', 'p999', 'p50', 'p99', null, null])
})
