import { type EndedBy, type TurnEvidence, textIn } from '../../model/index.js'
import type { Budgets } from './budgets.js'
import { toldCircumstances, toldGoal, toldWork } from './circumstances.js'
import { quoted } from './quoted.js'
import { begins, Telling } from './telling.js'
import { repeated, type Told } from './told-actions.js'

const ENDS: Record<EndedBy, string> = {
  completed: 'the agent came to the end of its answer',
  asked: 'the agent put a question or a plan to its human',
  interrupted: 'a human broke it off',
  failed: 'it ended with an error',
  limit: 'a limit was reached',
  unknown: 'the log does not tell',
}

/** A turn, or the interrupt that ended it, as it is told by itself. */
export const turnAlone = (evidence: TurnEvidence, interrupt: boolean, budgets: Budgets): string =>
  toldTurns([evidence], interrupt, budgets).items[0]!

/**
 * Turns as they are told together.
 * @param interrupt whether the interrupt is asked about: then what the human said next is told as well, which a turn is
 *   judged without.
 */
export function toldTurns(turns: readonly TurnEvidence[], interrupt: boolean, budgets: Budgets): Told {
  const circumstances = turns.map((turn) => toldCircumstances(turn.circumstances, budgets))
  const common = repeated(circumstances)
  return {
    shared: common.map((text, n) => `Circumstances ${n + 1}\n${text}`).join('\n\n'),
    items: turns.map((turn, n) => {
      const known = common.indexOf(circumstances[n]!)
      return [
        known === -1 ? circumstances[n]! : `Circumstances ${known + 1}, above`,
        toldGoal(turn.soFar.goal, budgets),
        `Done for it: ${toldWork(turn.soFar)}; ${turn.failures} ended with an error`,
        ...endOf(turn, budgets),
        ...(interrupt ? nextOf(turn, budgets) : []),
      ].join('\n')
    }),
  }
}

function endOf({ before, soFar, last, lastFailed, ended, broken }: TurnEvidence, budgets: Budgets): string[] {
  const said = textIn(last)
  const words = said === null || said.trim() === '' ? null : said
  // They are told in full, after the steps.
  const steps = before.filter((step) => step.by !== 'agent' || words === null || !begins(step.text, words))
  const told = new Telling(budgets).tell([steps], textIn(soFar.goal))
  return [
    ...(told === '' ? [] : ['Last steps, oldest first:', told]),
    ...(words === null ? [] : [`The agent's last words: ${quoted(words, budgets.end)}`]),
    ...(lastFailed ? ['The last call failed, or was refused by a rule'] : []),
    `How the turn ended: ${ENDS[broken ? 'interrupted' : ended]}`,
  ]
}

function nextOf({ declined, corrected, ...turn }: TurnEvidence, budgets: Budgets): string[] {
  const next = textIn(turn.next)
  return [
    ...(declined === null ? [] : [`The human turned down a ${declined}`]),
    ...(corrected ? ['The human said no to a call, and what to do instead'] : []),
    next === null || next === ''
      ? 'What the human said next is not in the log'
      : `The human said next: ${quoted(next, budgets.end)}`,
  ]
}
