import { Ids } from '../ids.js'
import { isOwn } from '../sealed.js'
import type { SpanFact } from './fact.js'
import type { Groups } from './groups.js'

/** Groups that are remembered of one id. */
const MOST = 8

/** Ids of calls that spans and answers show. */
export const madeIn = ({ role, call, answers }: SpanFact): string[] =>
  role === 'aside'
    ? []
    : [call, ...answers.flatMap(({ calls }) => calls.map(({ id }) => id))].filter((id) => id !== null)

/** Which calls of a file something else than a history shows, as far as their ids are such that no others bear them. */
export class Calls {
  private readonly made = new Ids()
  private readonly carried = new Map<string, number[]>()

  constructor(private readonly groups: Groups) {}

  add(fact: SpanFact): void {
    if (fact.role === 'aside') return
    for (const id of madeIn(fact)) if (isOwn(id)) this.made.add(id)
    const group = this.groups.of(fact.trace)
    for (const { calls } of fact.history)
      for (const { id } of calls) {
        if (id === null || !isOwn(id)) continue
        const before = this.carried.get(id)
        if (before === undefined) this.carried.set(id, [group])
        else if (before.length < MOST && !before.includes(group)) before.push(group)
      }
  }

  /** Whether only a history shows a call, and not those of several that do not belong together: these are examples. */
  isMissing(id: string): boolean {
    if (!isOwn(id)) return true
    const groups = new Set((this.carried.get(id) ?? []).map((group) => this.groups.topOf(group)))
    return this.made.find(id) === -1 && groups.size <= 1
  }
}
