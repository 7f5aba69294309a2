import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './folder.js'
import { wholeOf } from './parts.js'

/** How what one machine reads is told from what others do, in a store that many machines fill. */
export interface Machine {
  /** Where others may have other files under the same path; null where nobody said so. */
  name: string | null
  /** Says that two runs are of the same machine where it has no name. */
  mark: string
}

/** At least two characters, so that no drive's letter is one. */
export const MACHINE_NAME = /^[\w.@-]{2,}$/
const NAMED = /^[\w.@-]{2,}:/

/** The name under which a shared store keeps a file. */
export const storedPath = (path: string, machine: Machine | null): string =>
  machine?.name == null ? path : `${machine.name}:${path}`

/** The path of a stored file, or of somebody's rows in it, on the machine where it lies. */
export const withoutMachine = (stored: string): string => wholeOf(stored).replace(NAMED, '')

/** The path of a stored file for somebody on a machine: as it is there, else with the name of the other machine. */
export const pathHere = (stored: string, machine: Machine | null): string =>
  machine?.name != null && stored.startsWith(`${machine.name}:`) ? withoutMachine(stored) : wholeOf(stored)

/** The mark of a machine, made once and kept in its data folder. */
export async function machineMark(home: string): Promise<string> {
  await makeFolder(home)
  const path = join(home, 'machine')
  const mark = randomBytes(16).toString('hex')
  await writeFile(path, `${mark}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(path, 'utf8')).trim()
}
