import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { unpackedName } from '../contents.js'
import { documentOf } from '../documents.js'
import { type Json, objectOf } from '../values.js'
import { entriesOf } from '../zip.js'

/** Names of events that are files of their own: by number, in the second design with an id as well. */
const NAMES = /^(?:event-)?(\d+)(?:-[0-9a-fA-F-]{8,})?\.json(?:\.gz|\.zst)?$/

/** The folder that was looked at last, with what was in it then. */
let latest: { folder: string; mark: string; files: readonly string[] } | null = null

/** Whether a file holds one event of many, by its name and the folder it lies in. */
export const isAmongEvents = (path: string): boolean =>
  NAMES.test(basename(path)) && basename(dirname(path)) === 'events'

/** The conversation's own folder, around that of its events. */
export const conversationOf = (path: string): string => basename(dirname(dirname(path)))

/** Paths of all events beside one, in their order. */
export function eventsBeside(path: string): readonly string[] {
  const folder = dirname(path)
  const mark = markOf(folder)
  if (latest?.folder === folder && mark !== '' && latest.mark === mark) return latest.files
  const numbered = namesIn(folder).flatMap((name) => {
    const number = NAMES.exec(name)?.[1]
    return number === undefined ? [] : [{ name, number: Number(number) }]
  })
  numbered.sort((a, b) => a.number - b.number)
  const files = numbered.map(({ name }) => join(folder, name))
  latest = { folder, mark, files }
  return files
}

/** What is kept of a conversation beside its events; null where that is nothing, or not to be read. */
export function stateBeside(path: string): Json | null {
  try {
    return objectOf(documentOf(join(dirname(dirname(path)), 'base_state.json')))
  } catch {
    return null
  }
}

function markOf(folder: string): string {
  try {
    return String(statSync(folder, { bigint: true }).mtimeNs)
  } catch {
    return ''
  }
}

function namesIn(folder: string): string[] {
  const [zip, within] = folder.split(/(?<=\.zip)\//i, 2)
  if (within === undefined) return readdirSync(folder)
  return entriesOf(zip!).flatMap(({ name }) => (dirname(name) === within ? [basename(unpackedName(name))] : []))
}
