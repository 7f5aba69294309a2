import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Random } from '../fleet/random.js'
import * as damages from './damages.js'
import { type Made, talksOf } from './made-up.js'
import { agreementOf } from './pairs.js'
import { requestsOf, type Sent } from './requests.js'
import { talksIn } from './transcripts.js'

const made = (more: Partial<Made> = {}): Sent[] =>
  talksOf({ sessions: Number(process.env.LINK_SESSIONS ?? 30), owners: 3, ...more }).flatMap(requestsOf)

const {
  shuffled,
  branches,
  retries,
  failures,
  edited,
  trimmed,
  moved,
  streamed,
  missing,
  unsummed,
  unbegun,
  examples,
  unnamed,
} = damages
const QUOTING = { compaction: true, quoting: true }
const KINDS: readonly [string, Partial<Made>, readonly damages.Damage[], recall: number][] = [
  ['intact', {}, [], 0.99],
  ['in any order', {}, [shuffled], 0.99],
  ['parallel branches', {}, [branches, shuffled], 0.95],
  ['retries', {}, [retries, shuffled], 0.95],
  ['failed requests', {}, [failures, shuffled], 0.99],
  ['edited history', {}, [edited, shuffled], 0.99],
  ['trimmed to 6 and the first', {}, [trimmed(6, true), shuffled], 0.95],
  ['trimmed to 4', {}, [trimmed(4, false), shuffled], 0.95],
  ['compaction', { compaction: true }, [shuffled], 0.95],
  ['compaction, no summary logged, humans quoted', QUOTING, [unsummed, shuffled], 0.8],
  ['the same, alike, one owner', { ...QUOTING, alike: true, owners: 1 }, [unsummed, shuffled], 0.75],
  ['the same, half of them logged since then', { ...QUOTING, owners: 1 }, [unbegun, unsummed, shuffled], 0.75],
  ['results moved or cut', {}, [moved, shuffled], 0.99],
  ['alike, several owners', { alike: true }, [shuffled], 0.99],
  ['alike, one owner', { alike: true, owners: 1 }, [shuffled], 0.99],
  ['streaming duplicates', {}, [streamed, shuffled], 0.99],
  ['streaming duplicates without ids', {}, [unnamed, streamed, shuffled], 0.99],
  ['10% missing', {}, [missing(0.1), shuffled], 0.95],
  ['30% missing', {}, [missing(0.3), shuffled], 0.95],
  ['examples', {}, [examples, shuffled], 0.99],
  ['ids that recur', { ids: 'counted', owners: 1 }, [shuffled], 0.99],
  ['ids that recur, alike', { ids: 'counted', owners: 1, alike: true }, [shuffled], 0.99],
  [
    'all at once',
    { compaction: true, alike: true, owners: 2 },
    [branches, retries, failures, moved, trimmed(8, true), missing(0.1), streamed, examples, shuffled],
    0.8,
  ],
]

function measured(name: string, whole: readonly Sent[], kinds: readonly damages.Damage[]) {
  const random = new Random(name)
  const found = agreementOf(kinds.reduce((before, damage) => damage(before, random), whole))
  const { requests, actions, precision, recall, delegated } = found
  if (process.env.LINK_TABLE !== undefined)
    process.stdout.write(
      `| ${name} | ${requests} | ${actions} | ${precision.toFixed(5)} | ${recall.toFixed(5)} | ${delegated.toFixed(3)} |\n`,
    )
  return found
}

it.each(KINDS)('made-up conversations: %s', (name, more, kinds, recall) => {
  const found = measured(name, made(more), kinds)
  expect(found.precision).toBeGreaterThanOrEqual(0.999)
  expect(found.recall).toBeGreaterThanOrEqual(recall)
  expect(found.actions).toBeGreaterThan(500)
})

/** Which requests are missing is drawn so often; of the first 250 records, one session is summed up, so few draws do. */
const DRAWS = process.env.LINK_RECORDS === undefined ? 2 : 12

const samples = fileURLToPath(new URL('../../../shared/samples/claude-code', import.meta.url))
const REAL: readonly [string, readonly damages.Damage[], recall: number][] = [
  ['intact', [], 0.99],
  ['in any order, with retries and branches', [branches, retries, shuffled], 0.99],
  ['edited', [edited, shuffled], 0.95],
  ['trimmed to 8', [trimmed(8, false), shuffled], 0.95],
  ['results moved or cut', [moved, shuffled], 0.99],
  ['streaming duplicates without ids', [unnamed, streamed, shuffled], 0.99],
  ['20% missing', [missing(0.2, true), shuffled], 0.95],
  ['no summary logged', [unsummed, shuffled], 0.95],
  ['examples', [examples, shuffled], 0.99],
]

describe.skipIf(!existsSync(samples))('public transcripts', () => {
  const sent = existsSync(samples) ? talksIn(samples).flatMap(requestsOf) : []
  it.each(REAL)('%s', (name, kinds, recall) => {
    const found = measured(`transcripts, ${name}`, sent, kinds)
    expect(found.precision).toBeGreaterThanOrEqual(0.999)
    expect(found.recall).toBeGreaterThanOrEqual(recall)
    expect(found.actions).toBeGreaterThan(1_000)
  })

  it.each(Array.from({ length: DRAWS }, (_, i) => i + 1))('a fifth missing, summaries too, draw %i', (draw) => {
    const found = measured(`transcripts, 20% missing, summaries too, draw ${draw}`, sent, [missing(0.2), shuffled])
    expect(found.precision).toBeGreaterThanOrEqual(0.999)
    expect(found.recall).toBeGreaterThanOrEqual(0.95)
  })
})
