import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type ActionRow,
  type AgentRow,
  type ReadCounts,
  type SessionRow,
  type TouchRow,
  type TurnRow,
  UNJUDGED_ACTION,
  UNJUDGED_TURN,
} from '../../src/model/index.js'

/** The rows of a fixture as somebody counted them by hand; ids are raw. */
export interface Expected {
  sessions: SessionRow[]
  turns: TurnRow[]
  actions: ActionRow[]
  agents: AgentRow[]
  touches: TouchRow[]
  counts: ReadCounts
}

/** What `expected.json` says besides rows: what the suite may do to this log. What is absent does not suit it. */
export interface Traits {
  /** A word that stands in every field that holds text. */
  secret: string
  /** Raw ids, which must not be stored. */
  ids: string[]
  /** Lines that are no records; of a document, texts that are none, each a file of its own. */
  garbage: string[]
  /** Records, or in a document elements, of unknown kinds, with what they count as. */
  unknown?: { lines: string[]; counts: [string, number][] }
  /** The line, from 1, in which the secret is blown up to a huge text. */
  huge_line?: number
  /** A piece of the log whose last character becomes deep nesting. */
  deep?: string
  /** Records that are known when they come a second time. */
  identified?: number
  /** The line, from 0, that alone shows nothing but what the whole log shows. */
  torn?: number
  /** Records find their place wherever they stand in the file. */
  sorted?: boolean
  /** Records name the one that they follow, as `parentUuid`. */
  chained?: boolean
  /** The key under which every record has its time, as ISO text. Turns, calls and contacts have names without it. */
  time?: string
  /** Its sessions have no ids, so that they are named by what they say, and what is there of one is another. */
  nameless?: boolean
  /**
   * Sessions have no ids, and are named by what is said in them. The rows here call them `session 0`, `session 1` and so
   * on, as they come in the file.
   */
  named_by_text?: boolean
  /** It holds no text, so that nobody who asks for steps is shown what was said. */
  textless?: boolean
  /** Numbers are times or ids, without which the log says something else. */
  numbers_matter?: boolean
}

/** One small log of a source, with what is true of it. */
export interface Fixture extends Traits {
  /** The file's name, whose ending its source knows. */
  name: string
  bytes: Buffer
  /** Its lines, where it is a file of JSON lines. */
  lines: string[]
  /** Whether it is one JSON document. */
  document: boolean
  expected: Expected
}

const folder = fileURLToPath(new URL('fixtures/', import.meta.url))

/** Sources that have a fixture. */
export const fixtures = (): string[] => readdirSync(folder)

/** Calls about which nobody was asked need not say so. */
function decided({ asked_at = null, decided_at = null, subagent, spawned, line, ...row }: ActionRow): ActionRow {
  return { ...row, asked_at, decided_at, subagent, spawned, line }
}

type Written = Traits & Omit<Expected, 'sessions'> & { sessions?: SessionRow[]; session?: SessionRow }

/**
 * The fixture of a source: `plain.*` and `expected.json`. Of one session, its rows need not name it; sessions need not say
 * that no evaluation harness ran them.
 */
export function fixtureOf(source: string): Fixture {
  const name = readdirSync(`${folder}${source}`).find((file) => file.startsWith('plain.'))
  if (name === undefined) throw new Error(`test/sources/fixtures/${source}: expected a file plain.*`)
  const bytes = readFileSync(`${folder}${source}/${name}`)
  const written = JSON.parse(readFileSync(`${folder}${source}/expected.json`, 'utf8')) as Written
  const { session, sessions = [session!], turns, actions, agents, touches, counts, ...traits } = written
  const own = <Row>(rows: Row[], more: object = {}) =>
    rows.map((row) => ({ session: session?.session, ...row, ...more }))
  return {
    ...traits,
    name,
    bytes,
    lines: name.endsWith('.jsonl') ? bytes.toString('utf8').trimEnd().split('\n') : [],
    document: name.endsWith('.json'),
    expected: {
      sessions: sessions.map(({ session, interactive, ...rest }) => ({
        session,
        interactive,
        ...{ setting: null },
        ...rest,
      })),
      turns: own(turns, UNJUDGED_TURN),
      actions: own(actions.map(decided), UNJUDGED_ACTION),
      agents: own(agents),
      touches: own(touches),
      counts,
    },
  }
}

/** What the log holds, to be altered. */
export const expectedOf = ({ expected }: Fixture): Expected => structuredClone(expected)
