import type { Decision, TelemetryFact, What } from './fact.js'

/** One tool call, put together from all that events and spans say of it. */
export interface TelemetryCall {
  id: string
  tool: string
  line: number
  prompt: string | null
  /** When it was made, when somebody was asked, when it was decided, and when its result was there; ms since 1970 UTC. */
  started: number | null
  asked: number | null
  decided: number | null
  ended: number | null
  decision: Decision | null
  failed: boolean
  input: unknown
  result: string | null
  /** The subagent that made it, and the call that started that one. */
  agent: string | null
  spawn: string | null
}

type Of<K extends What['kind']> = Extract<What, { kind: K }>
type Fact<K extends What['kind']> = TelemetryFact & { what: Of<K> }

const is = <K extends What['kind']>(fact: TelemetryFact, kind: K): fact is Fact<K> => fact.what.kind === kind

/** The calls of a session, in the order in which they were made. */
export function callsOf(facts: readonly TelemetryFact[]): TelemetryCall[] {
  const calls = new Calls(facts)
  for (const fact of facts) calls.take(fact)
  return calls.all
}

class Calls {
  private readonly byId = new Map<string, TelemetryCall>()
  /** Spans by their ids. */
  private readonly spans = new Map<string, TelemetryFact>()
  /** Calls without an id of their own whose results are still to come. */
  private readonly waiting: TelemetryCall[] = []
  private nameless = 0

  constructor(facts: readonly TelemetryFact[]) {
    for (const fact of facts) if (fact.span !== null) this.spans.set(fact.span.span, fact)
  }

  take(fact: TelemetryFact): void {
    if (is(fact, 'decision')) return this.decision(fact)
    if (is(fact, 'result')) return this.result(fact)
    if (is(fact, 'call')) return this.call(fact)
    if (is(fact, 'wait')) return this.wait(fact)
    if (is(fact, 'run')) this.run(fact)
  }

  get all(): TelemetryCall[] {
    const calls = [...this.byId.values()]
    for (const call of calls) call.started ??= call.asked ?? call.decided ?? call.ended
    return calls.sort((a, b) => (a.started ?? 0) - (b.started ?? 0))
  }

  private of(id: string | null, tool: string, { line, prompt }: TelemetryFact): TelemetryCall {
    const name = id ?? `step${this.nameless++}`
    const known = this.byId.get(name)
    if (known !== undefined) {
      // A span of a connected tool may name it in full where its event does not.
      if (tool.length > known.tool.length && tool.startsWith('mcp__')) known.tool = tool
      return known
    }
    const made: TelemetryCall = {
      ...{ id: name, tool, line, prompt, started: null, asked: null, decided: null, ended: null, decision: null },
      ...{ failed: false, input: null, result: null, agent: null, spawn: null },
    }
    this.byId.set(name, made)
    return made
  }

  private decision(fact: Fact<'decision'>): void {
    const { call: id, tool, decision } = fact.what
    const call = this.of(id, tool, fact)
    call.decision = decision
    call.decided = fact.at
    call.input ??= fact.texts?.input ?? null
    if (!decision.accepted) call.ended ??= fact.at
    else if (id === null) this.waiting.push(call)
  }

  private result(fact: Fact<'result'>): void {
    const { call: id, tool, failed, ran, decision } = fact.what
    const at = id === null ? this.waiting.findIndex((call) => call.tool === tool) : -1
    const call = at === -1 ? this.of(id, tool, fact) : this.waiting.splice(at, 1)[0]!
    Object.assign(call, { failed, ended: fact.at, result: fact.texts?.result ?? call.result })
    call.input = fact.texts?.input ?? call.input
    if (call.decision === null && decision !== null) {
      call.decision = decision
      // Older versions say only here who let it pass; when, nobody says.
      call.decided = fact.at === null ? null : fact.at - ran
    }
    if (call.decided === null && fact.at !== null) call.started ??= fact.at - ran
  }

  private call(fact: Fact<'call'>): void {
    const { call: id, tool, failed, agent } = fact.what
    if (id === null) return
    const call = this.of(id, tool, fact)
    call.started = fact.at
    call.ended ??= fact.ended
    call.failed ||= failed
    call.input ??= fact.texts?.input ?? null
    if (agent !== null) Object.assign(call, { agent, spawn: this.spawnOf(fact, agent) })
  }

  private wait(fact: Fact<'wait'>): void {
    const call = this.around(fact)
    if (call === null) return
    call.asked = fact.at
    call.decided ??= fact.ended
    call.decision ??= fact.what.decision
    if (call.decision?.accepted === false) call.ended ??= fact.ended
  }

  private run(fact: Fact<'run'>): void {
    const call = this.around(fact)
    if (call === null) return
    call.failed ||= fact.what.failed
    call.result ??= fact.texts?.result ?? null
  }

  /** The call that a span belongs to: by its own word, else by the span around it. */
  private around(fact: Fact<'wait'> | Fact<'run'>): TelemetryCall | null {
    if (fact.what.call !== null) return this.of(fact.what.call, 'unknown', fact)
    const outer = this.spans.get(fact.span?.parent ?? '')
    return outer !== undefined && is(outer, 'call') && outer.what.call !== null
      ? this.of(outer.what.call, outer.what.tool, outer)
      : null
  }

  /** The call that started a subagent: the innermost around its own that another agent made. */
  private spawnOf(fact: TelemetryFact, agent: string): string | null {
    let outer = this.spans.get(fact.span?.parent ?? '')
    for (let depth = 0; outer !== undefined && depth < 100; depth++) {
      if (is(outer, 'call') && outer.what.agent !== agent) return outer.what.call
      outer = this.spans.get(outer.span?.parent ?? '')
    }
    return null
  }
}
