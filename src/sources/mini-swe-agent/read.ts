import { beginningOf } from '../beginning.js'
import { headOf } from '../contents.js'
import type { Conversation } from '../conversation.js'
import { forEachElement } from '../documents.js'
import type { Denial } from '../judging.js'
import { Nameless } from '../nameless.js'
import { type EachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { parseShortened } from '../shorten.js'
import type { Moment } from '../turn.js'
import { type Json, objectOf } from '../values.js'
import { failedIn, type Message, messageOf, usageIn, wasSkipped } from './message.js'
import { approvalOf, endingOf, modeOf, type Run, runOf } from './run.js'

/** Bytes by which a list of messages is told from a document with one. */
const HEAD_BYTES = 4_096

/** Tells what is in a trajectory: one session, whose messages are a list in a document, or the document. */
export async function readMessages(path: string, reading: Reading): Promise<void> {
  const at = Array.isArray(beginningOf(headOf(path, HEAD_BYTES))[0]) ? [] : ['messages']
  const { run, session, start, system } = look(path, at)
  let thread: Thread | null = null
  const each: EachRecord = (record, line) => {
    const message = messageOf(record)
    if (message === null) return 'a message without a role'
    thread ??= new Thread(
      reading.conversation(session, () => ({
        ...{ id: session, interactive: run.interactive, entrypoint: 'mini-swe-agent', version: run.version, start },
        operator: run.interactive === 'yes',
        setting: {
          ...{ kind: run.evaluation === true ? 'api' : 'coding', evaluation: run.evaluation },
          ...{ sandbox: run.sandbox, system },
        },
      })),
      run,
    )
    if (!thread.take(record, message, { at: message.at, line })) reading.tally.note('unknown', line, message.role)
    return undefined
  }
  const around = await forEachRecordOf(path, at, reading, each)
  const last = thread as Thread | null
  if (around !== undefined) last?.end(run.status)
}

/** What has to be known before the first message is told. */
function look(path: string, at: readonly string[]) {
  const name = new Nameless()
  let start: number | null = null
  let system: string | null = null
  const { rest } = forEachElement(path, at, ({ buffer, start: from, end }) => {
    const message = messageOf(parsed(buffer, from, end))
    if (message === null) return
    name.add(message.text)
    for (const { id, command } of message.commands) name.add(id).add(command)
    start ??= message.at
    if (message.role === 'system' || message.role === 'developer') system ??= message.text
  })
  return { run: runOf(objectOf(rest) ?? {}), session: name.name, start, system: system as string | null }
}

function parsed(buffer: Buffer, start: number, end: number): Json {
  try {
    return objectOf(parseShortened(buffer, start, end)) ?? {}
  } catch {
    return {}
  }
}

const REJECTED =
  /^\s*Commands? not executed\. (?:The user rejected your commands? with the following message:\s*([\s\S]*)|Switching to human mode)/
const STOPPED = /^\s*Interrupted by user:?\s*([\s\S]*)/
const NEW_TASK = /^\s*The user added a new task:\s*([\s\S]*)/
/** The command by which the agent hands in what it did. */
const FINISHES = /^\s*echo\s+['"]?(?:COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT|MINI_SWE_AGENT_FINAL_OUTPUT)/
/** What stands for a stop without words. */
const WORDLESS = /^Temporary interruption caught\.?$/

/** Tells a conversation what the messages of one run say, in their order. */
class Thread {
  /** Calls without a result yet. */
  private open: string[] = []
  /** What came of calls that did not run, until it is known whether a human refused them. */
  private held: { call: string; moment: Moment; message: Message | null }[] = []
  private count = 0
  private asked = false
  /** The last command says that the task is done. */
  private finishing = false
  /** Calls that run only once a human has let them pass. */
  private readonly confirmed = new Set<string>()

  constructor(
    private readonly conversation: Conversation,
    private readonly run: Run,
  ) {
    conversation.mode = modeOf(run)
  }

  /** @returns whether the message is of a kind that is known. */
  take(record: Json, message: Message, moment: Moment): boolean {
    this.conversation.record(moment)
    switch (message.role) {
      case 'system':
      case 'developer':
        return true
      case 'assistant':
        this.answer(record, message, moment)
        return true
      case 'user':
        this.user(message, moment)
        return true
      case 'tool':
        this.result(message, moment)
        return true
      case 'exit':
        this.handedIn(message, moment)
        this.settle(null)
        return true
      default:
        return false
    }
  }

  end(status: string | null): void {
    this.settle(null)
    const ended = status === null && this.finishing ? 'completed' : endingOf(status)
    if (ended !== 'unknown') this.conversation.stop({ at: null, line: 1 }, ended)
  }

  private answer(record: Json, message: Message, moment: Moment): void {
    this.settle(null)
    this.open = []
    this.conversation.agent(moment, message.text)
    const usage = usageIn(record, message)
    if (usage !== null) this.conversation.spend(`line ${moment.line}`, usage)
    for (const { id, command } of message.commands) {
      const call = id ?? `step${this.count}`
      this.count++
      const approval = approvalOf(this.run, command)
      if (approval === 'unknown' && this.run.mode === 'confirm' && this.run.allowed !== null) this.confirmed.add(call)
      this.conversation.call({ ...moment, id: call, tool: 'bash', input: { command }, approval, another: true })
      this.open.push(call)
      this.finishing = FINISHES.test(command)
    }
  }

  private user(message: Message, moment: Moment): void {
    const { text, interrupt } = message
    if (!this.asked) return this.ask(text, moment, this.run.interactive === 'yes')
    const rejected = REJECTED.exec(text)
    if (rejected !== null || interrupt === 'UserRejection')
      return this.reject(rejected === null ? text : (rejected[1] ?? ''), moment)
    const stopped = STOPPED.exec(text)
    if (stopped !== null || interrupt === 'UserInterruption') return this.stop((stopped?.[1] ?? text).trim(), moment)
    const task = NEW_TASK.exec(text)
    if (task !== null || interrupt === 'UserNewTask') {
      this.handedIn({ ...message, text: '' }, moment)
      this.settle(null)
      this.conversation.stop(moment, 'completed')
      return this.ask(task?.[1] ?? text, moment, true)
    }
    // What a human types in the agent's place is the human's own doing, and so is what comes of it.
    if (message.commands.length > 0) return this.settle(null)
    this.result(message, moment)
  }

  private ask(text: string | null, moment: Moment, human: boolean): void {
    this.asked = true
    const by = human ? 'prompt' : 'program'
    this.conversation.prompt({ ...moment, id: null, text, by, human, explicit: true })
  }

  /** A result, or the next of several; without a call before it, it says that an answer could not be read. */
  private result(message: Message, moment: Moment): void {
    const at = message.answers === null ? 0 : this.open.indexOf(message.answers)
    const call = this.open[at]
    if (call === undefined) return
    this.open.splice(at, 1)
    if (wasSkipped(message)) this.held.push({ call, moment, message })
    else this.ran(call, moment, message)
  }

  /** A human says no to what was to be done, and mostly what to do instead. */
  private reject(words: string, moment: Moment): void {
    for (const call of this.open.splice(0)) this.held.push({ call, moment, message: null })
    this.settle(words)
  }

  private stop(words: string, moment: Moment): void {
    this.settle(null)
    this.conversation.interrupt(moment, 'working')
    this.ask(WORDLESS.test(words) ? null : words, moment, true)
  }

  /** What the agent did is taken; its last command has no result of its own. */
  private handedIn(message: Message, moment: Moment): void {
    if (this.finishing)
      for (const call of this.open.splice(0)) this.ran(call, moment, { ...message, extra: { returncode: 0 } })
  }

  private ran(call: string, moment: Moment, message: Message): void {
    // In the mode that asks, what ran was confirmed.
    if (this.confirmed.delete(call)) this.conversation.approved(call, moment, true)
    this.conversation.result({ ...moment, call, text: message.text, failed: failedIn(message) })
  }

  /** Tells what came of calls that did not run. @param words those of a human who refused them; null where nobody did. */
  private settle(words: string | null): void {
    for (const { call, moment, message } of this.held.splice(0)) {
      const denial: Denial | null = words === null ? null : words === '' ? 'stop' : 'feedback'
      this.conversation.result({
        ...moment,
        call,
        text: words ?? message?.text ?? null,
        failed: words === null,
        denial,
      })
    }
  }
}
