import { describe, expect, it } from 'vitest'
import { dimensionsOf } from '../../src/algebra/index.js'
import { type Agreement, MEASURES, reliabilityNotes } from '../../src/measures/index.js'

const of = (id: string) => MEASURES.find((spec) => spec.id === id)!
const agreement = (dimension: string, n: number, alpha: number | null): Agreement => ({
  unit: 'actions',
  dimension,
  n,
  alpha,
})

describe('dimensionsOf', () => {
  it('knows what figures are made of by what they declare', () => {
    const names = (id: string) => dimensionsOf(of(id)).map(({ unit, dimension }) => `${unit}/${dimension}`)
    expect(names('oversight')).toEqual([
      'actions/safeguards_category',
      'actions/human_in_loop',
      'actions/reversibility',
    ])
    expect(names('human-involvement-by-complexity')).toEqual(['actions/human_in_loop', 'actions/goal_complexity'])
    expect(names('stops-by-complexity')).toEqual(['turns/stop_reason', 'turns/goal_complexity'])
    expect(names('interventions')).toEqual(['turns/success', 'turns/goal_complexity'])
    expect(names('frontier').sort()).toEqual([
      'actions/autonomy',
      'actions/human_in_loop',
      'actions/reversibility',
      'actions/risk',
    ])
    expect(names('turn-duration')).toEqual([])
  })
})

describe('what a figure says of its judge', () => {
  it('names each dimension below the stated reliability, with alpha and n', () => {
    const notes = reliabilityNotes(of('oversight'), {
      judge: 'rules',
      agreement: [
        agreement('safeguards_category', 120, 0.6669),
        agreement('human_in_loop', 30, 0.667),
        agreement('reversibility', 98, -0.1),
      ],
    })
    expect(notes).toEqual([
      "The rules are below the stated reliability on safeguards category (alpha 0.666, n 120) and reversibility (alpha -0.100, n 98): Krippendorff's alpha between the rules and people who labelled the same actions is under 0.667, the lowest for tentative conclusions.",
    ])
  })

  it('says where too few were labelled, and where nothing varies', () => {
    const notes = reliabilityNotes(of('oversight'), {
      judge: 'acme/large',
      agreement: [agreement('safeguards_category', 29, 0.1), agreement('human_in_loop', 40, null)],
    })
    expect(notes).toEqual([
      'On safeguards category and reversibility fewer than 30 of these actions were labelled by people, so how right acme/large is there is not measured.',
      'On human in loop people and acme/large gave all labelled actions the same value: agreement on it cannot be told from chance.',
    ])
  })

  it('says that nothing is known where nobody labelled, and nothing of figures that no judge has a say in', () => {
    const nobody = { judge: 'rules', agreement: [] }
    expect(reliabilityNotes(of('stops-by-complexity'), nobody)).toEqual([
      'No person has labelled these turns, so how right the rules are here is not measured.',
    ])
    expect(reliabilityNotes(of('turn-duration'), nobody)).toEqual([])
    // Labels of actions say nothing of turns.
    const other = { judge: 'rules', agreement: [agreement('goal_complexity', 200, 0.9)] }
    expect(reliabilityNotes(of('stops-by-complexity'), other)).toHaveLength(1)
  })

  it('can do so without numbers', () => {
    const notes = reliabilityNotes(
      of('domains'),
      { judge: 'rules', agreement: [agreement('goal_domain_category', 50, 0.4)] },
      false,
    )
    expect(notes).toHaveLength(1)
    expect(notes[0]).not.toMatch(/0\.4|50/)
  })
})
