import { UNITS } from '../../algebra/index.js'
import { SENTENCES } from '../sentences.js'
import type { Shard } from './shard.js'

/** Turns of a shard that are asked at once: with more, groups by contributor and day take longer than in proportion (bench/README.md). */
const AT_ONCE = 5_000_000

/** How many slices a shard's people are asked in. */
export const slicesFor = (turns: number): number => Math.max(1, Math.ceil(turns / AT_ONCE))

/** The databases in which slices lie beside a study's own. */
const sliceName = (study: string, i: number): string => `${study}_${i}`

/**
 * Cuts the people of a shard into slices, each of which answers for itself: like shards, they do not cross, so answers add
 * up. What earlier releases told stays whole, since units may have been told with another kind of contributor.
 * @param shard where names mean the study's tables.
 * @returns the same server, where names mean the tables of one slice.
 */
export async function slicesOf(shard: Shard, study: string, many: number): Promise<Shard[]> {
  if (many === 1) return [shard]
  return Promise.all(
    Array.from({ length: many }, async (_, i) => {
      const name = sliceName(study, i)
      await shard.run(`CREATE DATABASE IF NOT EXISTS ${name}`)
      for (const unit of Object.keys(UNITS))
        await shard.run(
          `CREATE OR REPLACE VIEW ${name}.${unit} AS SELECT * FROM ${study}.${unit} WHERE ${among(i, many)}`,
        )
      // Groups of sentences are whole in every slice, and so is what was told.
      for (const whole of ['told', ...Object.values(SENTENCES).map(({ groups }) => groups)])
        await shard.run(`CREATE OR REPLACE VIEW ${name}.${whole} AS SELECT * FROM ${study}.${whole}`)
      return shard.inside(name)
    }),
  )
}

/** Numbers of people are hashes of 60 bits, and so spread evenly. */
function among(i: number, many: number): string {
  const end = (at: number) => (BigInt(at) << 60n) / BigInt(many)
  return `who >= ${end(i)} AND who < ${end(i + 1)}`
}

export async function dropSlices(shard: Shard, study: string, many: number): Promise<void> {
  if (many > 1) for (let i = 0; i < many; i++) await shard.run(`DROP DATABASE IF EXISTS ${sliceName(study, i)} SYNC`)
}
