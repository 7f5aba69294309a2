import { createInterface } from 'node:readline'
import { JudgeStopped, judge, NO_ROOM } from '../judge/index.js'
import { discreetly } from './discreet.js'
import { JudgeEnded, UsageError } from './exit.js'
import { Asking } from './judge-asking.js'
import { type Budget, budgetOf, budgetWords } from './judge-budget.js'
import { endedBy, questionAbout, type UnitPlan } from './judge-drawing.js'
import { type DrawnSample, pluralOf } from './judge-drawn.js'
import { Keeping, withStore } from './judge-keeping.js'
import { isPriced } from './judge-model.js'
import { type PlanOptions, type Ready, readied } from './judge-plan.js'
import { judgeLine, progressOn } from './judge-progress.js'
import { leaving, planScreen, toAsk } from './judge-screen.js'
import { type Author, settleChances, unitName } from './judge-stored.js'
import { outcomeText } from './judge-summary.js'
import { goneRow, rowOf, Tally } from './judge-verdicts.js'
import type { World } from './world.js'

export interface RunOptions extends PlanOptions {
  budget?: string
  yes?: boolean
}

/** `leeway judge run`: shows what would leave, asks whether it may, and has it judged. */
export async function judgeRun(places: readonly string[], options: RunOptions, world: World): Promise<void> {
  if (options.budget === undefined)
    throw new UsageError('a budget is needed: --budget 5usd or --budget 2000000tokens; nothing is sent without one')
  const budget = budgetOf(options.budget)
  const asks = options.yes !== true
  if (asks && !(world.stdin.isTTY && world.stdout.isTTY))
    throw new UsageError('nobody is there to say yes: look at leeway judge plan, and give --yes; nothing was sent')
  const ready = await readied(places, options, world, true)
  const { chosen, drawing, plans } = ready
  if (budget.usd !== undefined && !isPriced(chosen.settings))
    throw new UsageError(
      `--budget ${options.budget}: the price of ${chosen.judge.id} there is not known; give it with --price, or a budget in tokens`,
    )
  const policy = drawing.study.policy.name
  world.stdout.write(planScreen(plans, chosen, { name: drawing.study.name, policy }))
  world.stdout.write(`\n${budgetText(budget, plans)}\n`)
  const nothing = plans.every(({ plan }) => toAsk(plan) === 0 && plan.batches === 0)
  if (asks && !nothing && !(await saidYes(world))) {
    world.stdout.write('Nothing was sent.\n')
    return
  }
  const work = () => carriedOut(ready, budget, world)
  await (policy === 'private' ? work() : discreetly(work, 'verdicts could not be stored'))
}

async function saidYes({ stdin, stdout }: World): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout })
  const answer = await new Promise<string>((resolve) => {
    lines.question('Send this? [y/N] ', resolve)
    // The end of the input, or Ctrl+C, is no yes.
    lines.once('close', () => resolve(''))
  })
  lines.close()
  return /^y(?:es)?$/i.test(answer.trim())
}

/** What holds for the money, and whether it is likely to be enough. */
function budgetText(budget: Budget, plans: readonly UnitPlan[]): string {
  const { likely } = leaving(plans)
  const { spent } = plans[0]!.plan
  const passed =
    (budget.tokens !== undefined && spent.tokens + likely.tokens > budget.tokens) ||
    (budget.usd !== undefined && (spent.usd ?? 0) + (likely.usd ?? 0) > budget.usd)
  const enough = passed ? ' It is likely to end before all of this is asked.' : ''
  return `Budget: ${budgetWords(budget)}, with what was spent before. It is never passed.${enough}`
}

/** Asks about everything that was drawn, one kind of unit after the other. */
async function carriedOut(ready: Ready, budget: Budget, world: World): Promise<void> {
  const halt = new AbortController()
  const interrupt = () => {
    world.stderr.write('\nleeway: waiting for what is under way; Ctrl+C again ends it at once\n')
    halt.abort()
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  const keeping = new Keeping(ready.drawing.where, world)
  const tallies: { tally: Tally; settled: boolean; author: Author }[] = []
  let stopped: JudgeStopped | null = null
  try {
    for (const sample of ready.drawing.samples) {
      const { unit } = sample.sample
      const author: Author = { judge: ready.chosen.judge.id, questions: questionAbout(unit).version, unit }
      const tally = new Tally()
      const one = { tally, settled: false, author }
      tallies.push(one)
      try {
        await askedAll(ready, sample, author, tally, { budget, signal: halt.signal, keeping, world })
      } catch (error) {
        if (!(error instanceof JudgeStopped)) throw error
        stopped = error
      }
      await keeping.flush()
      one.settled = stopped === null && tally.unasked === 0
      if (one.settled)
        await withStore(ready.drawing.where, world, (store) => settleChances(store, author, sample.units))
      if (stopped !== null) break
    }
  } finally {
    process.removeListener('SIGINT', interrupt)
    process.removeListener('SIGTERM', interrupt)
  }
  world.stdout.write(outcomeText(tallies, ready.chosen.judge.id))
  if (stopped !== null) throw endedBy(stopped, ready.drawing)
  if (tallies.some(({ tally }) => tally.unasked > 0))
    throw new JudgeEnded('the budget has no room for the rest; the same command with a larger --budget goes on')
}

interface Means {
  budget: Budget
  signal: AbortSignal
  keeping: Keeping
  world: World
}

/** Asks about all units of one kind, and stores what is said of each as it comes. */
async function askedAll(
  { drawing, chosen, going, plans }: Ready,
  sample: DrawnSample,
  author: Author,
  tally: Tally,
  { budget, signal, keeping, world }: Means,
): Promise<void> {
  const asking = new Asking(author.unit, sample.units, drawing.conceal)
  const line = progressOn(world.stderr, world.now)
  const settings = { model: chosen.settings, run: { ...going, budget } }
  const of = plans.find((one) => one.sample === sample)!.plan.items
  const progress = {
    of,
    signal,
    progress: (state: Parameters<typeof judgeLine>[1]) => line.show(judgeLine(pluralOf(author.unit), state)),
  }
  try {
    for await (const verdict of judge(asking.inquiries(), questionAbout(author.unit), settings, progress)) {
      const asked = asking.answered(verdict.id)
      if ('failed' in verdict && verdict.failed === NO_ROOM) {
        tally.unasked++
        continue
      }
      const stored = sample.kept.get(verdict.id)
      const row = rowOf(author, asked, verdict, stored?.chance ?? null, Date.now())
      tally.add(row, verdict)
      const known = verdict.from === 'kept' && stored?.questions === author.questions && stored.outcome === row.outcome
      if (!known) await keeping.add(row)
    }
    for (const drawn of asking.gone) {
      tally.gone++
      // What was judged while its log was there stays as it is.
      if (!sample.kept.has(unitName(drawn))) await keeping.add(goneRow(author, drawn, null, Date.now()))
    }
  } finally {
    line.done()
  }
}
