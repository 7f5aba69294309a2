import type { Tables } from '../model/index.js'
import type { FileBatch, FileOwner, FileWriter, Store } from '../store/index.js'
import type { TableSink } from './reader.js'
import type { Timed } from './timed.js'

/** Rows written in one transaction, about. */
const BATCH_ROWS = 20_000

/** Fills the store with files that are read: small ones many at a time, large ones in parts while they are read. */
export class Filling {
  private batch: FileBatch[] = []
  private rows = 0
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly store: Store,
    private readonly timed: Timed,
  ) {}

  /** Where rows of a file go before it is read to its end. */
  stream(owner: FileOwner): Streamed {
    return new Streamed(
      () => this.store.begin(owner),
      (work) => this.inTurn(work),
    )
  }

  /** Takes a file that was read to its end. */
  async add(file: FileBatch, stream?: Streamed): Promise<void> {
    if (await stream?.end(file)) return
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

/** Takes the rows of one file to the store while it is read; begins only where rows come at all. */
export class Streamed implements TableSink {
  private writer: FileWriter | null = null
  private refusal: { cause: unknown } | null = null

  constructor(
    private readonly begin: () => Promise<FileWriter>,
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  async add(tables: Tables): Promise<void> {
    try {
      await this.inTurn(async () => {
        this.writer ??= await this.begin()
        await this.writer.add(tables)
      })
    } catch (cause) {
      this.refusal ??= { cause }
      throw cause
    }
  }

  async startOver(): Promise<void> {
    const { writer } = this
    this.writer = null
    if (writer !== null) await this.inTurn(() => writer.giveUp())
  }

  /** @throws what the store answered when it took no rows; to the reader it looks like a fault of the file. */
  settle(): void {
    if (this.refusal !== null) throw this.refusal.cause
  }

  /** Ends the file where rows of it came. @returns whether they did. */
  async end(file: FileBatch): Promise<boolean> {
    const { writer } = this
    this.writer = null
    if (writer !== null) await this.inTurn(() => writer.end(file))
    return writer !== null
  }
}
