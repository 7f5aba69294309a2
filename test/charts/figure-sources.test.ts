import { describe, expect, it } from 'vitest'
import { capabilityTable, saySources, sourceGroups, unusedSources } from '../../src/charts/index.js'
import type { FigureSource } from '../../src/release/index.js'
import { study } from '../release-fixture/study.js'

const sources: FigureSource[] = [
  { id: 'blind', use: 'no', lacks: ['interrupts', 'linkable'], partly: ['turn_time'] },
  { id: 'all', use: 'yes', lacks: [], partly: [] },
  { id: 'some', use: 'partly', lacks: ['work_time'], partly: ['turn_time'] },
  { id: 'like-some', use: 'partly', lacks: ['work_time'], partly: ['turn_time'] },
]

describe('what a figure says of its sources', () => {
  it('names them all, those alike together, with what is missing', () => {
    expect(saySources({ sources })).toEqual([
      'Could use all.',
      'Could use in part some, like-some (without work times; turn times in part).',
      'Could not use blind (without interrupts, links to sessions).',
    ])
  })

  it('names by themselves those of which it counts nothing', () => {
    expect(unusedSources({ sources })).toEqual(['blind'])
    expect(unusedSources({ sources: sources.slice(1) })).toEqual([])
  })

  it('says nothing where a release does not say it', () => {
    expect(sourceGroups({})).toEqual([])
  })
})

describe('the table of capabilities', () => {
  it('has one column for each that any source speaks of, in a fixed order, and tells what is not said from no', () => {
    const table = capabilityTable(study())!
    expect(table.capabilities).toEqual(['turn_time', 'work_time', 'interrupts', 'approvals', 'questions', 'tokens'])
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['yes', 'partly', 'yes', 'no', 'yes', 'yes'],
      ['yes', null, 'partly', 'no', 'yes', 'yes'],
      ['yes', null, 'yes', 'yes', 'yes', 'yes'],
    ])
    expect(table.rows[1]).toMatchObject({ id: 'codex', title: 'Codex rollouts' })
  })

  it('is absent where no source says anything of itself', () => {
    expect(capabilityTable({ sources: study().sources.map(({ carries: _, ...rest }) => rest) })).toBeNull()
  })
})
