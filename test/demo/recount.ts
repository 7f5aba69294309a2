import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'

/** A count of transcripts that knows the format and nothing of the generator. */
export interface CountedTurn {
  start: number
  seconds: number
  interrupted: '' | 'working' | 'prompt'
}

export interface CountedSession {
  user: string
  id: string
  interactive: boolean
  modes: Set<string>
  acts: boolean
  manual: boolean
  compactions: number
  turns: CountedTurn[]
  redirects: number
  declined: number
  answers: number
  steering: number
}

interface Line {
  type: string
  uuid?: string
  parentUuid?: string | null
  timestamp: string
  sessionId: string
  isSidechain?: boolean
  isCompactSummary?: boolean
  entrypoint?: string
  permissionMode?: string
  operation?: string
  subtype?: string
  message?: { content: string | Block[] }
}

interface Block {
  type: string
  id?: string
  name?: string
  text?: string
  tool_use_id?: string
  is_error?: boolean
  content?: string
}

export interface Recount {
  bytes: number
  sessions: CountedSession[]
  subagents: number
  actions: number
  /** What no transcript may hold: repeated uuids, broken chains, clocks going back, calls without exactly one result. */
  faults: string[]
}

const NEED_APPROVAL = new Set(['Bash', 'Edit', 'Write', 'WebFetch'])

export function recount(dir: string): Recount {
  const all: Recount = { bytes: 0, sessions: [], subagents: 0, actions: 0, faults: [] }
  const uuids = new Set<string>()
  for (const entry of readdirSync(dir, { recursive: true }) as string[]) {
    if (!entry.endsWith('.jsonl')) continue
    const text = readFileSync(join(dir, entry), 'utf8')
    all.bytes += Buffer.byteLength(text)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    check(entry, lines, uuids, all.faults)
    all.actions += lines.flatMap(blocks).filter((block) => block.type === 'tool_use').length
    if (basename(entry).startsWith('agent-')) all.subagents++
    else all.sessions.push(session(entry.split(sep)[0]!, lines))
  }
  all.sessions.sort((a, b) => a.turns[0]!.start - b.turns[0]!.start || (a.id < b.id ? -1 : 1))
  return all
}

const blocks = ({ message }: Line): Block[] => (Array.isArray(message?.content) ? message.content : [])

function check(entry: string, lines: Line[], uuids: Set<string>, faults: string[]): void {
  let before = 0
  const open = new Set<string>()
  const own = new Set<string>()
  for (const line of lines) {
    const at = Date.parse(line.timestamp)
    if (!(at >= before)) faults.push(`${entry}: clock goes back at ${line.timestamp}`)
    before = at
    for (const block of blocks(line)) {
      if (block.type === 'tool_use') open.add(block.id!)
      if (block.type === 'tool_result' && !open.delete(block.tool_use_id!))
        faults.push(`${entry}: result without a call`)
    }
    if (line.uuid === undefined) continue
    if (uuids.has(line.uuid)) faults.push(`${entry}: repeated ${line.uuid}`)
    if (line.parentUuid != null && !own.has(line.parentUuid)) faults.push(`${entry}: no parent ${line.parentUuid}`)
    if (line.isSidechain !== basename(entry).startsWith('agent-')) faults.push(`${entry}: sidechain`)
    uuids.add(line.uuid)
    own.add(line.uuid)
  }
  if (open.size > 0) faults.push(`${entry}: call without a result`)
}

function session(user: string, lines: Line[]): CountedSession {
  const counted: CountedSession = {
    user,
    id: lines[0]!.sessionId,
    interactive: lines[0]!.entrypoint === 'cli',
    modes: new Set(),
    acts: false,
    manual: false,
    compactions: 0,
    turns: [],
    redirects: 0,
    declined: 0,
    answers: 0,
    steering: 0,
  }
  const questions = new Set<string>()
  let declining = false
  const begin = (start: number) => counted.turns.push({ start, seconds: 0, interrupted: '' })
  const reach = (at: number) => {
    const turn = counted.turns.at(-1)!
    turn.seconds = (at - turn.start) / 1000
  }
  for (const line of lines) {
    const at = Date.parse(line.timestamp)
    if (line.subtype === 'compact_boundary') counted.compactions++
    if (line.operation === 'remove') counted.steering++
    if (line.type === 'user' && typeof line.message?.content === 'string' && !line.isCompactSummary) {
      begin(at)
      counted.modes.add(line.permissionMode ?? '')
    }
    if (line.type === 'assistant') reach(at)
    for (const block of blocks(line)) {
      if (block.name === 'AskUserQuestion') questions.add(block.id!)
      if (NEED_APPROVAL.has(block.name ?? '')) counted.acts = true
      if (block.type === 'tool_result' && questions.has(block.tool_use_id!)) {
        declining = block.is_error === true
        if (declining) counted.declined++
        else {
          counted.answers++
          begin(at)
        }
      } else if (block.type === 'tool_result') {
        reach(at)
        if (block.is_error) counted.manual = true
        if (block.is_error && block.content?.includes('the user said:')) counted.redirects++
      } else if (block.text?.startsWith('[Request interrupted by user') && !declining) {
        reach(at)
        counted.turns.at(-1)!.interrupted = block.text.includes('for tool use') ? 'prompt' : 'working'
      } else declining = false
    }
  }
  return counted
}
