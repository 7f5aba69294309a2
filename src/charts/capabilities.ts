import type { Study } from '../release/index.js'

/** What kinds of logs can say, in the order in which a reader asks: how long, how it ended, who could step in, whose. */
const NAMES: Readonly<Record<string, string>> = {
  turn_time: 'Turn time',
  work_time: 'Work time',
  reported_time: 'Reported time',
  interrupts: 'Interrupts',
  approvals: 'Approvals',
  questions: 'Questions',
  headless: 'Headless',
  user: 'User',
  subagents: 'Subagents',
  tokens: 'Tokens',
  linkable: 'Linkable',
}

/** A capability in words; the key itself, without its underscores, where it has none. */
export const capabilityName = (capability: string): string => NAMES[capability] ?? capability.replaceAll('_', ' ')

const NOUNS: Readonly<Record<string, string>> = {
  turn_time: 'turn times',
  work_time: 'work times',
  reported_time: 'reported times',
  headless: 'headless runs',
  user: 'users',
  linkable: 'links to sessions',
}

/** What a log has that has a capability, within a sentence. */
export const capabilityNoun = (capability: string): string =>
  NOUNS[capability] ?? capabilityName(capability).toLowerCase()

/** What each of them means: the columns of a table of sources, for readers of it. */
export const CAPABILITY_SENTENCES: Readonly<Record<string, string>> = {
  turn_time: 'when turns began and ended',
  work_time: 'how much of that was work, without waits for a person',
  reported_time: 'the agent’s own figure for it',
  interrupts: 'that a person stopped the agent',
  approvals: 'who let an action pass',
  questions: 'that the agent asked a person, and the answer',
  headless: 'whether a person could type at all',
  user: 'whose log it is',
  subagents: 'what subagents did',
  tokens: 'how many tokens the model read and wrote',
  linkable: 'which actions belong to one session',
}

/** Whether a kind of log says something, as a word and a sign that says the same to the eye. */
export const CARRIED = {
  yes: { word: 'yes', sign: '●' },
  partly: { word: 'partly', sign: '◐' },
  no: { word: 'no', sign: '○' },
} as const
export type Carried = keyof typeof CARRIED

/** What each kind of log of a study can say, by capability. */
export interface CapabilityTable {
  capabilities: readonly string[]
  /** Null where the release does not say it. */
  rows: readonly { id: string; title: string; cells: readonly (Carried | null)[] }[]
}

/** The capabilities of the sources of a study; none where its release says nothing of them. */
export function capabilityTable({ sources }: Pick<Study, 'sources'>): CapabilityTable | null {
  const said = new Set(sources.flatMap(({ carries }) => Object.keys(carries ?? {})))
  if (said.size === 0) return null
  const known = Object.keys(NAMES).filter((capability) => said.has(capability))
  const capabilities = [...known, ...[...said].filter((capability) => !(capability in NAMES))]
  const word = (value: boolean | 'partly' | undefined) =>
    value === undefined ? null : value === true ? 'yes' : value === false ? 'no' : value
  return {
    capabilities,
    rows: sources.map(({ id, title, carries }) => ({
      id,
      title: title ?? id,
      cells: capabilities.map((capability) => word(carries?.[capability])),
    })),
  }
}
