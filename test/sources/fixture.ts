import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ActionRow, AgentRow, ReadCounts, SessionRow, TouchRow, TurnRow } from '../../src/model/index.js'

/** The rows of a fixture as somebody counted them by hand; ids are raw. */
export interface Expected {
  session: SessionRow
  turns: Omit<TurnRow, 'session'>[]
  actions: Omit<ActionRow, 'session'>[]
  agents: Omit<AgentRow, 'session'>[]
  touches: Omit<TouchRow, 'session'>[]
  counts: ReadCounts
}

/** One small log of a source, with what is true of it and where the suite may damage it. */
export interface Fixture extends Expected {
  lines: string[]
  /** A word that stands in every field that holds text. */
  secret: string
  /** Records that carry an id of their own. */
  identified: number
  /** The line, from 1, in which the secret is blown up to a huge text. */
  huge_line: number
  /** A piece of the log whose last character becomes deep nesting. */
  deep: string
  unknown: { lines: string[]; counts: [string, number][] }
  garbage: string[]
  ids: string[]
}

const folder = fileURLToPath(new URL('fixtures/', import.meta.url))

/** Sources that have a fixture. */
export const fixtures = (): string[] => readdirSync(folder)

export function fixtureOf(source: string): Fixture {
  const read = (name: string) => readFileSync(`${folder}${source}/${name}`, 'utf8')
  return { ...(JSON.parse(read('expected.json')) as Fixture), lines: read('plain.jsonl').trimEnd().split('\n') }
}
