import type { Study } from '../release/index.js'

/** What it means for the reader that a kind of log does not carry something, or not always. */
const MEANING: Record<string, Partial<Record<'false' | 'partly', string>>> = {
  approvals: {
    false:
      'approvals: a permission prompt that was accepted leaves no trace, so full auto-approval is a range without telemetry',
    partly: 'approvals: recorded in part, so full auto-approval is a range',
  },
  turn_time: { false: 'how long turns took', partly: 'how long some turns took' },
  work_time: {
    false: 'work without waits: waits at a permission prompt are in every clock',
    partly: 'waits at a permission prompt that was accepted: they are in the wall clock',
  },
  reported_time: { partly: 'the agent’s own time, but for turns of newer versions above half a minute' },
  interrupts: { false: 'interrupts', partly: 'some interrupts' },
  questions: { false: 'questions to a person', partly: 'some questions to a person' },
  headless: {
    false: 'whether a person was typing: every session counts as a person’s',
    partly: 'whether a person was typing, in old versions: such sessions count as a person’s',
  },
  user: { false: 'whose logs they are: a place without {user} counts as one person' },
  subagents: { false: 'subagents', partly: 'some subagents' },
  tokens: { false: 'tokens', partly: 'tokens of some turns' },
  linkable: {
    false: 'sessions: every request stands alone',
    partly: 'sessions of requests that nothing joins: they stand alone',
  },
}

/** Something that sources cannot show, and which of them. */
export interface Limit {
  words: string
  sources: readonly string[]
}

/** What the sources of a study cannot show, the gravest first: what they lack, then what they carry in part. */
export const limitsOf = (study: Pick<Study, 'sources'>): Limit[] => [
  ...carried(study, false),
  ...carried(study, 'partly'),
]

function carried({ sources }: Pick<Study, 'sources'>, wanted: false | 'partly'): Limit[] {
  const by = new Map<string, string[]>()
  for (const { id, carries } of sources) {
    for (const [capability, value] of Object.entries(carries ?? {})) {
      if (value === wanted) by.set(capability, [...(by.get(capability) ?? []), id])
    }
  }
  const order = Object.keys(MEANING)
  return [...by]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([capability, ids]) => {
      const meaning = MEANING[capability]?.[`${wanted}`]
      const words = meaning ?? (wanted === false ? capability.replaceAll(/[-_]/g, ' ') : null)
      return words === null ? [] : [{ words, sources: ids }]
    })
}
