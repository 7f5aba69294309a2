import type { Reading } from '../reading.js'
import { parseShortened } from '../shorten.js'
import { type Row, type RowPlace, Sqlite } from '../sqlite.js'
import { UnreadableFile } from '../unpacked.js'
import { isObject, type Json, millisOf } from '../values.js'
import { laterMessage } from './later.js'
import { messagesOf } from './session.js'

/** The tables of messages: the first has their parts in a table of its own, the second holds them itself. */
const TABLES = ['message', 'session_message'] as const
type Table = (typeof TABLES)[number]

/** A row that is read again when its turn comes. */
interface Kept {
  id: string
  /** By which rows are told one after the other: a time or a number, then their ids, which go by time, too. */
  order: number
  place: RowPlace
}

/**
 * Tells what is in opencode's own database, session by session, in the order in which they began. Of each row only its ids
 * and its place are held; messages and their parts are read when they are told.
 * @throws UnreadableFile where it is none of opencode's, is damaged, or was written to meanwhile.
 */
export async function readDatabase(path: string, reading: Reading): Promise<void> {
  const database = new Sqlite(path)
  try {
    if (!TABLES.some((table) => database.has(table)))
      throw new UnreadableFile('a database without the tables of opencode (message, session_message)')
    const teller = new Teller(database, reading)
    for (const session of teller.sessions()) {
      teller.tell(session)
      reading.over(session.id, true)
      await reading.handOver()
    }
    teller.countOrphans()
  } catch (error) {
    database.abandon()
    throw error
  }
  database.close()
}

interface Session {
  id: string
  parent: string | null
  version: string | null
  created: number
}

class Teller {
  private readonly messages = new Map<string, { table: Table; rows: Kept[] }>()
  private readonly parts = new Map<string, Kept[]>()
  private line = 0

  constructor(
    private readonly database: Sqlite,
    private readonly reading: Reading,
  ) {
    for (const table of TABLES)
      for (const row of database.rows(table)) {
        const session = row.text('session_id') ?? ''
        const known = this.messages.get(session) ?? { table, rows: [] }
        this.messages.set(session, known)
        // Where a session stands in both tables, one is a copy of the other.
        if (known.table === table) known.rows.push(keptOf(row, row.number('seq') ?? row.number('time_created')))
      }
    for (const row of database.rows('part')) {
      const message = row.text('message_id') ?? ''
      const known = this.parts.get(message)
      const kept = keptOf(row, 0)
      if (known === undefined) this.parts.set(message, [kept])
      else known.push(kept)
    }
  }

  /** Sessions in the order in which they began; those that have messages and no row of their own as well. */
  sessions(): Session[] {
    const found = [...this.database.rows('session')].map((row) => ({
      ...{ id: row.text('id') ?? '', parent: row.text('parent_id'), version: row.text('version') },
      created: row.number('time_created') ?? 0,
    }))
    const ids = new Set(found.map(({ id }) => id))
    for (const id of this.messages.keys()) if (!ids.has(id)) found.push({ id, parent: null, version: null, created: 0 })
    return found.filter(({ id }) => this.messages.has(id)).sort((a, b) => a.created - b.created || compared(a.id, b.id))
  }

  tell({ id, parent, version }: Session): void {
    const { table, rows } = this.messages.get(id)!
    const { tally } = this.reading
    rows.sort(inOrder)
    const [first] = rows
    const start = first === undefined ? null : millisOf(this.database.rowAt(table, first.place).number('time_created'))
    const messages = messagesOf(this.reading, { id, parent, version, start })
    for (const { id: message, place } of rows) {
      const line = ++this.line
      const row = this.database.rowAt(table, place)
      const data = dataOf(row)
      if (data === null) {
        tally.note('unreadable', line, 'no JSON object')
        continue
      }
      tally.record(line)
      const [info, parts] =
        table === 'message' ? [data, this.partsOf(message, line)] : laterMessage(row.text('type') ?? 'none', data)
      messages.take({ ...info, id: message, sessionID: id }, parts, line)
    }
    messages.end()
  }

  /** Counts parts of messages that are not there. */
  countOrphans(): void {
    for (const parts of this.parts.values())
      for (const _ of parts) this.reading.tally.note('unknown', ++this.line, 'part without its message')
  }

  private partsOf(message: string, line: number): Json[] {
    const kept = this.parts.get(message) ?? []
    this.parts.delete(message)
    const found: Json[] = []
    for (const { id, place } of kept.sort(inOrder)) {
      const data = dataOf(this.database.rowAt('part', place))
      if (data === null) this.reading.tally.note('unknown', line, 'part that is no JSON object')
      else found.push({ ...data, id })
    }
    return found
  }
}

const keptOf = (row: Row, order: number | null): Kept => ({
  id: row.text('id') ?? '',
  order: order ?? 0,
  place: row.place,
})

const inOrder = (a: Kept, b: Kept): number => a.order - b.order || compared(a.id, b.id)

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What a row holds as JSON, its long texts cut as elsewhere; null where it is no object. */
function dataOf(row: Row): Json | null {
  const bytes = row.bytes('data')
  if (bytes === null) return null
  try {
    const value = parseShortened(bytes, 0, bytes.length)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
