import { describe, expect, it } from 'vitest'
import { interruptReasons } from '../../src/measures/interrupt-reasons.js'
import { turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation } from './answered.js'

describe('interrupt reasons, by hand', () => {
  it('gives the share of each group among the turns that a human interrupted', async () => {
    const ended = (ended_by: string, interrupt_cluster: number | null, stop_reason: string | null = 'interrupted') =>
      turn({ ended_by, stop_reason, interrupt_cluster })
    const turns = [
      ...[ended('interrupted', 6), ended('interrupted', 6), ended('interrupted', 5), ended('interrupted', 3)],
      // Not judged, and not interrupted.
      ...[ended('interrupted', 6, null), ended('completed', null, 'completed_request')],
    ]
    const { rows, n, flow } = await answered(interruptReasons, { turns })
    expect(n).toBe(5)
    expect(flow.find(({ step }) => step === 'not judged')?.n).toBe(1)
    expect(rows.map(({ cluster, share }) => [cluster, share])).toEqual([
      ['interrupt-9', 1],
      ['interrupt-7', 0.25],
      ['interrupt-8', 0.75],
      ['interrupt-3', 0.25],
      ['interrupt-5', 0.25],
      ['interrupt-6', 0.5],
    ])
  })
})

describe('interrupt reasons, golden', () => {
  it('is what it was', async () => expectGolden(await answered(interruptReasons, goldenPopulation())))
})
