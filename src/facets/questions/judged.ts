import {
  type ActionEvidence,
  type JudgedRow,
  type JudgedUnit,
  NOT_INFERABLE,
  NOTHING_SAID,
  type TurnEvidence,
} from '../../model/index.js'
import { ASKED, type Questioned } from './asked.js'
import type { GatheredItem } from './group.js'

/** The part of a stored row that an answer fills in. */
export type JudgedFacets = Omit<
  JudgedRow,
  | ('judge' | 'run' | 'questions' | 'unit' | 'id' | 'contributor' | 'customer' | 'outcome')
  | ('chance' | 'at' | 'tokens' | 'micro_usd')
>

/** What the log itself knows of a unit, by dimension; it wins over any judge. */
export type Facts = Readonly<Partial<Pick<JudgedFacets, 'human_in_loop' | 'setting' | 'stop_reason'>>>

/** Where a judge refused, or nothing usable came. */
export const UNSAID: Readonly<JudgedFacets> = { ...NOTHING_SAID, disagreed: '', said: null }

/** Modes in which an agent asks its person before it does what was not allowed beforehand. */
const ASKING: readonly unknown[] = ['default', 'acceptEdits', 'plan']

/** What the log itself knows of a unit (docs/judges/questions.md). Holds no text of the log. */
export function factsOf(unit: JudgedUnit, { unit: of, evidence }: GatheredItem): Facts {
  if (of === 'action') return factsOfAction(evidence)
  return unit === 'turn' ? factsOfTurn(evidence) : {}
}

function factsOfAction({ circumstances: { operator, mode, evaluation } }: ActionEvidence): Facts {
  return {
    ...(operator === false ? { human_in_loop: 'No' } : {}),
    ...(operator === true && ASKING.includes(mode) ? { human_in_loop: 'Yes' } : {}),
    ...(evaluation === true ? { setting: 'Evaluation or red team' } : {}),
  }
}

function factsOfTurn({ ended, broken }: TurnEvidence): Facts {
  if (broken || ended === 'interrupted') return { stop_reason: 'interrupted' }
  if (ended === 'asked') return { stop_reason: 'asked_for_clarification' }
  return ended === 'failed' || ended === 'limit' ? { stop_reason: 'other' } : {}
}

/**
 * An answer as it is stored: dimension by dimension, with facts of the log in the place of what contradicts them. The
 * sentences of the answer were scrubbed when it was checked ({@link questionOf}).
 */
export function judgedOf<U extends JudgedUnit>(unit: U, answer: Questioned<U>, facts: Facts): JudgedFacets {
  const facets: Record<string, unknown> = {}
  const said: Record<string, unknown> = {}
  for (const [name, { words }] of Object.entries(ASKED[unit].form))
    (words ? said : facets)[name] = (answer as Record<string, unknown>)[name]
  const disagreed = Object.entries(facts).filter(
    ([name, fact]) => facets[name] !== fact && facets[name] !== NOT_INFERABLE,
  )
  return {
    ...UNSAID,
    ...(facets as Partial<JudgedFacets>),
    ...facts,
    disagreed: disagreed.map(([name]) => name).join('|'),
    said: JSON.stringify(said),
  }
}
