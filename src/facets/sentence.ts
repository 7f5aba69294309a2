import { DOMAINS, ENVIRONMENT_TYPES, NOT_INFERABLE, type Said } from '../model/index.js'
import { INTERRUPTS, interruptIn, STOPS, stopIn } from './reasons.js'
import { DEEDS, type DeedId } from './rules/deeds.js'
import { PURPOSE } from './sentences.js'

/**
 * What tells one unit's action, stop or interrupt, for units to be put into groups. Equal sentences have one key. What the
 * rules say is told by names of their own and of enumerations; what a model says is its own words, which are their key.
 */
export interface Sentence {
  key: string
  text: string
}

/** A row with the columns of {@link TELLING}; `said` of a verdict as it is stored wins over what the rules say. */
export type Telling = Readonly<Record<string, unknown>> & { readonly said?: string | null }

/** Columns of the store by which the rules tell a unit's action, stop or interrupt: a sentence is the same where they are. */
export const TELLING = {
  action: ['did', 'goal_domain_category', 'environment_type'],
  stop: ['ended_by', 'stop_reason', 'did'],
  interrupt: ['ended_by', 'did'],
} as const

/** What an action did, what for and where; null where nothing judged it. */
export function actionSentence(row: Telling): Sentence | null {
  const own = ownWords(row, 'action')
  if (own !== null) return own
  const { did } = row
  if (typeof did !== 'string' || !Object.hasOwn(DEEDS, did)) return null
  const domain = oneOf(DOMAINS, row.goal_domain_category)
  const where = oneOf(ENVIRONMENT_TYPES, row.environment_type)
  return { key: [did, domain, where].join('|'), text: actionText(did as DeedId, domain, where) }
}

/** Why the agent stopped to ask; null where it did not, or nothing judged the turn. What the log says of its end holds. */
export function stopSentence(row: Telling): Sentence | null {
  const asked =
    row.ended_by === 'asked' || (row.stop_reason === 'asked_for_clarification' && row.ended_by !== 'interrupted')
  if (!asked) return null
  const reason = stopIn(textOf(row.did))
  return ownWords(row, 'explanation') ?? (reason === null ? null : { key: reason, text: STOPS[reason] })
}

/**
 * Why a human interrupted; null where none did, or nothing judged the turn. Turning down a question or a plan is no
 * interrupt (docs/method.md 2.1).
 */
export function interruptSentence(row: Telling): Sentence | null {
  if (row.ended_by !== 'interrupted') return null
  const reason = interruptIn(textOf(row.did))
  return ownWords(row, 'interruption_reason') ?? (reason === null ? null : { key: reason, text: INTERRUPTS[reason] })
}

/** The text of a sentence by its key: what the rules say, else the key, which is what a model said. */
export function sentenceText(key: string): string {
  const reason = stopIn(key) ?? interruptIn(key)
  if (reason === key) return { ...STOPS, ...INTERRUPTS }[reason]
  const [did = '', domain, where] = key.split('|')
  return where !== undefined && Object.hasOwn(DEEDS, did)
    ? actionText(did as DeedId, oneOf(DOMAINS, domain), oneOf(ENVIRONMENT_TYPES, where))
    : key
}

const WHERE: Readonly<Record<string, string>> = {
  'Agent scaffolding': ', within its own scaffolding',
  'Simulated or sandboxed': ', in a simulated or sandboxed environment',
  'Individual virtual': ", on one person's machine",
  'Shared virtual': ', on systems shared with others',
  'Physical world': ', in the physical world',
}

function actionText(did: DeedId, domain: string, where: string): string {
  const named = domain !== 'Other' && domain !== NOT_INFERABLE
  const purpose = PURPOSE[domain] ?? `work on ${domain.charAt(0).toLowerCase()}${domain.slice(1)}`
  return `The agent ${DEEDS[did].did}${named ? `, to ${purpose}` : ''}${WHERE[where] ?? ''}.`
}

function ownWords({ said }: Telling, name: string): Sentence | null {
  if (typeof said !== 'string') return null
  const text = (JSON.parse(said) as Said)[name]
  return typeof text === 'string' && text !== '' ? { key: text, text } : null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const oneOf = <V extends string>(values: readonly V[], value: unknown): V | typeof NOT_INFERABLE =>
  values.find((one) => one === value) ?? NOT_INFERABLE
