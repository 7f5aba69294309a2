import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import type { ScreenInput } from './screen-input.js'

/** What it means for the reader that a kind of log does not carry something, or not always. */
const MEANING: Record<string, Partial<Record<'false' | 'partly', string>>> = {
  approvals: {
    false: 'approvals: a permission prompt that was accepted leaves no trace, so full auto-approval is a range',
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
}

/** What the sources of a release cannot show, the gravest first: what they lack, then what they carry in part. */
export function limitLines(release: Release, width: number): string[] {
  return [...limits(release, false), ...limits(release, 'partly')].flatMap((entry) =>
    wrap(entry, width - 4).map((text, i) => (i === 0 ? `  · ${text}` : `    ${text}`)),
  )
}

function limits({ study }: Release, carried: false | 'partly'): string[] {
  const by = new Map<string, string[]>()
  for (const { id, carries } of study.sources) {
    for (const [capability, value] of Object.entries(carries ?? {})) {
      if (value === carried) by.set(capability, [...(by.get(capability) ?? []), id])
    }
  }
  const order = Object.keys(MEANING)
  const some = study.sources.length > 1
  return [...by]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([capability, ids]) => {
      const meaning = MEANING[capability]?.[`${carried}`]
      const words = meaning ?? (carried === false ? capability.replaceAll(/[-_]/g, ' ') : null)
      return words === null ? [] : [some ? `${words} (${ids.join(', ')})` : words]
    })
}

/** For how long transcripts stay, and how to keep them. */
export function retentionLine({ retention }: ScreenInput): string | null {
  if (!retention) return null
  const { days, configured } = retention
  if (days === null)
    return 'How long Claude Code keeps transcripts is not known; without cleanupPeriodDays it is 30 days.'
  if (!configured) return `Claude Code deletes transcripts after ${days} days unless cleanupPeriodDays is set.`
  return `Claude Code deletes transcripts after ${days} days (cleanupPeriodDays).`
}
