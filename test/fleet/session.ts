import { afterwards, builtin, header, interlude, stub } from './between.js'
import { type Ending, finish, type Outcome } from './endings.js'
import type { Ledger } from './ledger.js'
import { meanwhile } from './meanwhile.js'
import type { Pen } from './pen.js'
import { answer, decline, enqueue, type Start, start, unanswered } from './starts.js'
import { step } from './steps.js'

const second = 1000
const minute = 60 * second

export type Kind = 'typed' | 'headless' | 'scheduled' | 'empty'

/** What the next turn must look like after what has happened. */
interface Next {
  /** Only a typed prompt can follow. */
  typed: boolean
  resumed: boolean
}

/** Writes a session of so many asked-for turns; answers add to them. */
export function writeSession(pen: Pen, kind: Kind, turns: number, fresh = true): void {
  if (fresh) header(pen)
  if (kind === 'empty') {
    builtin(pen, '/clear')
    pen.count('session_without_turns')
    return
  }
  let next: Next = { typed: !fresh, resumed: false }
  for (let turn = 0; turn < turns; turn++) {
    if (turn > 0 || !fresh) pause(pen, next)
    const last = turn === turns - 1
    next = chain(pen, begin(pen, kind, next, turn === 0), kind, last)
  }
}

/** Time goes by between turns; queued prompts do not wait. */
function pause(pen: Pen, next: Next): void {
  const { random } = pen
  if (pen.queued !== null) {
    pen.now += random.int(100, 900)
    return
  }
  if (!next.typed) interlude(pen)
  if (pen.background !== null && pen.background.until > pen.now && random.chance(0.6)) {
    pen.now += random.int(4, 30) * second
    return
  }
  const long = next.resumed || random.chance(0.06)
  pen.now += long ? random.int(60, 900) * minute : Math.round(random.logNormal(70, 1.2) * second) + 2 * second
  if (long && (next.resumed ? random.chance(0.7) : random.chance(0.3))) {
    stub(pen)
    pen.now += random.int(3, 60) * second
  }
}

function begin(pen: Pen, kind: Kind, next: Next, first: boolean): Ledger {
  const chosen = chooseStart(pen, kind, next, first)
  if (chosen === 'prompt') {
    if (!first && random(pen, 0.07) && (pen.version.permissionMode || pen.version.era === 'version_2_0'))
      changeMode(pen)
    if (random(pen, 0.004)) {
      unanswered(pen, pen.now)
      pen.now += pen.random.int(20, 400) * second
    }
    if (!first && pen.ledgers.length > 1 && random(pen, 0.02)) {
      const back = pen.random.pick(pen.ledgers.slice(0, -1))
      pen.transcript.parent = back.parent
      pen.count('rewind')
    }
  }
  const ledger = start(pen, chosen, pen.now)
  if (
    pen.ledgers.some((earlier) => earlier !== ledger) &&
    pen.background !== null &&
    pen.background.until > ledger.start.at
  ) {
    pen.count('subagent_async_past_next_turn')
  }
  return ledger
}

function random(pen: Pen, probability: number): boolean {
  return pen.random.chance(probability)
}

function changeMode(pen: Pen): void {
  const old = pen.mode.real
  pen.mode.real = pen.random.pick(['default', 'acceptEdits', 'bypassPermissions', 'plan'])
  if (pen.mode.real !== old && pen.version.permissionMode) pen.count('mode_changed')
}

function chooseStart(pen: Pen, kind: Kind, next: Next, first: boolean): Start {
  if (pen.queued !== null) return 'queued'
  if (kind === 'headless') return 'program'
  if (kind === 'scheduled') return 'schedule'
  if (next.typed) return 'prompt'
  const { version } = pen
  if (!first && version.attachments) {
    if (pen.background !== null && pen.background.until < pen.now - second) return 'notification'
    if (pen.background === null && random(pen, 0.03)) return 'notification'
  }
  if (!first && version.promptSource && random(pen, 0.04)) return 'schedule'
  return random(pen, 0.05) ? 'command' : 'prompt'
}

/** A turn and, where it asked, the turns that its answers start. */
function chain(pen: Pen, opened: Ledger, kind: Kind, last: boolean): Next {
  let ledger = opened
  let active = 0
  for (let length = 0; ; length++) {
    const outcome = work(pen, ledger, kind, last, length)
    active += ledger.wall
    if (outcome.how !== 'asked') {
      close(pen, ledger, active, outcome)
      const lostMode = pen.version.permissionMode && ledger.startedBy === 'answer'
      return { typed: outcome.how === 'crashed' || lostMode, resumed: outcome.how === 'crashed' }
    }
    const waited = pen.now + Math.round(pen.random.logNormal(40, 1.3) * second) + 500
    if (random(pen, outcome.asked.tool === 'ExitPlanMode' ? 0.4 : 0.2)) {
      decline(pen, ledger, outcome.asked, waited)
      return { typed: true, resumed: false }
    }
    ledger = answer(pen, ledger, outcome.asked, waited)
  }
}

/** Carries a started turn out: round trips, then its end. */
function work(pen: Pen, ledger: Ledger, kind: Kind, last: boolean, length: number): Outcome {
  const headless = kind !== 'typed'
  const ending = chooseEnding(pen, ledger, headless, last, length)
  const stillborn = ending === 'at-once' || ending === 'open-prompt'
  const target = Math.min(pen.random.logNormal(45, 1.25), 5400) * second
  let steps = Math.min(14, Math.round((target / (25 * second)) * (0.4 + pen.random.next())))
  if (stillborn) steps = 0
  else if (ending === 'limit' || ending === 'open-result') steps = Math.max(1, steps)
  const parts = Array.from({ length: 2 * steps + 1 }, () => 0.15 - Math.log(1 - pen.random.next()))
  const whole = parts.reduce((sum, part) => sum + part, 0)
  const share = (at: number) => Math.max(250, Math.round((target * parts[at]!) / whole))
  for (let at = 0; at < steps; at++) {
    step(pen, ledger, share(2 * at), share(2 * at + 1), headless)
    if (!(at === steps - 1 && (ending === 'open-result' || ending === 'limit')) && !headless) meanwhile(pen, ledger)
  }
  if (ending === 'completed' && !headless && !last && random(pen, 0.04)) enqueue(pen)
  return finish(pen, ledger, ending, share(2 * steps))
}

function chooseEnding(pen: Pen, ledger: Ledger, headless: boolean, last: boolean, length: number): Ending {
  if (headless) {
    if (ledger.startedBy === 'schedule') return pen.random.weighted<Ending>({ completed: 95, failed: 5 })
    return pen.random.weighted<Ending>({ completed: 80, failed: 6, ...(last ? { limit: 30 } : {}) })
  }
  const asking = ['default', 'acceptEdits'].includes(pen.mode.real) && !pen.habits.readOnly
  const plain = ledger.startedBy === 'prompt' && pen.transcript.lines.length === ledger.line + 1
  return pen.random.weighted<Ending>({
    completed: 74,
    question: length > 3 ? 0 : 5,
    plan: pen.mode.real === 'plan' ? 60 : 0,
    generating: 4.5,
    tool: pen.habits.readOnly || pen.mode.real === 'plan' ? 0 : 2.5,
    'at-once': plain ? 1 : 0,
    'hard-stop': asking ? 4 : 0,
    failed: 1.5,
    crash: last ? 0 : 1,
    'open-tool': last ? 1.2 : 0,
    'open-result': last ? 0.8 : 0,
    'open-prompt': last && plain ? 0.8 : 0,
  })
}

const durationShare = { completed: 0.85, failed: 0.3, interrupted: 0.04, limit: 0, asked: 0, unknown: 0 }

/** Writes what follows the end of a turn, above all its own duration. */
function close(pen: Pen, ledger: Ledger, active: number, outcome: Outcome): void {
  if (outcome.how === 'open') return
  const { transcript, version } = pen
  const floor = version.durationFloor
  if (outcome.how !== 'crashed') afterwards(pen)
  if (floor === null || active <= floor || !random(pen, durationShare[ledger.endedBy])) return
  pen.now += pen.random.int(20, 400)
  if (random(pen, 0.4)) {
    const hooks = { hookCount: 1, hookInfos: [{ command: 'check' }], hookErrors: [], preventedContinuation: false }
    transcript.system(pen.now, 'stop_hook_summary', { ...hooks, stopReason: '', hasOutput: false })
  }
  const written = split(pen, active, floor)
  for (const durationMs of written) transcript.system(pen.now, 'turn_duration', { durationMs })
  ledger.reported = active
  if (ledger.startedBy === 'answer') pen.count('turn_duration_on_answer')
  else pen.count('turn_duration')
  if (written.length > 1) pen.count('turn_duration_twice')
  if (ledger.endedBy === 'interrupted') pen.count('turn_duration_after_interrupt')
}

/** Some turns carry their duration in two records. */
function split(pen: Pen, active: number, floor: number): number[] {
  if (active < 3 * floor || !random(pen, 0.03)) return [active]
  const part = Math.round(active * 0.6)
  return [part, active - part]
}
