import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PseudonymKey, Walk } from '../ingest/index.js'
import { RELEASE_SCHEMA, type Release } from '../release/index.js'
import type { ScreenInput } from '../report/index.js'
import { SOURCES } from '../sources/index.js'
import { storeMark } from '../store/index.js'
import type { PolicyName, StudyFile } from '../study/index.js'
import { VERSION } from './version.js'
import type { Where } from './where.js'

/** Answers that are kept, the latest ones. */
const MOST = 8

/** What only the screen shows. */
export interface Beside extends Pick<ScreenInput, 'recent' | 'found' | 'problems'> {
  /** Some place is this machine's own. */
  own: boolean
}

/** All that a report shows of a study. */
export interface Answer {
  release: Release
  /** Null where only the release was asked for. */
  beside: Beside | null
}

export type Wanted = 'release' | 'screen'

/** Everything that an answer follows from, but for the store. */
export interface Question {
  study: StudyFile
  /** Places as the store names them, in the order of the study. */
  places: readonly string[]
  walks: readonly Walk[]
  own: readonly string[]
  /** The policy that was asked for by name, or null. */
  named: PolicyName | null
}

/** An answer with the line on its policy that goes before it. */
export interface Kept {
  answer: Answer
  says: string | null
}

/**
 * A keyed name for a question: another study, another program, or a file with another size or time gives another name.
 * Null where the program cannot say which it is.
 * @param program the built command; its bytes name everything it is made of.
 */
export async function questionMark(question: Question, key: PseudonymKey, program: URL): Promise<string | null> {
  const built = await readFile(program).catch(() => null)
  if (built === null) return null
  const { study, places, walks, own, named } = question
  const hash = createHmac('sha256', key.key)
  const versions = SOURCES.map(({ id, version }) => [id, version])
  const code = createHash('sha256').update(built).digest('hex')
  hash.update(JSON.stringify([RELEASE_SCHEMA, VERSION, code, versions, key.mark, study, places, own, named]))
  for (const { files, refused, missing } of walks) hash.update(JSON.stringify([files, refused, missing]))
  return hash.digest('hex').slice(0, 32)
}

/** Whether anything may have been kept of a store. Of a shared one nothing is: others change it. */
export async function keepsAny({ home, address }: Where): Promise<boolean> {
  if (address !== null) return false
  return stat(folderOf(home)).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** The kept answer to a question, or null where there is none that holds for the store as it is now. */
export async function recall({ home, address }: Where, mark: string, wanted: Wanted): Promise<Kept | null> {
  const path = pathOf(home, mark)
  const text = await readFile(path, 'utf8').catch(() => '')
  const body = text.slice(text.indexOf('\n') + 1)
  if (text === '' || !text.startsWith(`${sumOf(body)}\n`)) return null
  const { store, answer, says } = JSON.parse(body) as Kept & { store: string }
  if (store !== (await storeMark(home, address)) || (wanted === 'screen' && answer.beside === null)) return null
  const now = new Date()
  await utimes(path, now, now).catch(() => {})
  return { answer, says }
}

/** Keeps an answer beside the store it was made from. Where that is not possible, the next one is made anew. */
export async function keep({ home, address }: Where, mark: string, { answer, says }: Kept): Promise<void> {
  const store = await storeMark(home, address)
  if (store === null) return
  const body = JSON.stringify({ store, answer, says })
  const path = pathOf(home, mark)
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.new`
  try {
    await mkdir(folderOf(home), { recursive: true, mode: 0o700 })
    await writeFile(unfinished, `${sumOf(body)}\n${body}`, { mode: 0o600, flag: 'wx' })
    await rename(unfinished, path)
    await forgetOldest(home)
  } catch {
    await rm(unfinished, { force: true }).catch(() => {})
  }
}

async function forgetOldest(home: string): Promise<void> {
  const paths = (await readdir(folderOf(home))).map((name) => join(folderOf(home), name))
  const dated = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })))
  dated.sort((a, b) => b.at - a.at)
  for (const { path } of dated.slice(MOST)) await rm(path, { force: true })
}

const folderOf = (home: string) => join(home, 'releases')
const pathOf = (home: string, mark: string) => join(folderOf(home), `${mark}.json`)
const sumOf = (body: string) => createHash('sha256').update(body).digest('hex')
