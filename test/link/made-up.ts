import type { MessageResult } from '../../src/model/index.js'
import { Random } from '../fleet/random.js'
import { answers, endOfTalk, refusal, returns, type Step, SUM_UP, says, type Talk } from './talks.js'

const WORDS =
  'amber birch cedar delta ember fjord grove harbor island juniper kettle lantern meadow nectar orchard pebble quarry river saddle timber umber valley willow yarrow'.split(
    ' ',
  )
const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)
/** What people say again and again. */
export const PHRASES: readonly string[] = [
  'please run all the tests before you tell me that it is done',
  'no, do not change what is there, only add what I asked you for',
  'look at how the other modules do it and do it the same way here',
  'go on with the next of these, and tell me when you are through',
]

export interface Made {
  sessions: number
  owners: number
  /** Ids of calls are drawn at random; otherwise each conversation counts its own. */
  ids?: 'random' | 'counted'
  /** Sessions begin with the same system prompt and the same first message. */
  alike?: boolean
  compaction?: boolean
  /** Humans refuse calls with words, say what they say in other sessions, too, and summaries quote them. */
  quoting?: boolean
  seed?: number
}

/** Made-up conversations of agents, their subagents among them. */
export function talksOf(made: Made): Talk[] {
  const maker = new Maker(made, new Random(`talks ${made.seed ?? 7}`))
  return Array.from({ length: made.sessions }, (_, i) => maker.session(i)).flat()
}

class Maker {
  private calls = 0
  /** What the human of a session said since it was last summed up. */
  private said: string[] = []

  constructor(
    private readonly made: Made,
    private readonly random: Random,
  ) {}

  session(n: number): Talk[] {
    const owner = `owner-${n % this.made.owners}`
    const start = START + this.random.int(0, 10 * DAY)
    const name = `s${n}`
    const talk: Talk = { session: name, owner, agent: null, system: 'You are a helpful agent.', start, steps: [] }
    const talks = [talk]
    this.calls = 0
    this.said = []
    const turns = this.random.int(1, 6)
    for (let turn = 0; turn < turns; turn++) {
      const alike = this.made.alike === true && turn === 0
      const asked = alike ? 'Please go through the open tickets.' : this.words(4, 30)
      this.said.push(asked)
      talk.steps.push({ message: says(asked) })
      const steps = this.random.int(0, 9)
      for (let i = 0; i < steps; i++) talks.push(...this.step(talk, i === 2 && this.random.chance(0.5)))
      talk.steps.push({ message: answers(this.random.chance(0.4) ? 'Done.' : this.words(5, 60)) })
      if (this.made.compaction === true && turn > 0 && this.random.chance(0.5)) talk.steps.push(this.compaction())
    }
    return talks
  }

  /** One answer that calls tools, and what comes of it; sometimes a subagent works meanwhile. */
  private step(talk: Talk, spawn: boolean): Talk[] {
    const many = this.random.chance(0.2) ? 3 : 1
    const calls = Array.from({ length: many }, () => ({
      id: this.id(),
      tool: 'Bash',
      input: { command: this.words(2, 9) },
    }))
    const prompt = this.words(12, 40)
    const spawned = spawn ? { id: this.id(), tool: 'Task', input: { description: 'look', prompt } } : null
    const all = spawned === null ? calls : [spawned]
    talk.steps.push({ message: answers(this.random.chance(0.5) ? this.words(3, 12) : null, all) })
    const results = all.map(({ id }) => ({ call: id, text: this.words(1, 40), failed: false }))
    if (this.made.quoting === true && talk.agent === null && this.random.chance(0.2)) this.refuse(results[0]!)
    if (spawned === null) {
      talk.steps.push({ message: returns(results) })
      return []
    }
    const start = endOfTalk(talk)
    const helper: Talk = { ...talk, agent: spawned.id, system: 'You are a helper.', start, steps: [] }
    helper.steps.push({ message: says(prompt, 'program') })
    const steps = this.random.int(1, 5)
    for (let i = 0; i < steps; i++) this.step(helper, false)
    helper.steps.push({ message: answers(this.words(10, 60)) })
    talk.steps.push({ message: returns(results), wait: endOfTalk(helper) - start })
    return [helper]
  }

  private refuse(result: MessageResult): void {
    const words = this.random.chance(0.4) ? this.random.pick(PHRASES) : this.words(4, 20)
    this.said.push(words)
    Object.assign(result, { text: refusal(words), failed: true })
  }

  private compaction(): Step {
    const lines = Array.from({ length: 8 }, () => this.words(9, 20))
    if (this.made.quoting === true)
      lines.push('All user messages:', ...this.said.map((said) => `   - "${said}"`), 'Next step: go on.')
    this.said = []
    return {
      ask: says(SUM_UP, 'program'),
      summary: answers(`Summary:\n${lines.join('\n')}`),
      goesOn: says(`This conversation goes on from an earlier one.\nSummary:\n${lines.join('\n')}`, 'program'),
    }
  }

  private id(): string {
    if (this.made.ids === 'counted') return `call_${this.calls++}`
    return `toolu_01${this.random.letters(22)}`
  }

  private words(least: number, most: number): string {
    const many = this.random.int(least, most)
    return Array.from({ length: many }, () => `${this.random.pick(WORDS)}${this.random.int(1, 999)}`).join(' ')
  }
}
