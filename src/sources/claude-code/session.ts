import type { Interactive, SessionRow } from '../../model/index.js'
import type { Fact } from './facts.js'

/** What the records of a session say of the session as a whole. */
export interface SessionFacts {
  entrypoint: string | null
  version: string | null
  /** A person could type: some record was written by an interactive program. */
  interactive: boolean
  headless: boolean
  prompts: number
  sdkPrompts: number
  firstAt: number | null
  lastAt: number | null
  records: number
  main: boolean
  planAt: number | null
  line: number | null
}

export const startSession = (): SessionFacts => ({
  entrypoint: null,
  version: null,
  interactive: false,
  headless: false,
  prompts: 0,
  sdkPrompts: 0,
  firstAt: null,
  lastAt: null,
  records: 0,
  main: false,
  planAt: null,
  line: null,
})

const PROGRAMS = new Set(['mcp', 'claude-code-github-action'])
const PEOPLE = new Set([
  'cli',
  'claude-vscode',
  'claude-jetbrains',
  'claude-desktop',
  'claude-desktop-3p',
  'local-agent',
  'remote',
])

/** Whether an entry point means that a program and no person types: true, false, or null where it is not known. */
export function headlessEntry(entrypoint: string | null): boolean | null {
  if (entrypoint === null) return null
  if (entrypoint.startsWith('sdk') || PROGRAMS.has(entrypoint)) return true
  return PEOPLE.has(entrypoint) ? false : null
}

/** Takes a record into account. */
export function widen(session: SessionFacts, fact: Fact): void {
  session.line ??= fact.line
  if (fact.ofSession) session.records++
  session.version = fact.version ?? session.version
  if (fact.at !== null && fact.ofSession) {
    session.firstAt = Math.min(session.firstAt ?? fact.at, fact.at)
    session.lastAt = Math.max(session.lastAt ?? fact.at, fact.at)
  }
  session.entrypoint = fact.entrypoint ?? session.entrypoint
  const headless = headlessEntry(fact.entrypoint)
  if (headless === true) session.headless = true
  if (headless === false) session.interactive = true
  if (fact.agent !== null) return
  if (fact.ofSession) session.main = true
  if (fact.what.kind === 'human') {
    session.prompts++
    if (fact.what.source === 'sdk') session.sdkPrompts++
    if (fact.what.plan) session.planAt ??= fact.at
  }
}

function interactivity(session: SessionFacts): Interactive {
  if (session.interactive) return 'yes'
  if (session.headless) return 'no'
  return session.prompts > 0 && session.prompts === session.sdkPrompts ? 'no' : 'unknown'
}

export function sessionRow(id: string, session: SessionFacts): SessionRow {
  return {
    session: id,
    interactive: interactivity(session),
    setting: null,
    entrypoint: session.entrypoint,
    version: session.version,
    first_at: session.firstAt,
    last_at: session.lastAt,
    records: session.records,
    main: session.main,
    plan_at: session.planAt,
    line: session.line ?? 1,
  }
}
