import type { JudgedRow } from '../model/index.js'
import { type Store, StoreError } from '../store/index.js'
import { storeAt } from './session.js'
import type { Where } from './where.js'
import type { World } from './world.js'

/** Rows that are stored at a time, and the longest that they wait, in milliseconds. */
const AT_ONCE = 500
const EVERY_MS = 20_000

/**
 * Stores verdicts as they come. The store is opened for each part and closed again: asking takes hours, and others want to
 * use it meanwhile. Where it cannot be had, the rows wait; the judge's own journal has them, whatever happens.
 */
export class Keeping {
  private waiting: JudgedRow[] = []
  private last: number
  private trouble: StoreError | null = null

  constructor(
    private readonly where: Where,
    private readonly world: World,
  ) {
    this.last = world.now()
  }

  async add(row: JudgedRow): Promise<void> {
    this.waiting.push(row)
    if (this.waiting.length % AT_ONCE !== 0 && this.world.now() - this.last < EVERY_MS) return
    await this.flush().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error
      this.trouble = error
    })
  }

  /** @throws StoreError where the store cannot be had; the rows are still there. */
  async flush(): Promise<void> {
    const { waiting, world } = this
    this.last = world.now()
    if (waiting.length === 0) return
    await withStore(this.where, world, (store) => store.judge(waiting))
    this.waiting = []
    this.trouble = null
    this.last = world.now()
  }

  /** Why the last rows are not stored yet, or null. */
  get held(): string | null {
    return this.trouble?.message ?? null
  }
}

/** Runs something on the store, which is closed again whatever comes of it. */
export async function withStore<T>(where: Where, world: World, work: (store: Store) => Promise<T>): Promise<T> {
  const { store } = await storeAt(where, world)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
