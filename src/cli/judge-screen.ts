import stringWidth from 'string-width'
import type { Prices } from '../judge/index.js'
import { CERTAIN } from '../model/index.js'
import type { UnitPlan } from './judge-drawing.js'
import { pluralOf } from './judge-drawn.js'
import type { Chosen } from './judge-model.js'
import { money, short } from './judge-progress.js'
import { ENOUGH_TOLD, RULES_RIGHT, type SampleOf } from './judge-sample.js'

/** Amounts of all units together. */
export interface Leaving {
  requests: number
  bytes: number
  likely: { tokens: number; usd: number | null }
  most: { tokens: number; usd: number | null }
}

/** Adds up what would leave for each unit. */
export function leaving(plans: readonly UnitPlan[]): Leaving {
  const sum = (of: (one: UnitPlan['plan']) => number) => plans.reduce((all, { plan }) => all + of(plan), 0)
  const known = plans.every(({ plan }) => plan.prices !== null)
  return {
    requests: sum(({ requests }) => requests),
    bytes: sum(({ bytes }) => bytes),
    likely: { tokens: sum(({ likely }) => likely.tokens), usd: known ? sum(({ likely }) => likely.usd ?? 0) : null },
    most: { tokens: sum(({ most }) => most.tokens), usd: known ? sum(({ most }) => most.usd ?? 0) : null },
  }
}

/** What would be asked, of which units, where it would go and for how much. */
export function planScreen(
  plans: readonly UnitPlan[],
  chosen: Chosen,
  study: { name: string; policy: string },
): string {
  const parts = [
    `Judging ${study.name} with ${chosen.judge.id}, policy ${study.policy}`,
    unitsTable(plans),
    ...plans.flatMap(({ sample }) => (sample.sample.population === 0 ? [] : [sampleText(sample.sample)])),
    sendingText(plans),
  ]
  return `${parts.join('\n\n')}\n`
}

function unitsTable(plans: readonly UnitPlan[]): string {
  return table([
    ['', 'there are', 'drawn', 'judged before', 'repeats', 'log gone', 'to be asked'],
    ...plans.map(({ sample, gone, plan }) => [
      pluralOf(sample.sample.unit),
      ...[sample.sample.population, sample.units.size, plan.kept, plan.repeats, gone, toAsk(plan)].map(counted),
    ]),
  ])
}

/** Items that would leave. */
export const toAsk = ({ items, kept, repeats, tooLong }: UnitPlan['plan']): number => items - kept - repeats - tooLong

/** How one kind of unit is drawn, and how well its shares will be told. */
function sampleText({ unit, strata, shares, told }: SampleOf): string {
  const equal = strata.every(({ chance }) => chance === strata[0]!.chance)
  const how = equal
    ? [`${pluralOf(unit)}: each with a chance of ${percent(strata[0]!.chance / CERTAIN)}.`]
    : [
        `${pluralOf(unit)}: by what the rules say of them, with the share to be expected there.`,
        table([
          [...shares.map(({ name }) => name), 'there are', 'chance', 'drawn'],
          ...strata.map(({ says, units, expected, chance }) => [
            ...expected.map((share, i) => `${says[i] === 'unknown' ? '?' : says[i]} ${percent(share)}`),
            counted(units),
            percent(chance / CERTAIN),
            counted((units * chance) / CERTAIN),
          ]),
        ]),
        ...(told ? [] : [ASSUMED]),
      ]
  const expected = shares.map(
    ({ name, share, half }) =>
      `  ${name}: ${share === null ? 'the rules cannot tell' : `${percent(share)} by the rules`}, ${half === null ? 'no interval: too few contributors, or days' : `±${percent(half)} expected`}`,
  )
  return [...how, ...expected].join('\n')
}

const ASSUMED = `  Where fewer than ${ENOUGH_TOLD} were judged, the rules are taken to be right in ${percent(RULES_RIGHT)}, and by chance elsewhere.`

function sendingText(plans: readonly UnitPlan[]): string {
  const { requests, bytes, likely, most } = leaving(plans)
  const { plan } = plans[0]!
  const { address, local, encrypted, batched, spent, prices, pricesOf } = plan
  const lost = plans.reduce((sum, one) => sum + one.plan.lost, 0)
  const batches = plan.batches
  const where = local ? 'this machine' : encrypted ? 'encrypted on its way' : 'NOT ENCRYPTED on its way'
  const usd = (amount: number | null) => (amount === null ? '' : ` (${money(amount)} USD)`)
  return [
    'What would leave',
    table([
      ['where to', `${address} (${where})${batched ? ', in batches' : ''}`],
      ['what', 'the questions, and pieces of logs: messages, commands, results, with whatever secrets they hold'],
      ['requests', `${counted(requests)}, ${(bytes / 1e6).toFixed(1)} MB`],
      ['likely', `${short(likely.tokens)} tokens${usd(likely.usd)}`],
      ['at most', `${short(most.tokens)} tokens${usd(most.usd)}, where each request is answered the first time`],
      ['prices', pricesText(prices, pricesOf)],
      ['spent before', `${short(spent.tokens)} tokens${usd(spent.usd)} on this study, judge and sample`],
      ...(lost > 0
        ? [['lost', `${counted(lost)} items were under way when a run was killed; --again asks them anew`]]
        : []),
      ...(batches > 0 ? [['batches', `${counted(batches)} are still to be collected`]] : []),
    ]),
  ].join('\n')
}

function pricesText(prices: Prices | null, of: string | null): string {
  if (prices === null) return 'not known: --price says them, else the budget is in tokens'
  const each = `${prices.input} USD per million tokens of input, ${prices.output} of output`
  return of === null ? `${each}, as given` : `${each}, by the list of ${of}`
}

const counted = (n: number): string => Math.round(n).toLocaleString('en-US')

/** A share with two digits that count. */
function percent(share: number): string {
  const points = 100 * share
  const digits =
    points === 0 || points >= 10 ? (points >= 99.5 || Number.isInteger(points) ? 0 : 1) : points >= 1 ? 1 : 2
  return `${points.toFixed(digits)}%`
}

/** Columns side by side: two to the left, and of more all but the first to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => stringWidth(row[i]!))))
  const right = rows[0]!.length > 2
  return rows
    .map((row) =>
      `  ${row
        .map((text, i) => {
          const room = ' '.repeat(widths[i]! - stringWidth(text))
          return right && i > 0 ? room + text : text + room
        })
        .join('  ')}`.trimEnd(),
    )
    .join('\n')
}
