import { describe, expect, it } from 'vitest'
import type { Release } from '../../src/release/index.js'
import { groupSentences } from '../../src/report/screen-groups.js'
import { releaseFixture } from '../release-fixture.js'

const group = (cluster: string, level: number, given: object) => ({
  ...{ cluster, parent: null, level, name: `Group ${cluster.split('-')[1]}`, description: '', n: 40, contributors: 10 },
  ...given,
})
/** A release with these rows in place of its figures. */
const released = (rows: Record<string, object[]>): Release => {
  const plain = releaseFixture()
  const [any] = plain.figures
  return { ...plain, figures: Object.entries(rows).map(([id, own]) => ({ ...any, id, rows: own })) } as Release
}

describe('groups of sentences on the screen', () => {
  it('are a line for each figure', () => {
    const release = released({
      'risk-autonomy': [group('action-9', 1, {}), group('action-1', 0, {}), group('action-2', 0, {})],
      extremes: [
        group('action-2', 0, { by: 'risk', rank: 1, risk: 6.04, autonomy: 8 }),
        group('action-1', 0, { by: 'risk', rank: 2, risk: 3, autonomy: 2 }),
        group('action-1', 0, { by: 'autonomy', rank: 1, risk: null, autonomy: 8.26 }),
      ],
      'stop-reasons': [
        group('stop-9', 1, { share: 1 }),
        ...[0.1, 0.4, 0.2, 0.05].map((share, i) => group(`stop-${i + 1}`, 0, { share })),
        group('stop-0', 0, { share: 0.25 }),
      ],
      'interrupt-reasons': [group('interrupt-3', 2, { share: 0.75 }), group('interrupt-0', 0, { share: 0.25 })],
    })
    expect(groupSentences(release)).toEqual([
      'Groups of actions: 2.',
      'Riskiest: Group 2 (risk 6.0, autonomy 8.0).',
      'Most autonomous: Group 1 (risk —, autonomy 8.3).',
      'Agents stop to ask: Group 2 40%, Group 3 20%, Group 1 10%.',
      'Humans interrupt: Group 3 75%.',
    ])
  })

  it('are not there where nothing was put into groups', () => {
    expect(groupSentences(released({ extremes: [], 'stop-reasons': [] }))).toEqual([])
    expect(groupSentences(released({}))).toEqual([])
  })
})
