import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { noCounters } from './features.js'
import { type FleetFile, personFiles, sessionFiles } from './files.js'
import { addForks } from './forks.js'
import { type Person, sessionCounts, writePerson } from './people.js'
import { Random } from './random.js'
import { tally } from './tally.js'
import type { FleetTruth } from './truth.js'

export interface FleetOptions {
  seed: number
  users: number
  /** Mean over users; heavy-tailed across them. */
  meanSessions: number
  /** First day, ISO. */
  from: string
  days: number
  /** Project folders and copies sort at random, files are written and dated in random order. The truth stays the same. */
  shuffleFiles?: boolean
}

/** The fleet that tests use where nothing else is said. */
export const defaultFleet: FleetOptions = { seed: 7, users: 40, meanSessions: 30, from: '2026-01-05', days: 84 }

/** Writes `<dir>/<user>/projects/<folder>/<sessionId>.jsonl` and the like, and returns what is true of them. */
export async function makeFleet(dir: string, options: FleetOptions): Promise<FleetTruth> {
  const { seed, users, meanSessions, days } = options
  const span = { from: Date.parse(`${options.from}T00:00:00Z`), days }
  const truth: FleetTruth = { sessions: [], turns: [], actions: [], counters: noCounters() }
  const random = new Random(`${seed}/fleet`)
  const counts = sessionCounts(random, users, meanSessions)
  const people: Person[] = []
  const files: FleetFile[] = []
  for (const [index, count] of counts.entries()) {
    const person = writePerson(seed, index, count, span, truth.counters)
    const shadows = addForks(person, seed, truth.counters)
    files.push(...personFiles(new Random(`${seed}/files/${person.name}`), person, shadows, truth.counters))
    people.push(person)
  }
  files.push(...lendSession(random, people, truth))
  for (const person of people) tally(truth, person)
  await write(dir, arranged(files, options))
  return truth
}

/** One person keeps a copy of a session of another: it counts for both. */
function lendSession(random: Random, people: Person[], truth: FleetTruth): FleetFile[] {
  const lender = people[0]!
  const borrower = people[1]
  const forked = lender.sessions.flatMap(({ forkOf }) => (forkOf === null ? [] : [forkOf]))
  const lendable = lender.sessions.filter(
    (drawn) =>
      drawn.forkOf === null && !forked.includes(drawn) && drawn.kind === 'typed' && drawn.pen.ledgers.length > 0,
  )
  if (borrower === undefined || lendable.length === 0) return []
  const lent = random.pick(lendable)
  borrower.sessions.push(lent)
  truth.counters.other_users_session++
  return sessionFiles(borrower.name, lent, lent.pen.transcript.lines)
}

interface Placed {
  path: string
  text: string
  at: number
}

function arranged(files: FleetFile[], options: FleetOptions): Placed[] {
  if (options.shuffleFiles !== true) {
    return files.map((file) => ({ ...file, path: join(file.user, 'projects', file.folder, file.path) }))
  }
  const random = new Random(`${options.seed}/shuffle`)
  const prefixes = new Map<string, string>()
  const placed = files.map((file) => {
    const project = `${file.user}/${file.folder}`
    if (!prefixes.has(project)) prefixes.set(project, `-${random.hex(3)}`)
    const copy = /\.(backup|checkpoint-\d)\.jsonl$/.test(file.path) ? `${random.hex(2)}-` : ''
    const folder = `${prefixes.get(project)}${file.folder}`
    return { ...file, path: join(file.user, 'projects', folder, `${copy}${file.path}`) }
  })
  const dates = random.shuffled(placed.map(({ at }) => at))
  return random.shuffled(placed.map((file, at) => ({ ...file, at: dates[at]! })))
}

async function write(dir: string, files: Placed[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(dir, path))))
  for (const folder of folders) await mkdir(folder, { recursive: true })
  for (const { path, text, at } of files) {
    const target = join(dir, path)
    await writeFile(target, text)
    await utimes(target, at / 1000, at / 1000)
  }
}
