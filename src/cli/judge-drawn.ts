import type { Again } from '../ingest/index.js'
import type { JudgedUnit } from '../model/index.js'
import { ownRows } from '../privacy/own.js'
import { COMPANIONS } from '../sources/index.js'
import type { StudyRows } from '../store/index.js'
import { storedFiles } from './again.js'
import type { SampleWish } from './judge-options.js'
import { populationOf } from './judge-population.js'
import { planOf, type SampleOf } from './judge-sample.js'
import { POPULATIONS } from './judge-shares.js'
import { type Kept, keptOf, unitName } from './judge-stored.js'
import { type Prepared, settingsOf, windowOf } from './run.js'

/** A unit that was drawn, where its log lies on this machine, and how that is read again. */
export interface DrawnUnit extends Omit<Again, 'source'> {
  /** Its pseudonym. */
  id: string
  contributor: string
  customer: string | null
  source: string
  /** In parts of `CERTAIN`. */
  chance: number
}

/** What was drawn of one kind of unit. */
export interface DrawnSample {
  sample: SampleOf
  /** By {@link unitName}. */
  units: Map<string, DrawnUnit>
  /** Verdicts of the judge that are stored already, by the same names. */
  kept: Map<string, Kept>
}

/**
 * Draws what is to be judged.
 * @param judge whose verdicts are looked for.
 */
export async function drawSamples(prepared: Prepared, wish: SampleWish, judge: string | null): Promise<DrawnSample[]> {
  const { store, study } = prepared
  const window = windowOf(study)
  const files = await storedFiles(prepared)
  const stored = new Map<JudgedUnit, Map<string, Kept>>()
  for (const { unit } of wish.units) stored.set(unit, judge === null ? new Map() : await keptOf(store, { judge, unit }))
  const rows =
    judge !== null && [...stored.values()].some(({ size }) => size > 0) ? await toldBy(judge, prepared) : prepared.rows
  const drawn: DrawnSample[] = []
  for (const { unit, shares, size } of wish.units) {
    const population = ownRows(await populationOf(unit, shares, rows, window))
    // Where verdicts take the place of the rules', only a sample in which all have the same chance stands for the others.
    const sample = planOf(population, size, study.policy.name !== 'private')
    const { of, where } = POPULATIONS[unit]
    const strata = sample.strata.map((stratum) => ({ where: stratum.where, chance: stratum.chance }))
    const drew = ownRows(await rows.draw(of, { seed: wish.seed, window, where, strata }))
    const units = new Map<string, DrawnUnit>()
    for (const row of drew) {
      const found = files(String(row.of_place), String(row.path))
      if (found === undefined)
        throw new Error(`a row of the study is of a file that the store does not know: ${row.path}`)
      const { again, file } = found
      const { contributor, customer, source } = file
      const id = String(of === 'actions' ? row.action : row.turn)
      const one = { ...again, id, contributor, customer, source, chance: Number(row.chance) }
      // What stands in the log of the main agent and of a subagent is one.
      const known = units.get(unitName(one))
      if (known === undefined || known.chance < one.chance) units.set(unitName(one), one)
    }
    drawn.push({ sample, units, kept: stored.get(unit)! })
  }
  return drawn
}

/**
 * The study's rows with what a judge said of some of them before, which tells what is to be expected of others. Where it
 * would not be used, because all are drawn with one chance, the rows as they are.
 */
function toldBy(judge: string, { store, rows, reports, study }: Prepared): Promise<StudyRows> | StudyRows {
  if (study.policy.name !== 'private') return rows
  const places = reports.map(({ place }) => place.id)
  return store.study({
    ...{ places, protect: study.policy.protect, without: settingsOf(study), companions: COMPANIONS },
    judged: { judge, as: 'truth' },
  })
}

export const pluralOf = (unit: JudgedUnit): string => `${unit}s`
