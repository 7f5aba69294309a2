import { expect, it } from 'vitest'
import { Random } from '../fleet/random.js'
import * as damages from './damages.js'
import { type Made, talksOf } from './made-up.js'
import { agreementOf } from './pairs.js'
import { requestsOf, type Sent } from './requests.js'

const made = (more: Partial<Made> = {}): Sent[] =>
  talksOf({ sessions: Number(process.env.LINK_SESSIONS ?? 60), owners: 3, ...more }).flatMap(requestsOf)

const { shuffled, branches, retries, failures, edited, trimmed, moved, streamed, missing, examples, unnamed } = damages
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

it.each(KINDS)('%s', (name, more, kinds, recall) => {
  const random = new Random(name)
  const sent = kinds.reduce<readonly Sent[]>((before, damage) => damage(before, random), made(more)) as Sent[]
  const found = agreementOf(sent)
  if (process.env.LINK_TABLE !== undefined)
    process.stdout.write(
      `| ${name} | ${found.requests} | ${found.actions} | ${found.precision.toFixed(5)} | ${found.recall.toFixed(5)} | ${found.delegated.toFixed(3)} |\n`,
    )
  expect(found.precision).toBeGreaterThanOrEqual(0.999)
  expect(found.recall).toBeGreaterThanOrEqual(recall)
  expect(found.actions).toBeGreaterThan(1_000)
})
