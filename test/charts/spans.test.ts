import { describe, expect, it } from 'vitest'
import { daysInWeeks, isOf, longMonth, spanName } from '../../src/charts/spans.js'

const week = (day: string, days: number | null, open?: 'before' | 'after') => ({
  day,
  window: days === 7 ? '7d' : 'weeks',
  days,
  ...(open ? { open } : {}),
})

describe('whole weeks', () => {
  it.each([
    [week('2026-06-14', 7), 'week to 2026-06-14'],
    [week('2026-06-14', 14), '2 weeks to 2026-06-14'],
    [week('2026-06-14', 10), '10 days to 2026-06-14'],
    [week('2026-06-14', null, 'before'), 'up to 2026-06-14'],
    [week('2026-06-14', null, 'after'), 'from 2026-06-08 on'],
    [{ day: '2026-06-14', window: '1d' }, '2026-06-14'],
  ])('%j is told as %s', (row, words) => expect(spanName(row)).toBe(words))

  it('belong to the seven days, merged or not', () => {
    expect(isOf(week('2026-06-14', 14), '7d')).toBe(true)
    expect(isOf(week('2026-06-14', 14), '1d')).toBe(false)
    expect(isOf({ day: '2026-06-14', window: '1d' }, '1d')).toBe(true)
  })

  it('follow each other in a line, which breaks where weeks are missing', () => {
    const rows = [week('2026-02-01', 7), week('2026-01-18', null, 'before'), week('2026-02-22', 14)]
    expect(daysInWeeks(rows)).toEqual(['2026-01-18', '2026-01-25', '2026-02-01', '2026-02-08', '2026-02-22'])
    const next = [week('2026-01-18', null, 'before'), week('2026-02-01', 14), week('2026-02-08', null, 'after')]
    expect(daysInWeeks(next)).toEqual(['2026-01-18', '2026-02-01', '2026-02-08'])
  })
})

it.each([
  ['2026-04', 'Apr 2026'],
  ['2026-04/2026-05', 'Apr–May 2026'],
  ['2025-12/2026-02', 'Dec 2025–Feb 2026'],
  ['../2026-02', 'up to Feb 2026'],
  ['2026-05/..', 'from May 2026'],
])('the months %s are told as %s', (month, words) => expect(longMonth(month)).toBe(words))
