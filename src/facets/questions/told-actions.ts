import { type ActionEvidence, textIn } from '../../model/index.js'
import type { Budgets } from './budgets.js'
import { toldCircumstances, toldGoal, toldWork } from './circumstances.js'
import { quoted, written } from './quoted.js'
import { LONGEST_NAME, Telling } from './telling.js'

/** Actions of one turn that had the same circumstances and the same order to carry out. */
interface Scene {
  turn: object
  circumstances: string
  goal: string
  actions: ActionEvidence[]
}

/** What several items have in common, and what is left to each. */
export interface Told {
  shared: string
  items: string[]
}

/** An action as it is told by itself, with all that belongs to it. */
export const actionAlone = (evidence: ActionEvidence, budgets: Budgets): string =>
  toldActions([{ turn: evidence, evidence }], budgets).items[0]!

/**
 * Actions as they are told together. What only one of them needs stands with it; what several need is told once, before
 * all of them, in the order in which they come.
 * @param asked actions, with something that is the same object for all of one turn.
 */
export function toldActions(asked: readonly { turn: object; evidence: ActionEvidence }[], budgets: Budgets): Told {
  const scenes = scenesOf(asked, budgets)
  const circumstances = repeated(scenes.map((scene) => scene.circumstances))
  const definitions = repeated(asked.map(({ evidence }) => definitionOf(evidence, budgets)).filter((one) => one !== ''))
  const shared = [...circumstances.map((text, n) => `Circumstances ${n + 1}\n${text}`), ...definitions]
  const together = new Telling(budgets)
  const items: string[] = []
  let turns = 0
  for (const { actions, ...scene } of scenes) {
    const several = actions.length > 1
    const telling = several ? together : new Telling(budgets)
    const known = circumstances.indexOf(scene.circumstances)
    const befores = actions.map(({ before }) => before)
    const steps = telling.tell(befores, textIn(actions[0]!.soFar.goal))
    const head = [
      known === -1 ? scene.circumstances : `Circumstances ${known + 1}, above`,
      scene.goal,
      ...(steps === '' ? [] : ['Steps before, oldest first:', steps]),
    ]
    if (several) shared.push([`Turn ${++turns}`, ...head].join('\n'))
    for (const evidence of actions) {
      const { after, own } = telling.placeOf(evidence)
      const definition = definitionOf(evidence, budgets)
      items.push(
        [
          ...(several ? [`In turn ${turns}, above`] : head),
          `After ${after === 0 ? 'no step' : `step ${after}`}${own === null ? '' : `, as step ${own}`}; so far ${toldWork(evidence.soFar)}`,
          ...(definition === '' || definitions.includes(definition) ? [] : [definition]),
          `Call of ${quoted(evidence.tool, LONGEST_NAME)}: ${written(evidence.input, budgets.call)}`,
        ].join('\n'),
      )
    }
  }
  return { shared: shared.join('\n\n'), items }
}

function scenesOf(asked: readonly { turn: object; evidence: ActionEvidence }[], budgets: Budgets): Scene[] {
  const scenes: Scene[] = []
  for (const { turn, evidence } of asked) {
    const circumstances = toldCircumstances(evidence.circumstances, budgets)
    const goal = toldGoal(evidence.soFar.goal, budgets)
    const last = scenes.at(-1)
    if (last !== undefined && last.turn === turn && last.circumstances === circumstances && last.goal === goal)
      last.actions.push(evidence)
    else scenes.push({ turn, circumstances, goal, actions: [evidence] })
  }
  return scenes
}

function definitionOf({ tool, definition }: ActionEvidence, budgets: Budgets): string {
  const text = textIn(definition)
  return text === null || text === ''
    ? ''
    : `Tool ${quoted(tool, LONGEST_NAME)} says of itself: ${quoted(text, budgets.definition)}`
}

/** Texts that occur more than once, in the order in which they first do. */
export const repeated = (texts: readonly string[]): string[] =>
  [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))].sort(
    (a, b) => texts.indexOf(a) - texts.indexOf(b),
  )
