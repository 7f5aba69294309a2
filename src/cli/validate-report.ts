import { JUDGED_UNITS } from '../model/index.js'
import { keyOf, personOf, type Validation, validationOf } from '../validate/index.js'
import { UsageError } from './exit.js'
import { escaped } from './printable.js'
import { type Prepared, windowOf } from './run.js'
import { validationScreen } from './validate-screen.js'
import { judgmentsOf, labellableOf } from './validate-units.js'
import type { World } from './world.js'

export interface ReportWish {
  by?: string
  judge?: string
  json?: boolean
}

/** Names the shape of what `--report --json` prints. */
const SCHEMA = 'leeway.validation/1'

/** Shows how far judges agree with the labels that are stored. */
export async function reportOn(prepared: Prepared, wish: ReportWish, world: World): Promise<void> {
  const validation = await validationOn(prepared, wish)
  const { name, window } = prepared.study
  if (wish.json === true) {
    const json = JSON.stringify({ schema: SCHEMA, study: { name, window }, ...validation }, null, 2)
    world.stdout.write(`${json.split('\n').map(escaped).join('\n')}\n`)
    return
  }
  const { columns, isTTY } = world.stdout
  const color = isTTY === true && !world.environment.NO_COLOR
  world.stdout.write(validationScreen(validation, { width: columns ?? 80, color }))
}

/**
 * What is known of judges by the labels of a study's units.
 * @throws UsageError where the person or the judge that is named said nothing.
 */
export async function validationOn(prepared: Prepared, wish: ReportWish): Promise<Validation> {
  const said = await judgmentsOf(prepared, {})
  const labels = said.filter(({ judge }) => personOf(judge) !== null)
  const verdicts = said.filter(({ judge }) => personOf(judge) === null)
  known('by', wish.by, new Set(labels.map(({ judge }) => personOf(judge)!)))
  known('judge', wish.judge, new Set(['rules', ...verdicts.map(({ judge }) => judge)]))
  const labelled = new Set(labels.map(keyOf))
  const units = []
  for (const unit of JUDGED_UNITS) {
    if (!labels.some((row) => row.unit === unit)) continue
    units.push(...(await labellableOf(unit, prepared, windowOf(prepared.study), labelled)))
  }
  const days = new Map(units.map(({ key, day }) => [key, day]))
  return validationOf({
    labels,
    verdicts,
    rules: units.map(({ rules }) => rules),
    dayOf: (unit) => days.get(keyOf(unit)),
    ...(wish.by === undefined ? {} : { by: wish.by }),
    ...(wish.judge === undefined ? {} : { judge: wish.judge }),
  })
}

function known(option: string, name: string | undefined, names: ReadonlySet<string>): void {
  if (name === undefined || names.has(name)) return
  const there = names.size === 0 ? 'nobody labelled anything yet' : `there are ${[...names].sort().join(', ')}`
  throw new UsageError(`--${option} ${name}: nothing is stored under this name; ${there}`)
}
