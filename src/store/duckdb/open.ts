import { randomUUID } from 'node:crypto'
import { access, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { SCHEMA_VERSION, tables } from '../schema.js'
import { type Patience, StoreError } from '../store.js'
import { duckdb } from './dialect.js'
import { inherit } from './inherit.js'
import { WHILE_READING } from './memory.js'
import { exec, failure, query, refusal } from './query.js'

interface Opened {
  instance: DuckDBInstance
  connection: DuckDBConnection
}

/** An open store: as long as it is held, no other process can open it. */
export interface Held extends Opened {
  /** Where an older store was put aside. */
  replaced: string | null
}

const NO_PATIENCE: Patience = { ms: 0, waits() {} }

/**
 * Opens the store at a path, or makes it. A store of another schema version or key is put aside and made anew.
 * @param asItIs neither makes a store nor puts one aside.
 * @throws StoreError where the file cannot be opened, is no store, or another process holds it for too long.
 */
export async function holdStore(
  path: string,
  keyMark: string,
  patience: Patience = NO_PATIENCE,
  asItIs = false,
): Promise<Held> {
  const stamp = `${SCHEMA_VERSION}/${keyMark}`
  if (path === ':memory:') {
    const opened = await open(path)
    await makeTables(opened.connection, stamp)
    return { ...opened, replaced: null }
  }
  await mkdir(dirname(path), { recursive: true })
  let replaced: string | null = null
  for (;;) {
    if (!(await there(path))) {
      if (asItIs) throw new StoreError(`there is no store ${path}; leeway report makes it from logs`)
      await make(path, stamp, keyMark)
    }
    const opened = await openInTime(path, patience)
    const found = await stampOf(opened.connection)
    if (asItIs && found !== stamp) throw refused(path, found, opened)
    if (found === null) await makeTables(opened.connection, stamp)
    if (found === null || found === stamp) return { ...opened, replaced }
    replaced = await putAside(path, opened)
  }
}

async function stampOf(connection: DuckDBConnection): Promise<string | null> {
  const known = await query(connection, "SELECT table_name FROM information_schema.tables WHERE table_name = 'meta'")
  if (known.length === 0) return null
  return String((await query(connection, "SELECT value FROM meta WHERE name = 'stamp'"))[0]?.value ?? '')
}

/** Lets go of a store that is not the one that was asked for, and says why. */
function refused(path: string, found: string | null, { instance, connection }: Opened): StoreError {
  connection.closeSync()
  instance.closeSync()
  return new StoreError(
    found?.split('/')[0] === String(SCHEMA_VERSION)
      ? `the store ${path} belongs to another key; LEEWAY_KEY_FILE must name the key it was made with`
      : `the store ${path} is of another version; leeway report makes it anew from the logs`,
  )
}

async function makeTables(connection: DuckDBConnection, stamp: string): Promise<void> {
  const stampRow = `INSERT INTO meta VALUES ('stamp', ${duckdb.quote(stamp)})`
  for (const statement of ['BEGIN TRANSACTION', ...tables(duckdb), stampRow, 'COMMIT'])
    await exec(connection, statement)
}

/** Whether there is a store; an empty file is none. */
const there = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => !found.isFile() || found.size > 0,
    () => false,
  )

/** Makes an empty store beside its place and moves it there, so that it appears whole or not at all. */
async function make(path: string, stamp: string, keyMark: string): Promise<void> {
  await removeUnfinished(path)
  const unfinished = `${path}.${process.pid}.new`
  try {
    const { instance, connection } = await open(unfinished)
    try {
      await makeTables(connection, stamp)
      if (await there(asideOf(path))) await inherit(connection, asideOf(path), keyMark)
      await exec(connection, 'CHECKPOINT')
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
    if (!(await there(path))) for (const old of [path, `${path}.wal`]) await rm(old, { force: true })
    // Where another process was faster, its store holds.
    await link(unfinished, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') await rename(unfinished, path)
    })
  } catch (error) {
    throw error instanceof StoreError ? error : failure(error)
  } finally {
    for (const end of ['', '.wal']) await rm(`${unfinished}${end}`, { force: true }).catch(() => {})
  }
}

/** Removes what processes left behind that were killed while they made a store. */
async function removeUnfinished(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(`${basename(path)}.`) ? /\.(\d+)\.new(?:\.wal)?$/.exec(name)?.[1] : undefined
    if (pid !== undefined && !alive(Number(pid))) await rm(join(dirname(path), name), { force: true })
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const asideOf = (path: string) => `${path}.old`

/** Logs are deleted after a while, so what an older store knows of them is put aside and not thrown away. */
async function putAside(path: string, { instance, connection }: Opened): Promise<string> {
  const aside = asideOf(path)
  // Everything is in the one file then, and it moves while it is held: nobody else can put aside what comes after it.
  await exec(connection, 'CHECKPOINT')
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  connection.closeSync()
  instance.closeSync()
  // Some systems move no file that is open.
  if (!moved) await rename(path, aside)
  await rm(`${aside}.wal`, { force: true })
  return aside
}

/** Opens a store that another process may hold, trying again for a while. */
async function openInTime(path: string, patience: Patience): Promise<Opened> {
  const start = performance.now()
  let said = false
  for (let pause = 50; ; pause = Math.min(500, pause * 1.5)) {
    try {
      return await open(path)
    } catch (error) {
      const holder = holderOf(error)
      if (holder === null) throw await unopened(path, error)
      const waited = performance.now() - start
      if (waited + pause > patience.ms) {
        throw new StoreError(
          `the store ${path} is in use by ${holder}${patience.ms > 0 ? `, still after ${patience.ms / 1000} s` : ''}; ` +
            'wait for it to end, let Leeway wait longer with LEEWAY_WAIT (seconds), or set LEEWAY_HOME to another folder',
        )
      }
      if (!said && waited > 1000) patience.waits(`${holder} is using the store`)
      said ||= waited > 1000
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

async function open(path: string): Promise<Opened> {
  // A store in memory has no place of its own on disk where what does not fit could wait, and must not share one.
  const room: Record<string, string> =
    path === ':memory:'
      ? { temp_directory: join(tmpdir(), `leeway-${randomUUID()}`) }
      : { memory_limit: `${WHILE_READING}MB` }
  const instance = await DuckDBInstance.create(path, { preserve_insertion_order: 'false', ...room })
  return { instance, connection: await instance.connect() }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Who holds a store, as far as the engine says, or null where the failure is another one. */
function holderOf(error: unknown): string | null {
  const text = textOf(error)
  if (!/could not set lock on file|used by another process/i.test(text)) return null
  const pid = /PID (\d+)/.exec(text)?.[1]
  return pid === undefined ? 'another process' : `another process (${pid})`
}

async function unopened(path: string, error: unknown): Promise<StoreError> {
  const known = refusal(textOf(error))
  if (known !== null) return known
  const readable = await access(path).then(
    () => true,
    () => false,
  )
  const what = readable ? '; move the file away to have it made anew from the logs' : ''
  return new StoreError(`the store ${path} cannot be opened: ${textOf(error).split('\n')[0]}${what}`)
}
