import { Pages } from './sqlite-pages.js'
import { UnreadableFile } from './unpacked.js'

/** Kinds of pages: those of tables that lead to others, and those that hold rows. */
const INTERIOR = 0x05
const LEAF = 0x0d
/** Bytes of a row, at most. */
const LARGEST = 256 * 1024 * 1024

/** Where a row stands, so that it can be read again. */
export interface RowPlace {
  page: number
  /** Byte in the page. */
  at: number
}

/** A row of a table. Columns are read when they are asked for, by name; what is not there is null. */
export interface Row {
  place: RowPlace
  number(column: string): number | null
  text(column: string): string | null
  /** The bytes of a text or a blob. */
  bytes(column: string): Buffer | null
}

interface Table {
  root: number
  columns: readonly string[]
}

/**
 * A database of SQLite 3, of which tables are read row by row; how they are laid out is described at
 * https://www.sqlite.org/fileformat2.html. Holds no more than some pages of the file (docs/decisions/0035). Tables without
 * row numbers are not read.
 */
export class Sqlite {
  private readonly pages: Pages
  private readonly tables: ReadonlyMap<string, Table>

  /** @throws UnreadableFile where it cannot be read. */
  constructor(path: string) {
    this.pages = new Pages(path)
    try {
      this.tables = new Map(
        [...this.rowsAt(1, ['type', 'name', 'tbl_name', 'rootpage', 'sql'])]
          .filter((row) => row.text('type') === 'table')
          .map((row) => [
            row.text('name') ?? '',
            { root: row.number('rootpage') ?? 0, columns: columnsIn(row.text('sql') ?? '') },
          ]),
      )
    } catch (error) {
      this.pages.abandon()
      throw error
    }
  }

  has(table: string): boolean {
    return this.tables.has(table)
  }

  /** The rows of a table, in the order of their numbers; none where there is no such table. */
  *rows(table: string): Generator<Row> {
    const found = this.tables.get(table)
    if (found !== undefined) yield* this.rowsAt(found.root, found.columns)
  }

  /** The row of a table that was given before. */
  rowAt(table: string, place: RowPlace): Row {
    return this.row(place, this.tables.get(table)?.columns ?? [])
  }

  /** @throws UnreadableFile where what was read cannot be trusted, because the database changed meanwhile. */
  close(): void {
    this.pages.close()
  }

  abandon(): void {
    this.pages.abandon()
  }

  /** @param left pages that there may be still: one that leads to itself is never done. */
  private *rowsAt(number: number, columns: readonly string[], left = { pages: this.pages.count }): Generator<Row> {
    if (left.pages-- === 0) throw damaged()
    const page = this.pages.page(number)
    // The first page begins with what is said of the whole database.
    const from = number === 1 ? 100 : 0
    const kind = page[from]
    if (kind !== INTERIOR && kind !== LEAF) throw damaged()
    const cells = page.readUInt16BE(from + 3)
    const pointers = from + (kind === LEAF ? 8 : 12)
    if (pointers + 2 * cells > page.length) throw damaged()
    for (let i = 0; i < cells; i++) {
      const at = page.readUInt16BE(pointers + 2 * i)
      if (at + 4 > page.length) throw damaged()
      if (kind === LEAF) yield this.row({ page: number, at }, columns)
      else yield* this.rowsAt(page.readUInt32BE(at), columns, left)
    }
    if (kind === INTERIOR) yield* this.rowsAt(page.readUInt32BE(from + 8), columns, left)
  }

  private row(place: RowPlace, columns: readonly string[]): Row {
    const payload = new Payload(this.pages, place)
    const fieldOf = (column: string) => {
      const index = columns.indexOf(column)
      return index === -1 ? null : payload.field(index)
    }
    return {
      place,
      number: (column) => numberIn(fieldOf(column)),
      text: (column) => {
        const field = fieldOf(column)
        return field === null || field.type < 13 || field.type % 2 === 0 ? null : field.bytes.toString('utf8')
      },
      bytes: (column) => {
        const field = fieldOf(column)
        return field === null || field.type < 12 ? null : field.bytes
      },
    }
  }
}

/** One value of a row, and how it is written. */
interface Field {
  type: number
  bytes: Buffer
}

/** What a row holds, as far as it was asked for: long rows go on in pages of their own. */
class Payload {
  private readonly length: number
  private held: Buffer
  private next: number

  constructor(
    private readonly pages: Pages,
    { page: number, at }: RowPlace,
  ) {
    const page = pages.page(number)
    const [length, afterLength] = varint(page, at)
    const [, from] = varint(page, afterLength)
    const local = localOf(length, pages.usable)
    if (length > LARGEST)
      throw new UnreadableFile(`a row of more than ${LARGEST / 1024 / 1024} MB, or a damaged database`)
    if (from + local + (local < length ? 4 : 0) > page.length || length > pages.count * pages.size) throw damaged()
    this.length = length
    this.held = page.subarray(from, from + local)
    this.next = local < length ? page.readUInt32BE(from + local) : 0
  }

  field(index: number): Field | null {
    const [header, first] = varint(this.upTo(9), 0)
    const types = this.upTo(header)
    let at = first
    let start = header
    for (let i = 0; at < header; i++) {
      const [type, after] = varint(types, at)
      const end = start + sizeOf(type)
      if (end > this.length) throw damaged()
      if (i === index) return { type, bytes: this.upTo(end).subarray(start, end) }
      at = after
      start = end
    }
    return null
  }

  /** The payload, at least as far as some byte. */
  private upTo(byte: number): Buffer {
    const wanted = Math.min(byte, this.length)
    if (this.held.length >= wanted) return this.held
    const parts = [this.held]
    let length = this.held.length
    while (length < wanted) {
      const page = this.pages.page(this.next)
      const part = page.subarray(4, 4 + Math.min(this.pages.usable - 4, this.length - length))
      parts.push(part)
      length += part.length
      this.next = page.readUInt32BE(0)
    }
    this.held = Buffer.concat(parts, length)
    return this.held
  }
}

/** Bytes of a row that stand in its own page, of a page of so many bytes. */
function localOf(length: number, usable: number): number {
  const most = usable - 35
  if (length <= most) return length
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const local = least + ((length - least) % (usable - 4))
  return local <= most ? local : least
}

/** Bytes of a value of a type. */
const sizeOf = (type: number): number =>
  type >= 12 ? Math.floor((type - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0)

function numberIn(field: Field | null): number | null {
  if (field === null || field.type === 0 || field.type > 9) return null
  const { type, bytes } = field
  if (type >= 8) return type - 8
  if (type === 7) return bytes.readDoubleBE(0)
  return type === 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length)
}

/** A number of 1 to 9 bytes, 7 bits in each, and where it ends. */
function varint(bytes: Buffer, at: number): [value: number, end: number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) throw damaged()
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, at + i + 1]
  }
  // Only numbers that are negative or beyond all sizes have nine bytes.
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9]
}

/** The names of columns in the statement that makes a table. */
function columnsIn(sql: string): string[] {
  const inside = sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')'))
  const names: string[] = []
  for (const part of partsOf(inside)) {
    const [, quoted, bare] = /^\s*(?:["`[]([^"`\]]+)["`\]]|([^\s"`[(]+))/.exec(part) ?? []
    if (bare !== undefined && /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i.test(bare)) continue
    const name = quoted ?? bare
    if (name !== undefined) names.push(name)
  }
  return names
}

/** Parts of a list between commas that stand in no brackets or quotes. */
function partsOf(list: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const { 0: token, index } of list.matchAll(/'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|[(),]/g)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (token === ',' && depth === 0) {
      parts.push(list.slice(from, index))
      from = index + 1
    }
  }
  return [...parts, list.slice(from)]
}

const damaged = (): UnreadableFile => new UnreadableFile('a database that is cut off or damaged')
