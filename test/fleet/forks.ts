import type { Counters } from './features.js'
import { Pen } from './pen.js'
import type { Drawn, Person } from './people.js'
import { Random } from './random.js'
import { writeSession } from './session.js'
import type { Json } from './transcript.js'

/** A file that holds only the beginning of somebody else's session, under a new id. It is no session. */
export interface Shadow {
  folder: string
  id: string
  lines: Json[]
}

const minute = 60_000

/** Adds forks to a person's sessions; the originals always go on by themselves before the fork does. */
export function addForks(person: Person, seed: number, counters: Counters): Shadow[] {
  const random = new Random(`${seed}/forks/${person.name}`)
  const shadows: Shadow[] = []
  for (const original of [...person.sessions]) {
    if (original.kind !== 'typed' || original.pen.ledgers.length < 2) continue
    const fate = random.next()
    if (fate < 0.04) fork(person, original, random, counters, cutAtTurn(original, random), 'fork_at_turn')
    else if (fate < 0.08) fork(person, original, random, counters, cutMidTurn(original, random), 'fork_mid_turn')
    else if (fate < 0.1) {
      const cut = cutMidTurn(original, random)
      if (cut === null) continue
      const id = random.uuid()
      const lines = renamed(original.pen.transcript.lines.slice(0, cut), id)
      shadows.push({ folder: original.pen.folder, id, lines: [snapshot(random, lines), ...lines] })
      counters.fork_without_own++
    }
  }
  return shadows
}

function speaks(line: Json): boolean {
  return line.type === 'assistant' || line.type === 'user'
}

/** Just before a later turn starts. */
function cutAtTurn(original: Drawn, random: Random): number | null {
  const starts = original.pen.ledgers.slice(1).filter((ledger) => ledger.startedBy !== 'answer')
  return starts.length === 0 ? null : random.pick(starts).line
}

/** Somewhere inside a turn that goes on in the original. */
function cutMidTurn(original: Drawn, random: Random): number | null {
  const { lines } = original.pen.transcript
  const ledger = random.pick(original.pen.ledgers)
  const next = original.pen.ledgers.find((other) => other.line > ledger.line)
  const end = next?.line ?? lines.length
  const inside = lines.flatMap((line, at) =>
    at > ledger.line + 1 && at < end && line.type === 'assistant' ? [at] : [],
  )
  return inside.length === 0 ? null : random.pick(inside)
}

/** Enveloped records under another session id; all else as it was. */
function renamed(lines: readonly Json[], id: string): Json[] {
  return lines.filter((line) => line.uuid !== undefined).map((line) => ({ ...line, sessionId: id }))
}

function fork(
  person: Person,
  original: Drawn,
  random: Random,
  counters: Counters,
  cut: number | null,
  feature: 'fork_at_turn' | 'fork_mid_turn',
): void {
  const { pen: from } = original
  if (cut === null || !from.transcript.lines.slice(cut).some(speaks)) return
  const id = random.uuid()
  const start =
    Math.max(...from.transcript.lines.map((line) => Date.parse(String(line.timestamp ?? 0)))) +
    random.int(2, 600) * minute
  const own = new Random(`${from.session}/fork`)
  const frame = { ...from.frame, sessionId: id, processId: null }
  const pen = new Pen(own, frame, from.contributor, from.folder, from.habits, counters, start)
  pen.calls = from.calls
  const lines = renamed(from.transcript.lines.slice(0, cut), id)
  pen.transcript.lines.push(snapshot(random, lines), ...lines)
  pen.transcript.parent = String(lines[lines.length - 1]!.uuid)
  writeSession(pen, 'typed', own.int(1, 3), false)
  person.sessions.push({ pen, kind: 'typed', forkOf: original })
  counters[feature]++
}

function snapshot(random: Random, lines: readonly Json[]): Json {
  const messageId = random.uuid()
  const timestamp = lines.find((line) => line.timestamp !== undefined)?.timestamp
  return {
    type: 'file-history-snapshot',
    messageId,
    snapshot: { messageId, trackedFileBackups: {}, timestamp },
    isSnapshotUpdate: false,
  }
}
