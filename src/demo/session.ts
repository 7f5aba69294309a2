import { acting, asking, type Call, delegating, reading } from './calls.js'
import type { SessionPlan, TurnPlan } from './plan.js'
import { Random } from './random.js'
import { type Envelope, Transcript } from './records.js'
import {
  CONTINUED,
  FEEDBACK,
  INTERRUPTED,
  INTERRUPTED_TOOL,
  PROMPTS,
  REJECTED,
  REPLIES,
  SAID,
  STEERING,
  STOP,
  STOPPED,
  WORKING,
} from './texts.js'

/** One file of a session: its path under the person's folder, its text, and what was written into it. */
export interface DemoFile {
  path: string
  text: string
}

export interface Written {
  files: DemoFile[]
  actions: number
  subagents: number
  compactions: number
}

interface Step {
  call: Call
  redirect?: boolean
  task?: boolean
}

/** From here on versions write `turn_duration` records and keep subagents in a folder of the session. */
const NEWER = Date.UTC(2026, 0, 7)
/** Calls of a turn of median length, on average; longer turns have more, by the square root. */
const ACTIONS = 0.42
/** Time a person takes between turns. */
const WAIT_SECONDS = { from: 5, to: 400 }

/** Writes one planned session. Its bytes depend on the seed, the person and the session's place alone. */
export function writeSession(seed: number, plan: SessionPlan): Written {
  return new SessionWriter(seed, plan).write()
}

class SessionWriter {
  private readonly random: Random
  private readonly envelope: Envelope
  private readonly main: Transcript
  private readonly folder: string
  private readonly newer: boolean
  private readonly written: Written = { files: [], actions: 0, subagents: 0, compactions: 0 }
  private acted = false
  /** The person stopped the agent in the turn before. */
  private stopped = false

  constructor(
    seed: number,
    private readonly plan: SessionPlan,
  ) {
    const { person, start, interactive } = plan
    this.random = new Random(seed, 'session', person.name, start, interactive ? 'person' : 'program')
    const cwd = `/home/${person.name}/${this.random.pick(person.projects)}`
    this.newer = start >= NEWER
    this.envelope = {
      sessionId: this.random.uuid(),
      cwd,
      version: this.newer ? '2.1.9' : '2.0.30',
      entrypoint: interactive ? 'cli' : this.random.pick(['sdk-cli', 'sdk-py']),
    }
    this.folder = `projects/${cwd.replace(/[^A-Za-z0-9]/g, '-')}`
    this.main = new Transcript(this.envelope, this.random)
  }

  write(): Written {
    let at = this.plan.start
    let question: Call | null = null
    const { turns } = this.plan
    const longest = turns.reduce((best, turn) => (turn.seconds > best.seconds ? turn : best), turns[0]!)
    for (const turn of turns) {
      const end = at + Math.max(4, Math.round(turn.seconds * 1000))
      question = this.turn(turn, at, end, question, turn === longest)
      this.stopped = turn.end === 'interrupted' || turn.end === 'stopped'
      at = end + Math.round(1000 * this.random.between(WAIT_SECONDS.from, WAIT_SECONDS.to))
    }
    const path = `${this.folder}/${this.envelope.sessionId}.jsonl`
    this.written.files.unshift({ path, text: `${this.main.lines.join('\n')}\n` })
    return this.written
  }

  /** Writes a turn from its prompt (or the answer to `question`) to its last record. Returns a question left open. */
  private turn(turn: TurnPlan, start: number, end: number, question: Call | null, mustAct: boolean): Call | null {
    const { main, random } = this
    this.begin(start, question)
    const steps = this.steps(turn, end - start, mustAct)
    const stopped = turn.end === 'stopped' ? acting(random, this.envelope.cwd) : null
    if (stopped) steps.push({ call: stopped })

    const times = schedule(random, steps, start, end)
    const events: { at: number; write: () => void }[] = []
    let waited = 0
    steps.forEach((step, i) => {
      const [from, to] = times[i]!
      events.push({ at: from, write: () => this.call(main, from, step.call) })
      if (step.call === stopped) return
      if (step.redirect) waited += to - from
      events.push({ at: to, write: () => this.answer(step, from, to) })
    })
    if (steps.length === 0 || random.chance(0.05)) {
      const at = Math.round(start + (end - start) * 0.04 * random.between(0.2, 1))
      events.push({ at, write: () => main.remark(at, random.pick(WORKING)) })
    }
    for (let i = 0; i < turn.steering; i++) {
      const typed = random.between(0.05, 0.85)
      const taken = random.between(typed, 0.95)
      const [enqueue, remove] = [typed, taken].map((part) => Math.round(start + part * (end - start)))
      events.push({ at: enqueue!, write: () => main.steering(enqueue!, 'enqueue', random.pick(STEERING)) })
      events.push({ at: remove!, write: () => main.steering(remove!, 'remove') })
    }
    if (turn.seconds > 240 && this.plan.interactive && random.chance(0.05)) {
      const at = times.at(-1)![0] - 1
      this.written.compactions++
      events.push({ at, write: () => main.compaction(at, CONTINUED) })
    }
    for (const event of events.sort((a, b) => a.at - b.at)) event.write()

    if (turn.end === 'asked' || turn.end === 'declined') return this.ask(turn.end, end)
    if (stopped) {
      main.refusal(end, stopped, REJECTED + STOP)
      main.interrupt(end, INTERRUPTED_TOOL)
    } else if (turn.end === 'interrupted') main.interrupt(end, INTERRUPTED)
    else {
      main.reply(end, random.pick(REPLIES))
      const long = this.newer && turn.seconds > 30 && question === null
      if (long && random.chance(0.8)) main.turnDuration(end + random.whole(200, 900), end - start - waited)
    }
    return null
  }

  private begin(at: number, question: Call | null): void {
    const extra = this.plan.interactive ? {} : { promptSource: 'sdk' }
    if (question) this.main.result(at, question, question.output, question.toolUseResult)
    else
      this.main.prompt(at, this.random.pick(this.stopped ? STOPPED : PROMPTS), {
        permissionMode: this.plan.mode,
        ...extra,
      })
  }

  private steps(turn: TurnPlan, ms: number, mustAct: boolean): Step[] {
    const { random, plan } = this
    const { cwd } = this.envelope
    const seconds = ms / 1000
    const least = seconds > 240 ? 2 + Math.floor(seconds / 600) : 0
    const n = Math.max(least, Math.min(12, random.poisson(ACTIONS * Math.sqrt(seconds / 45))))
    const steps: Step[] = []
    for (let i = 0; i < n; i++) {
      const acts = plan.eligible && random.chance(0.65)
      this.acted ||= acts
      steps.push({ call: acts ? acting(random, cwd) : reading(random, cwd) })
    }
    if (plan.eligible && seconds > 60 && random.chance(0.08)) steps.push({ call: delegating(random), task: true })
    for (let i = 0; i < turn.redirects; i++)
      steps.splice(random.whole(0, steps.length), 0, { call: acting(random, cwd), redirect: true })
    if (mustAct && plan.eligible && !this.acted && turn.redirects === 0) {
      steps.push({ call: acting(random, cwd) })
      this.acted = true
    }
    return steps
  }

  private call(transcript: Transcript, at: number, call: Call): void {
    this.written.actions++
    transcript.call(at, call)
  }

  private answer({ call, redirect, task }: Step, from: number, to: number): void {
    if (redirect) this.main.refusal(to, call, REJECTED + SAID + this.random.pick(FEEDBACK))
    else this.main.result(to, call, call.output, task ? this.subagent(call, from, to) : call.toolUseResult)
  }

  private ask(end: 'asked' | 'declined', at: number): Call | null {
    const question = asking(this.random)
    this.call(this.main, at, question)
    if (end === 'asked') return question
    const later = at + this.random.whole(1000, 4000)
    this.main.refusal(later, question, REJECTED + STOP)
    this.main.interrupt(later, INTERRUPTED_TOOL)
    return null
  }

  /** Writes a subagent's own file and returns what its parent's result says about it. */
  private subagent(task: Call, from: number, to: number): object {
    const { random } = this
    const agentId = random.hex(8)
    const child = new Transcript({ ...this.envelope, agentId }, random)
    const steps: Step[] = [{ call: reading(random, this.envelope.cwd) }]
    for (let i = random.whole(0, 2); i > 0; i--) {
      steps.push({ call: random.chance(0.4) ? acting(random, this.envelope.cwd) : reading(random, this.envelope.cwd) })
    }
    child.prompt(from + 1, (task.input as { prompt: string }).prompt)
    schedule(random, steps, from + 1, to - 1).forEach(([start, end], i) => {
      const { call } = steps[i]!
      this.call(child, start, call)
      child.result(end, call, call.output, call.toolUseResult)
    })
    child.reply(to - 1, task.output)
    this.written.subagents++
    const { sessionId } = this.envelope
    const path = this.newer
      ? `${this.folder}/${sessionId}/subagents/agent-${agentId}`
      : `${this.folder}/agent-${agentId}`
    this.written.files.push({ path: `${path}.jsonl`, text: `${child.lines.join('\n')}\n` })
    if (this.newer) {
      this.written.files.push({ path: `${path}.meta.json`, text: '{"agentType":"general-purpose","spawnDepth":1}\n' })
    }
    const totalTokens = random.whole(2000, 30000)
    return { status: 'completed', agentId, totalDurationMs: to - from, totalTokens, totalToolUseCount: steps.length }
  }
}

/** Start and end of each call between two times (ms), in order, none overlapping; the agent thinks before and after each. */
function schedule(random: Random, steps: readonly Step[], start: number, end: number): [from: number, to: number][] {
  const think = () => random.between(0.5, 1.5)
  const parts = steps.flatMap(({ call, redirect }) => [
    think(),
    (redirect ? 1.5 : call.weight) * random.between(0.5, 1.5),
  ])
  const total = parts.reduce((sum, part) => sum + part, 0) + think()
  let passed = 0
  const times = parts.map((part) => {
    passed += part
    return Math.round(start + ((end - start) * passed) / total)
  })
  return steps.map((_, i) => [times[2 * i]!, times[2 * i + 1]!])
}
