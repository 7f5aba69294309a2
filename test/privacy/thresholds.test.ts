import { describe, expect, it } from 'vitest'
import { byFive, tailTooThin, tooFew, twoDigits } from '../../src/privacy/thresholds.js'

const policy = { k_users: 5, k_items: 20, sybils: 0 }
const held = (units: number, contributors: number, top1: number, top2: number) => ({ units, contributors, top1, top2 })

describe('rule 1 of the team policy', () => {
  it.each([
    ['nobody', held(0, 0, 0, 0), null],
    ['five people with four units each', held(20, 5, 4, 8), null],
    ['four people', held(40, 4, 10, 20), 'k_users'],
    ['five people with too few units', held(19, 5, 4, 8), 'k_items'],
    ['one with exactly half', held(40, 6, 20, 24), null],
    ['one with more than half', held(40, 6, 21, 25), 'dominance'],
    ['two with exactly four fifths', held(40, 6, 16, 32), null],
    ['two with more than four fifths', held(40, 6, 17, 33), 'dominance'],
  ] as const)('%s', (_, of, reason) => expect(tooFew(of, policy)).toBe(reason))

  it('asks for more people where some may be one person’s', () => {
    expect(tooFew(held(40, 7, 10, 20), { ...policy, sybils: 2 })).toBeNull()
    expect(tooFew(held(40, 6, 10, 20), { ...policy, sybils: 2 })).toBe('k_users')
  })
})

describe('rules 2 and 4', () => {
  it('tells no percentile with too little beyond it, nothing included', () => {
    expect(tailTooThin(held(20, 5, 10, 18), policy)).toBe(false)
    expect(tailTooThin(held(20, 5, 11, 18), policy)).toBe(true)
    expect(tailTooThin(held(19, 5, 4, 8), policy)).toBe(true)
    expect(tailTooThin(held(0, 0, 0, 0), policy)).toBe(true)
  })

  it('rounds counts to two digits and contributors down to fives', () => {
    expect([0, 7, 42, 1349, 20_513].map(twoDigits)).toEqual([0, 7, 42, 1300, 21_000])
    expect([4, 5, 39, 40].map(byFive)).toEqual([0, 5, 35, 40])
  })
})
