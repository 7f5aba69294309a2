import { type Tables, tablesOf } from '../model/index.js'
import type { FileBatch, FileOwner, FileWriter, Store } from '../store/index.js'
import type { TableSink, Whose } from './reader.js'
import type { Timed } from './timed.js'

/** Rows written in one transaction, about. */
const BATCH_ROWS = 20_000

/** Rows of several people, or several files, that wait until enough of one of them are there to be written. */
const HELD_ROWS = 40_000

const rowsOf = ({ turn, action, touch }: Tables): number => turn.rows + action.rows + touch.rows

/** Nothing, as tables. */
export const noRows = (): Tables => tablesOf({ sessions: [], turns: [], actions: [], agents: [], touches: [] })

/** Fills the store with files that are read: small ones many at a time, large ones in parts while they are read. */
export class Filling {
  private batch: FileBatch[] = []
  private rows = 0
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly store: Store,
    private readonly timed: Timed,
  ) {}

  /**
   * Where rows of files go before they are read to their ends.
   * @param ownerOf where rows belong; null where they are not to be stored.
   * @param several whether several files are read together.
   */
  stream(ownerOf: (whose: Whose) => FileOwner | null, several: boolean): Streamed {
    return new Streamed(
      ownerOf,
      several,
      (owner) => this.store.begin(owner),
      (work) => this.inTurn(work),
    )
  }

  /** Takes a file that was read to its end, or somebody's part of it. What was taken before is written before. */
  async add(file: FileBatch, stream: Streamed): Promise<void> {
    if (stream.has(file)) {
      await this.flush()
      return stream.end(file)
    }
    this.batch.push(file)
    this.rows += file.tables.turn.rows + file.tables.action.rows
    if (this.rows >= BATCH_ROWS) await this.flush()
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    const { batch } = this
    this.batch = []
    this.rows = 0
    if (batch.length > 0) await this.inTurn(() => this.store.append(batch))
  }

  /** One after the other: files that are read at the same time are not written at the same time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(() => this.timed('store', work))
    this.last = done.catch(() => {})
    return done
  }
}

/** Rows of one person in one file, on their way to the store. */
interface Part {
  owner: FileOwner
  file: number
  writer: FileWriter | null
  held: Tables[]
  rows: number
}

/** Takes the rows of files to the store while these are read; begins only where rows come at all. */
export class Streamed implements TableSink {
  private readonly parts = new Map<string, Part>()
  private held = 0
  private refusal: { cause: unknown } | null = null

  constructor(
    private readonly ownerOf: (whose: Whose) => FileOwner | null,
    private readonly several: boolean,
    private readonly begin: (owner: FileOwner) => Promise<FileWriter>,
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  async add(tables: Tables, whose: Whose): Promise<void> {
    const owner = this.ownerOf(whose)
    if (owner === null) return
    const part = this.partOf(owner, whose.file)
    const rows = rowsOf(tables)
    part.held.push(tables)
    part.rows += rows
    this.held += rows
    if (!this.several && whose.user === null) return this.write(part)
    // The largest first: of very many people each has few rows, which are written at once in the end.
    if (this.held <= HELD_ROWS) return
    for (const one of [...this.parts.values()].sort((a, b) => b.rows - a.rows)) {
      if (this.held <= HELD_ROWS / 2) return
      await this.write(one)
    }
  }

  /** @param file the file whose rows are void; all where none is given. */
  async startOver(file: number | null = null): Promise<void> {
    for (const [key, part] of [...this.parts]) {
      if (file !== null && part.file !== file) continue
      this.parts.delete(key)
      this.held -= part.rows
      const { writer } = part
      if (writer !== null) await this.inTurn(() => writer.giveUp())
    }
  }

  /** @throws what the store answered when it took no rows; to the reader it looks like a fault of the file. */
  settle(): void {
    if (this.refusal !== null) throw this.refusal.cause
  }

  /** Whether rows came that belong where those of an owner do. */
  has({ path }: FileOwner): boolean {
    return this.parts.has(path)
  }

  /** Where rows of a file that came belong. */
  ownersIn(file: number): FileOwner[] {
    return [...this.parts.values()].flatMap((part) => (part.file === file ? [part.owner] : []))
  }

  /** Ends what came of a file's rows. */
  async end(file: FileBatch): Promise<void> {
    const part = this.parts.get(file.path)!
    if (part.held.length > 0) await this.write(part)
    this.parts.delete(file.path)
    await this.inTurn(() => part.writer!.end(file))
  }

  private partOf(owner: FileOwner, file: number): Part {
    const known = this.parts.get(owner.path)
    if (known !== undefined) return known
    const part: Part = { owner, file, writer: null, held: [], rows: 0 }
    this.parts.set(owner.path, part)
    return part
  }

  private async write(part: Part): Promise<void> {
    const { held } = part
    this.held -= part.rows
    Object.assign(part, { held: [], rows: 0 })
    try {
      await this.inTurn(async () => {
        part.writer ??= await this.begin(part.owner)
        for (const tables of held) await part.writer.add(tables)
      })
    } catch (cause) {
      this.refusal ??= { cause }
      throw cause
    }
  }
}
