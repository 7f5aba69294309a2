import type { Conceal, FileRead, RowSink, Rows, Rules, Source } from '../model/index.js'
import { isTogether, readTogether, type TogetherFile } from '../sources/index.js'
import type { StoredFile } from '../store/index.js'
import { type Machine, pathHere, withoutMachine } from './machine.js'
import { personOf, wholeOf } from './parts.js'
import type { Place } from './place.js'
import { ownerByPath } from './place.js'
import { type Named, personNamed } from './whose.js'

/** A file that is read again, and whose rows of it are meant. */
export interface Again {
  path: string
  source: Source
  /** Files whose records belong together with those of this one, it among them; none where it is read by itself. */
  together?: readonly TogetherFile[]
  /** Whose of the people whom its records name, as a pseudonym; absent or null for nobody of them. */
  person?: string | null
  /** Whom its place names. */
  named?: Named
}

/** How files of a place are read again, by the paths under which they are stored. */
export function readAgain(
  place: Place,
  files: readonly StoredFile[],
  machine: Machine | null,
): (stored: string) => Omit<Again, 'source'> {
  const groups = new Map<string, TogetherFile[]>()
  const owner = (stored: string) => {
    const { user, customer } = ownerByPath(withoutMachine(stored), place)
    return { user, customer }
  }
  for (const { path, source } of files) {
    if (personOf(path) !== null || !isTogether(source)) continue
    const key = JSON.stringify(owner(path))
    groups.set(key, [...(groups.get(key) ?? []), { path: pathHere(path, machine), source }])
  }
  const sources = new Map(files.map(({ path, source }) => [path, source]))
  return (stored) => {
    const named = owner(stored)
    const own = { path: pathHere(stored, machine), named, person: personOf(stored) }
    const together = isTogether(sources.get(wholeOf(stored)) ?? '') ? groups.get(JSON.stringify(named)) : undefined
    return together === undefined ? own : { ...own, together }
  }
}

/** Reads a file again, with those that belong together with it. @returns the rows that did not go to the sink. */
export async function readRowsAgain(
  { source, path, together }: Again,
  conceal: Conceal,
  sink: RowSink | null,
  rules: Rules | null = null,
): Promise<Rows[]> {
  if (together === undefined) return lastOf(await source.read(path, null, conceal, sink, rules), 0)
  const reads = await readTogether(together, conceal, sink, rules)
  return reads.flatMap((read, i) => {
    if (!('failed' in read)) return lastOf(read, i)
    if (together[i]!.path === path) throw read.failed
    return []
  })
}

const lastOf = (read: FileRead, file: number): Rows[] =>
  [read, ...(read.others ?? [])].map((rows) => ({ ...rows, file }))

/** Where rows that come of reading a file again lie, and whose of the people whom its records name they are. */
export interface Lying {
  path: string
  /** As a pseudonym; null where they are nobody's of them. */
  person: string | null
}

/** Where rows that come of reading a file again lie. */
export function lyingOf({ user, file = 0 }: Rows, { path, together, named }: Again, conceal: Conceal): Lying {
  const person = user === undefined || named === undefined || named.user !== null
  return { path: together?.[file]?.path ?? path, person: person ? null : personNamed(user, named, conceal) }
}
