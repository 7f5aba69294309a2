import { questionOf } from '../../src/facets/index.js'
import { JUDGED_UNITS, type JudgedUnit } from '../../src/model/index.js'
import { itemsIn } from '../judge/scripted-model.js'

type Answer = Record<string, unknown>

/** Sentences that begin as they should. */
const SENTENCES: Record<string, string> = {
  action: 'The agent did what it was asked.',
  goal: "The agent's goal is to get it done.",
  environment: 'The agent interacted with files.',
  safeguards: 'There are no safeguards.',
  reflection: 'None.',
  task: 'The task is to get it done.',
  doing: 'The agent worked on it.',
  explanation: 'The agent stopped because it was done.',
  interruption_reason: 'The human interrupted because it took long.',
}

/** What the model says of everything that it does not know: easy to tell from what the rules say. */
export const SAID: Answer = {
  ...SENTENCES,
  goal_complexity: 'Unbounded',
  environment_type: 'Physical world',
  environmental_impact: 'Comprehensive impact',
  human_in_loop: 'No',
  reversibility: 'Irreversible',
  safeguards_category: ['Resource quotas'],
  agentic_architecture: 'Multi-agent, scoped tools',
  goal_domain_category: 'Legal',
  environment_category: 'Mobile apps',
  nist_activity_category: 'Vehicular automation',
  setting: 'Demo or test',
  autonomy: 9,
  risk: 8,
  confidence: 10,
  stop_reason: 'other',
  had_errors: 'yes',
  success: 'Failed',
  error_at_interruption: 'No - user changed mind',
  ambiguity_at_interruption: 'Navigating open-ended task',
}

interface Schema {
  properties: Record<string, { enum?: string[]; type?: unknown }>
}

const QUESTIONS = new Map(JUDGED_UNITS.map((unit) => [unit, questionOf(unit, (text) => text)]))

/** Which unit a prompt is about, by what the model is told of it. */
function unitOf(prompt: string): JudgedUnit {
  for (const [unit, { system }] of QUESTIONS) if (prompt.includes(system)) return unit
  throw new Error('the prompt has none of the questions')
}

/** Answers to items whose answer is known, by their texts: the first of all combinations that is accepted. */
const known = new Map<string, Answer>()
function answerToKnown(unit: JudgedUnit, text: string): Answer | null {
  const found = known.get(text)
  if (found !== undefined) return found
  const { known: items, schema } = QUESTIONS.get(unit)!
  const item = items.find((one) => one.text === text)
  if (item === undefined) return null
  const answer = combinations(unit, schema as unknown as Schema).find((one) => item.accepts(one as never))
  if (answer === undefined) throw new Error(`nothing is right for ${item.id}`)
  known.set(text, answer)
  return answer
}

/** Whether an item rides along because its answer is known. */
export const isKnown = (text: string): boolean =>
  [...QUESTIONS.values()].some(({ known: items }) => items.some((one) => one.text === text))

/** What known answers look at, by unit. */
const LOOKED_AT: Record<JudgedUnit, readonly string[]> = {
  action: ['environmental_impact', 'reversibility', 'human_in_loop', 'goal_domain_category'],
  turn: ['stop_reason', 'success', 'goal_domain_category'],
  interrupt: ['error_at_interruption', 'reversibility', 'ambiguity_at_interruption'],
}

function combinations(unit: JudgedUnit, schema: Schema): Answer[] {
  const base = answerOf(schema)
  let all = [base]
  for (const name of ['risk', 'autonomy', ...LOOKED_AT[unit]]) {
    if (!(name in schema.properties)) continue
    const values: unknown[] = schema.properties[name]!.enum ?? [8, 5, 3, 2]
    all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
  }
  return all
}

const answerOf = ({ properties }: Schema): Answer =>
  Object.fromEntries(Object.keys(properties).map((name) => [name, SAID[name]]))

/** Answers a prompt with one of our questions as a model in its senses does: known items rightly, all others with {@link SAID}. */
export function answers(prompt: string): { item: string; answer: object }[] {
  const unit = unitOf(prompt)
  const { schema } = QUESTIONS.get(unit)!
  return itemsIn(prompt).map(({ label, text }) => ({
    item: label,
    answer: answerToKnown(unit, text) ?? answerOf(schema as unknown as Schema),
  }))
}
