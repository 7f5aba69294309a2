import { describe, expect, it } from 'vitest'
import { parseRelease } from '../../src/release/index.js'
import { releaseFixture } from '../release-fixture.js'
import { figureWith, share } from './judged-figures.js'

const read = (id: Parameters<typeof figureWith>[0], row: object) =>
  parseRelease({ ...releaseFixture(), figures: [figureWith(id, [row])] }).figures[0]!.rows[0]

describe('the contract of rows over what was judged', () => {
  it.each([
    [
      'oversight',
      { measure: 'safeguard', ...share(0.8, 0.7, 0.9), raw: 0.75, labelled: 60, share_min: 0.7, share_max: 0.9 },
    ],
    ['domains', { domain: 'Legal', ...share(0.8) }],
    ['distributions', { dimension: 'risk', value: '3', ...share(0.8) }],
    ['human-involvement-by-complexity', { complexity: 'Low', ...share(0.8) }],
    ['stops-by-complexity', { complexity: 'Low', stop: 'asked', share: 0.1, low: null, high: null }],
    ['frontier', { week: '2026-01-05', measure: 'risky-autonomous', share: 0.1, low: null, high: null, changed: true }],
    ['frontier', { week: '../2026-01-05', measure: 'risky-autonomous', share: 0.1, low: null, high: null }],
    ['interventions', { complexity: 'Low', success: 'Failed', share: 0.1, low: 0, high: 0.2 }],
  ] as const)('reads %s as it is', (id, row) => {
    expect(read(id, row)).toEqual(row)
  })

  it.each([
    ['domains', { domain: 'Legal', weight: 'session' }],
    ['frontier', { week: '2026-01-05', measure: 'irreversible-unattended' }],
    ['interventions', { complexity: 'Low', success: 'Failed' }],
  ] as const)('reads a reason in place of values: %s', (id, row) => {
    expect(read(id, { ...row, suppressed: 'k_users' })).toEqual({
      ...row,
      suppressed: 'k_users',
      share: null,
      low: null,
      high: null,
    })
  })

  it.each([
    ['oversight', { measure: 'moods', ...share(0.8) }],
    ['oversight', { measure: 'safeguard', ...share(0.8), weight: 'team' }],
    ['domains', { ...share(0.8) }],
    ['domains', { domain: 'Legal', ...share(1.2) }],
    ['stops-by-complexity', { complexity: 'Low', stop: 'bored', share: 0.1 }],
    ['frontier', { week: 'last Monday', measure: 'risky-autonomous', share: 0.1 }],
    ['interventions', { success: 'Failed', share: 0.1 }],
    ['interventions', { measure: 'all', per_session: 3 }],
  ] as const)('refuses a row of %s that is none: %o', (id, row) => {
    expect(() => read(id, row)).toThrow(/figures\.0\.rows\.0/)
  })
})
