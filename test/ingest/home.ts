import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OwnUnit, ownRowsOf } from '../../src/cli/own-rows.js'
import { type Prepared, prepare, releaseOf } from '../../src/cli/run.js'
import { concealer, inThread, type PseudonymKey, type Reader } from '../../src/ingest/index.js'
import type { Conceal } from '../../src/model/index.js'
import type { Release } from '../../src/release/index.js'
import { openDuckdb, type RowOf, type Store } from '../../src/store/index.js'
import { type StudyFile, studyFromOptions } from '../../src/study/index.js'

/** One key for all homes, so that the same logs give the same pseudonyms and so the same bytes. */
const KEY: PseudonymKey = { key: Buffer.alloc(32, 7), mark: 'test' }

export type Rows = Record<OwnUnit, RowOf[]>

/** A store in memory and a way to ask it about places below a folder. */
export class Home {
  private constructor(
    readonly store: Store,
    private readonly dir: string,
  ) {}

  static async open(dir: string): Promise<Home> {
    return new Home(await openDuckdb(':memory:', KEY.mark), dir)
  }

  /** Reads places, as `leeway report <places>` does. */
  read(
    places: string | readonly string[],
    { exclude = [], reader = inThread }: { exclude?: StudyFile['exclude']; reader?: (conceal: Conceal) => Reader } = {},
  ): Promise<Prepared> {
    const named = typeof places === 'string' ? [places] : places
    const study = { ...studyFromOptions({ name: 'test', places: named, policy: 'private' }), exclude }
    const { store, dir: cwd } = this
    return prepare(study, {
      cwd,
      own: [],
      key: KEY,
      store,
      reader: reader(concealer(KEY.key)),
      progress: () => {},
      named: 'private',
    })
  }

  async rows(prepared: Prepared): Promise<Rows> {
    const rows = (unit: OwnUnit) => ownRowsOf(unit, prepared, this.dir)
    return { sessions: await rows('sessions'), turns: await rows('turns'), actions: await rows('actions') }
  }

  close(): Promise<void> {
    return this.store.close()
  }
}

export const wholeRelease = (prepared: Prepared): Promise<Release> => releaseOf(prepared, { from: null, to: null })

/** Rows without the file they were read from, in an order of their own. */
export const wherever = (rows: Rows) =>
  Object.fromEntries(
    Object.entries(rows).map(([unit, list]) => [
      unit,
      list.map((row) => JSON.stringify({ ...row, file: null, line: null })).sort(),
    ]),
  )

/** Runs a test in a folder of its own. */
export async function inFolder(work: (dir: string, home: Home) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'leeway-ingest-'))
  const home = await Home.open(dir)
  try {
    await work(dir, home)
  } finally {
    await home.close()
    await rm(dir, { recursive: true, force: true })
  }
}
