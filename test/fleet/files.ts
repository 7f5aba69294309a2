import type { Counters } from './features.js'
import type { Shadow } from './forks.js'
import type { Drawn, Person } from './people.js'
import type { Random } from './random.js'
import type { Json } from './transcript.js'

/** A file of the fleet, before it is on disk. */
export interface FleetFile {
  user: string
  folder: string
  /** Below the project folder. */
  path: string
  text: string
  /** Its last moment, for the file's date. */
  at: number
}

function text(lines: readonly Json[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** The session's own file and those of its subagents. */
export function sessionFiles(user: string, { pen }: Drawn, lines: readonly Json[], folder = pen.folder): FleetFile[] {
  const base = { user, folder, at: pen.now }
  const files = [{ ...base, path: `${pen.session}.jsonl`, text: text(lines) }]
  for (const child of pen.children) {
    const name = `agent-${child.agentId}`
    if (child.place === 'sibling') {
      files.push({ ...base, path: `${name}.jsonl`, text: text(child.lines) })
      continue
    }
    const nested = `${pen.session}/subagents/${name}`
    files.push({ ...base, path: `${nested}.jsonl`, text: text(child.lines) })
    if (pen.version.attachments) {
      const meta = { agentType: 'general-purpose', spawnDepth: 1 }
      files.push({ ...base, path: `${nested}.meta.json`, text: JSON.stringify(meta) })
    }
  }
  return files
}

/** All files of a person, with the copies that backups, checkpoints and moved projects leave behind. */
export function personFiles(random: Random, person: Person, shadows: Shadow[], counters: Counters): FleetFile[] {
  const user = person.name
  const files: FleetFile[] = []
  for (const drawn of person.sessions) {
    const { pen } = drawn
    const lines = withDuplicates(random, pen.transcript.lines, counters)
    files.push(...sessionFiles(user, drawn, lines))
    const copy = { user, folder: pen.folder, at: pen.now }
    if (random.chance(0.015)) {
      files.push({ ...copy, path: `${pen.session}.backup.jsonl`, text: text(lines) })
      counters.copy_renamed++
    }
    if (random.chance(0.015)) {
      const elsewhere = `${pen.folder}-moved`
      if (random.chance(0.5)) files.push(...sessionFiles(user, drawn, lines, elsewhere))
      else files.push({ ...copy, folder: elsewhere, path: `${pen.session}.jsonl`, text: text(lines) })
      counters.copy_other_folder++
    }
    if (lines.length > 4 && random.chance(0.025)) {
      for (let number = random.int(1, 3); number > 0; number--) {
        const part = lines.slice(0, random.int(2, lines.length - 1))
        files.push({ ...copy, path: `${pen.session}.checkpoint-${number}.jsonl`, text: text(part) })
        counters.checkpoint_copy++
      }
    }
  }
  for (const { folder, id, lines } of shadows) {
    files.push({
      user,
      folder,
      path: `${id}.jsonl`,
      text: text(lines),
      at: Date.parse(String(lines.at(-1)!.timestamp)),
    })
  }
  if (random.chance(0.3)) {
    const folder = person.sessions[0]!.pen.folder
    const summary = { type: 'summary', summary: 'An earlier conversation', leafUuid: random.uuid() }
    files.push({ user, folder, path: `${random.uuid()}.jsonl`, text: text([summary]), at: person.sessions[0]!.pen.now })
    counters.summary_only_file++
  }
  return files
}

/** Some files hold an enveloped line twice. */
function withDuplicates(random: Random, lines: readonly Json[], counters: Counters): Json[] {
  const out = [...lines]
  if (!random.chance(0.03)) return out
  for (let times = random.int(1, 3); times > 0; times--) {
    const from = random.int(0, out.length - 1)
    if (out[from]!.uuid === undefined) continue
    out.splice(Math.min(out.length, from + random.int(1, 4)), 0, out[from]!)
    counters.duplicate_line++
  }
  return out
}
