import type { Approval, Words } from '../../model/index.js'
import { headlessEntry } from '../claude-code/session.js'
import { couldNeedApproval, questionOf } from '../claude-code/tools.js'
import type { Conversation } from '../conversation.js'
import type { Moment } from '../turn.js'
import { callsOf, type TelemetryCall } from './calls.js'
import type { TelemetryFact } from './fact.js'

/** Something that a conversation is told, with its place among what happens at the same moment. */
interface Step {
  at: number
  rank: number
  line: number
  prompt: string | null
  tell(moment: Moment): void
}

/** What comes first of what happens at one moment. */
const RANKS = { prompt: 0, mode: 1, model: 2, call: 3, asks: 4, passes: 5, returns: 6, ends: 7 }
/** How much later than its span a prompt may be logged, ms. */
const LATER = 2_000

/** Tells a conversation what the telemetry of one session says. Facts may come in any order. */
export function tellSession(conversation: Conversation, facts: readonly TelemetryFact[]): void {
  new Telling(conversation, inOrder(facts)).tell()
}

/** In the order of time, then of their numbers. What has no time stays behind what it was written behind. */
function inOrder(facts: readonly TelemetryFact[]): { fact: TelemetryFact; at: number }[] {
  let last = facts.find(({ at }) => at !== null)?.at ?? 0
  const placed = facts.map((fact, nth) => {
    last = fact.at ?? last
    return { fact, at: last, nth }
  })
  // Spans have no number, and stand behind the events of their moment.
  const number = ({ sequence, span }: TelemetryFact) => sequence ?? (span === null ? 0 : Number.MAX_SAFE_INTEGER)
  return placed.sort(
    (a, b) => a.at - b.at || number(a.fact) - number(b.fact) || (a.fact.id < b.fact.id ? -1 : 1) || a.nth - b.nth,
  )
}

class Telling {
  private readonly steps: Step[] = []
  private readonly facts: readonly TelemetryFact[]
  private readonly calls: readonly TelemetryCall[]
  /** The calls that started subagents. */
  private readonly spawns = new Map<string, string | null>()
  /** Prompts that turns were begun for, by their ids. */
  private readonly begun = new Set<string>()
  /** The model's answer failed, and nothing has come since. */
  private failure: Moment | null = null
  /** Somebody refused a call, and nothing has come since. */
  private refused = false
  private readonly headless: boolean
  /** Whether events say what tokens were spent, so that spans need not. */
  private readonly counted: boolean

  constructor(
    private readonly main: Conversation,
    private readonly placed: readonly { fact: TelemetryFact; at: number }[],
  ) {
    this.facts = placed.map(({ fact }) => fact)
    this.calls = callsOf(this.facts)
    for (const { agent, spawn } of this.calls)
      if (agent !== null) this.spawns.set(agent, this.spawns.get(agent) ?? spawn)
    this.counted = this.facts.some(({ what, span }) => what.kind === 'request' && span === null)
    const entries = this.facts.map(({ entrypoint }) => headlessEntry(entrypoint))
    this.headless = entries.includes(true) && !entries.includes(false)
    Object.assign(main.told, {
      interactive: entries.includes(false) ? 'yes' : this.headless ? 'no' : 'unknown',
      entrypoint: this.facts.findLast(({ entrypoint }) => entrypoint !== null)?.entrypoint ?? null,
      version: this.facts.findLast(({ version }) => version !== null)?.version ?? null,
      operator: !this.headless,
    })
  }

  tell(): void {
    for (const { fact, at } of this.placed) this.plan(fact, at)
    for (const call of this.calls) this.planCall(call)
    this.steps.sort((a, b) => a.at - b.at || a.rank - b.rank)
    let next = 0
    for (const { at, line, prompt, rank, tell } of this.steps) {
      if (rank === RANKS.prompt) this.settle()
      while (next < this.placed.length && this.placed[next]!.at <= at) this.record(next++)
      const moment = { at, line }
      if (rank === RANKS.call || rank === RANKS.model) this.beginFor(prompt, moment)
      tell(moment)
    }
    while (next < this.placed.length) this.record(next++)
    this.settle()
  }

  private record(nth: number): void {
    const { what, at, line } = this.placed[nth]!.fact
    const agent = what.kind === 'request' || what.kind === 'call' ? what.agent : null
    this.threadOf(agent).record({ at, line })
  }

  private threadOf(agent: string | null): Conversation {
    return agent === null ? this.main : this.main.helper(agent, this.spawns.get(agent) ?? null)
  }

  private step(rank: number, at: number, { line, prompt }: Pick<Step, 'line' | 'prompt'>, tell: Step['tell']): void {
    this.steps.push({ at, rank, line, prompt, tell })
  }

  private plan(fact: TelemetryFact, at: number): void {
    const { what } = fact
    switch (what.kind) {
      case 'prompt':
        return this.step(RANKS.prompt, at, fact, (moment) => this.prompt(fact, moment))
      case 'turn':
        if (!this.isLogged(fact, at)) this.step(RANKS.prompt, at, fact, (moment) => this.prompt(fact, moment))
        if (fact.ended !== null) this.step(RANKS.ends, fact.ended, fact, (moment) => this.ends(moment))
        return
      case 'mode':
        return this.step(RANKS.mode, at, fact, () => {
          this.main.mode = what.mode
        })
      case 'said':
        return this.step(RANKS.model, at, fact, (moment) => this.answers(null, moment, fact.texts?.said ?? null))
      case 'request':
        if (fact.span !== null && this.counted) return
        return this.step(what.beside ? RANKS.returns : RANKS.model, fact.ended ?? at, fact, (moment) => {
          if (!what.beside) this.answers(what.agent, moment, null)
          this.threadOf(what.agent).spend(what.own, what.usage)
        })
      case 'failure':
        return this.step(RANKS.model, at, fact, (moment) => {
          this.failure = moment
        })
    }
  }

  private planCall(call: TelemetryCall): void {
    const { id, tool, agent, started, asked, decided, ended, decision, failed, result } = call
    if (started === null) return
    const asks = questionOf(tool)
    const person = decision?.by === 'person' && !this.headless
    const thread = () => this.threadOf(agent)
    const approval = couldNeedApproval(tool) ? 'unknown' : 'not-needed'
    this.step(RANKS.call, started, call, (moment) => {
      this.works()
      // Only a span says that it is a subagent's.
      thread().call({ ...moment, id, throughout: true, tool, input: call.input, approval, asks })
      // Events tell what subagents took with what the turn took.
      if (agent !== null && this.counted)
        thread().spend('with the turn', { in: 0, out: 0, cacheRead: 0, cacheWrite: 0 })
    })
    if (asked !== null && person && asks === null)
      this.step(RANKS.asks, asked, call, (moment) => thread().asks(id, moment))
    if (decision?.accepted === false) {
      const denial = person ? 'stop' : 'rule'
      return this.step(RANKS.returns, decided ?? started, call, (moment) => {
        this.refused = person && asks === null && agent === null
        thread().result({ ...moment, call: id, text: result, failed: true, denial, decided: true })
      })
    }
    if (decision !== null && decision.by !== null && asks === null && (person || approval === 'unknown'))
      this.step(RANKS.passes, decided ?? started, call, (moment) => thread().approved(id, moment, person, this.passes))
    if (ended !== null)
      this.step(RANKS.returns, ended, call, (moment) => {
        this.works()
        thread().result({ ...moment, call: id, text: result, failed })
      })
  }

  /** Who lets pass what no person was asked about: settings are lists of what is allowed, and modes. */
  private get passes(): Approval {
    const { mode } = this.main
    return mode === 'bypassPermissions' ? 'bypass' : mode === 'auto' ? 'classifier' : 'rules'
  }

  /** Whether an event tells the prompt that a span stands around. */
  private isLogged({ ended }: TelemetryFact, from: number): boolean {
    const to = ended ?? Number.POSITIVE_INFINITY
    return this.placed.some(({ fact, at }) => fact.what.kind === 'prompt' && at >= from - LATER && at <= to)
  }

  private prompt({ prompt, span, texts }: TelemetryFact, moment: Moment): void {
    const text = texts?.said ?? null
    // What is typed while the agent works has the number of what it works on.
    if (prompt !== null && this.begun.has(prompt)) return this.main.steering(moment, text ?? '')
    this.settle()
    if (prompt !== null) this.begun.add(prompt)
    const by = this.headless ? 'program' : 'prompt'
    this.main.prompt({ ...moment, id: prompt ?? span?.span ?? null, text, by, human: !this.headless })
  }

  /** Begins the turn of a prompt that was not logged. */
  private beginFor(prompt: string | null, moment: Moment): void {
    if (prompt === null || this.begun.has(prompt)) return
    this.settle()
    this.begun.add(prompt)
    this.main.prompt({ ...moment, id: prompt, text: null, by: 'unknown', human: false, taken: true })
  }

  private answers(agent: string | null, moment: Moment, text: Words | null): void {
    this.works()
    this.threadOf(agent).agent(moment, text)
  }

  private works(): void {
    this.failure = null
    this.refused = false
  }

  private ends(moment: Moment): void {
    if (this.main.working && !this.refused && this.failure === null) this.main.agent(moment, null)
  }

  /** Before another turn begins, and in the end: what failed last, the turn ended with. */
  private settle(): void {
    if (this.failure !== null) this.main.stop(this.failure, 'failed')
    this.works()
  }
}
