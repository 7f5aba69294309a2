import type { Counters } from './features.js'
import { Pen } from './pen.js'
import { Random } from './random.js'
import { type Kind, writeSession } from './session.js'
import type { Frame } from './transcript.js'
import { drawVersion, type Era, type Version } from './version.js'

const day = 86_400_000

/** One session as planned and written. */
export interface Drawn {
  pen: Pen
  kind: Kind
  /** Kept apart because a fork belongs to it and must come with it. */
  forkOf: Drawn | null
}

export interface Person {
  name: string
  sessions: Drawn[]
}

export interface Span {
  from: number
  days: number
}

/** How many sessions each person has: heavy-tailed, with the wanted mean, at least one. */
export function sessionCounts(random: Random, users: number, mean: number): number[] {
  const weights = Array.from({ length: users }, () => random.logNormal(1, 1.1))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.max(1, Math.round((weight / whole) * users * mean)))
}

export function writePerson(seed: number, index: number, sessions: number, span: Span, counters: Counters): Person {
  const random = new Random(`${seed}/person/${index}`)
  const name = `user-${String(index + 1).padStart(3, '0')}`
  const boldness = random.next()
  const projects = Array.from({ length: random.int(1, 4) }, () => `/home/${name}/code/project-${random.hex(4)}`)
  const begins = Math.floor(random.next() * span.days * 0.4)
  const starts = Array.from({ length: sessions }, () => {
    const date = Math.floor(begins + random.next() * (span.days - begins))
    return span.from + date * day + random.int(7 * 3600, 21 * 3600) * 1000 + random.int(0, 999)
  }).sort((a, b) => a - b)
  const drawn = starts.map((start, at) => {
    const own = new Random(`${seed}/person/${index}/session/${at}`)
    const progress = (start - span.from) / (span.days * day)
    const drawing = drawSession(own, name, own.pick(projects), start, progress, boldness, at / sessions, counters)
    writeSession(drawing.pen, drawing.kind, drawing.turns)
    return { pen: drawing.pen, kind: drawing.kind, forkOf: null }
  })
  return { name, sessions: drawn }
}

function drawEra(random: Random, progress: number): Era {
  const near = (middle: number) => Math.max(0.03, 1 - 4 * Math.abs(progress - middle))
  return random.weighted<Era>({
    version_2_0: near(0.05),
    version_2_1_early: near(0.25),
    version_2_1_middle: near(0.45),
    version_2_1_late: near(0.65),
    version_2_1_newest: near(0.88),
  })
}

function drawMode(random: Random, version: Version, boldness: number, kind: Kind): string {
  const late = version.attachments
  if (kind === 'headless') return random.weighted({ bypassPermissions: 5, default: 2, dontAsk: 2, acceptEdits: 1 })
  return random.weighted({
    default: 40 - 25 * boldness,
    acceptEdits: 24,
    plan: 8,
    bypassPermissions: 12 + 30 * boldness,
    auto: late ? 16 : 0,
    dontAsk: version.permissionMode ? 4 : 0,
  })
}

function drawSession(
  random: Random,
  contributor: string,
  cwd: string,
  start: number,
  progress: number,
  boldness: number,
  experience: number,
  counters: Counters,
) {
  const era = drawEra(random, progress)
  const kind = drawKind(random, era)
  const version = drawVersion(random, era)
  const session = random.uuid()
  const frame: Frame = {
    sessionId: session,
    cwd,
    branch: random.pick(['main', 'feature/chart', 'fix/login']),
    version,
    entrypoint: drawEntrypoint(random, version, kind),
    agentId: null,
    slug: version.progress && random.chance(0.6) ? `calm-${random.hex(4)}-otter` : null,
    processId: version.denialKind && random.chance(0.6) ? (random.chance(0.3) ? random.uuid() : session) : null,
  }
  const habits = {
    mode: drawMode(random, version, Math.min(1, boldness * 0.7 + experience * 0.5), kind),
    readOnly: random.chance(0.08),
    repeatedToolIds: random.chance(0.06),
  }
  const pen = new Pen(random, frame, contributor, munged(cwd), habits, counters, start)
  pen.count(era)
  if (habits.repeatedToolIds) pen.count('repeated_tool_ids')
  if (kind === 'headless') pen.count('headless_session')
  if (kind === 'scheduled') pen.count('scheduled_session')
  let turns = 1
  while (turns < 25 && random.chance(kind === 'headless' ? 0.25 : 0.62)) turns++
  return { pen, kind, turns }
}

function drawKind(random: Random, era: Era): Kind {
  if (era !== 'version_2_1_newest') return random.chance(0.01) ? 'empty' : 'typed'
  return random.weighted<Kind>({ typed: 82, headless: 13, scheduled: 3, empty: 2 })
}

function drawEntrypoint(random: Random, version: Version, kind: Kind): string | null {
  if (!version.entrypoint) return null
  if (kind === 'headless') return random.pick(['sdk-cli', 'sdk-ts', 'sdk-py'])
  return kind === 'scheduled' ? 'cli' : random.weighted({ cli: 80, 'claude-vscode': 12, 'claude-desktop': 8 })
}

/** A working directory as Claude Code makes a folder name of it. */
export function munged(cwd: string): string {
  return cwd.replaceAll(/[^a-zA-Z0-9]/g, '-')
}
