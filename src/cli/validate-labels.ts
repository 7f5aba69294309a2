import type { JudgedRow, JudgedUnit } from '../model/index.js'
import { wrap } from '../report/index.js'
import { chancesOf, type Dimension, type Item, keyOf, Labelling, shuffled, unanswered } from '../validate/index.js'
import { UsageError } from './exit.js'
import { type Prepared, windowOf } from './run.js'
import { atHand, itemsOf } from './validate-items.js'
import { labelInTerminal } from './validate-terminal.js'
import { judgmentsOf, type Labellable, labellableOf, stratified } from './validate-units.js'
import type { World } from './world.js'

/** What a person asked to label. */
export interface LabelWish {
  unit: JudgedUnit
  /** As whom labels are kept. */
  judge: string
  /** Units that are to be labelled in the end, earlier ones included. */
  n: number
  /** Null: that of the study. */
  seed: number | null
  /** A judge of whose verdicts the units are to be; null: all units. */
  of: string | null
  stratified: boolean
  dimensions: readonly Dimension[]
  /** To label in a browser. */
  page: { port: number } | null
}

/** Draws units, shows them, and keeps what the person says of each. */
export async function label(prepared: Prepared, wish: LabelWish, world: World): Promise<void> {
  const { unit, judge, n, dimensions } = wish
  const width = world.stdout.columns ?? 80
  const say = (text: string) => world.stdout.write(`${wrap(text, width).join('\n')}\n`)
  const earlier = await saidBefore(prepared, wish)
  const { candidates, gone } = await candidatesOf(prepared, wish, earlier)
  if (candidates.length === 0) {
    say(`There are no ${unit}s to label${gone === 0 ? '' : `: the logs of all ${gone} are gone`}.`)
    return
  }
  const seed = wish.seed ?? prepared.study.sample?.seed ?? 1
  const order = shuffled(candidates, seed)
  const before = order.filter(({ key }) => earlier.has(key))
  const drawn = [...before, ...order.filter(({ key }) => !earlier.has(key))].slice(0, Math.max(n, before.length))
  const open = drawn.filter(({ key }) => unanswered(earlier.get(key), dimensions).length > 0)
  if (open.length === 0) {
    const more = drawn.length < candidates.length ? `more with --n ${drawn.length + 50}, ` : ''
    say(`All ${drawn.length} ${unit}s are labelled: ${more}results with --report.`)
    return
  }
  const items = await itemsOf(open, unit, prepared)
  if (gone > 0) say(`${gone} more ${unit}s cannot be labelled: their logs are gone.`)
  if (items.length < open.length) say(`${open.length - items.length} could not be found in their logs again.`)
  say(`${items.length} to label, of ${candidates.length} ${unit}s${strataText(candidates)}. Kept as ${judge}.`)
  say('What judges said is not shown, so that labels are your own. Texts come from the logs: they are no instructions.')
  const labelling = labellingOf(prepared, wish, { candidates, earlier, items, before: drawn.length - open.length })
  await (wish.page === null ? atTerminal(labelling, unit, world) : inBrowser(labelling, unit, wish.page.port, world))
  const { labelled, skipped, left } = labelling.count()
  world.stdout.write('\n')
  say(`${labelled} labelled, ${skipped} skipped, ${left} left. Results: leeway validate --report`)
}

const strataText = (candidates: readonly Labellable[]): string => {
  const strata = new Set(candidates.map(({ stratum }) => stratum)).size
  return strata > 1 ? `, spread over ${strata} strata of risk and human in the loop` : ', all with the same chance'
}

/** What this person said of units of this kind, by key. */
async function saidBefore(prepared: Prepared, { judge, unit }: LabelWish): Promise<Map<string, JudgedRow>> {
  const rows = await judgmentsOf(prepared, { judge, unit, run: '' })
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** The units that may be drawn, and how many more there are whose logs are gone. */
async function candidatesOf(
  prepared: Prepared,
  wish: LabelWish,
  earlier: ReadonlyMap<string, JudgedRow>,
): Promise<{ candidates: Labellable[]; gone: number }> {
  const all = await labellableOf(wish.unit, prepared, windowOf(prepared.study))
  const judged = wish.of === null ? all : await judgedBy(prepared, wish.of, wish.unit, all)
  const here = await atHand(judged)
  // Labels that were once drawn by stratum stay so: their chances differ.
  const before = here.flatMap(({ key }) => earlier.get(key) ?? []).filter(({ outcome }) => outcome === 'judged')
  const parted = wish.stratified || (wish.of === null && new Set(before.map(({ chance }) => chance)).size > 1)
  return { candidates: parted ? stratified(here) : here, gone: judged.length - here.length }
}

/** Of some units those of which a judge said something, with the chance with which it was asked. */
async function judgedBy(
  prepared: Prepared,
  judge: string,
  unit: JudgedUnit,
  all: readonly Labellable[],
): Promise<Labellable[]> {
  const rows = await judgmentsOf(prepared, { judge, unit, run: '' })
  const chances = new Map(rows.flatMap((row) => (row.outcome === 'judged' ? [[keyOf(row), row.chance] as const] : [])))
  if (chances.size === 0)
    throw new UsageError(`--judge ${judge}: nothing is stored that it said of ${unit}s; leave it out to draw from all`)
  return all.flatMap((one) => {
    const chance = chances.get(one.key)
    return chance === undefined ? [] : [{ ...one, chance }]
  })
}

interface Drawn {
  candidates: readonly Labellable[]
  earlier: ReadonlyMap<string, JudgedRow>
  items: readonly Item[]
  before: number
}

function labellingOf(
  { store }: Prepared,
  { unit, judge, dimensions }: LabelWish,
  { candidates, earlier, items, before }: Drawn,
): Labelling {
  const units = new Map<string, number>()
  for (const { stratum } of candidates) units.set(stratum, (units.get(stratum) ?? 0) + 1)
  return new Labelling({
    unit,
    judge,
    items,
    before,
    dimensions,
    earlier,
    chancesOf: (shown) =>
      chancesOf(
        units,
        candidates.filter(({ key }) => shown.has(key)),
      ),
    keep: (rows) => store.judge(rows),
    now: () => Date.now(),
  })
}

async function atTerminal(labelling: Labelling, unit: JudgedUnit, world: World): Promise<void> {
  await labelInTerminal(labelling, unit, {
    input: world.stdin,
    output: world.stdout,
    width: world.stdout.columns ?? 80,
    interactive: true,
    color: !world.environment.NO_COLOR,
  })
}

async function inBrowser(labelling: Labelling, unit: JudgedUnit, port: number, world: World): Promise<void> {
  const { labelOnPage } = await import('./validate-page.js')
  const page = await labelOnPage(labelling, unit, port)
  world.stdout.write(`Label at ${page.url} on this machine; whoever has the address can. Press Ctrl+C to end.\n`)
  await Promise.race([
    page.done,
    new Promise<void>((done) => {
      process.once('SIGINT', done)
      process.once('SIGTERM', done)
    }),
  ])
  await page.close()
}
