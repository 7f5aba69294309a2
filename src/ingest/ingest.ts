import type { Located, Source } from '../model/index.js'
import { isTogether, unpackedName } from '../sources/index.js'
import type { StoredFile } from '../store/index.js'
import { Bringing, type Plan } from './bringing.js'
import { storedPath, withoutMachine } from './machine.js'
import type { IngestMeans } from './means.js'
import { personOf, wholeOf } from './parts.js'
import { ownerByPath, type Place } from './place.js'
import { leave, type PlaceReport, take } from './report.js'
import { untimed } from './timed.js'
import { readBy } from './versions.js'
import { locate, type Walk } from './walk.js'
import { contributorName, exclusionOf, leftOut, leftOutOf, markOf, type Named } from './whose.js'

/**
 * Brings the store up to date with a place. Unchanged files cost a look at their size and time, files that grew are
 * read from their last open turn, others as a whole. Files that are gone keep their rows: logs are deleted after a
 * while, figures need not be.
 * @param walked what lies in the place, where that is known already.
 */
export async function ingest(
  place: Place,
  sources: readonly Source[],
  means: IngestMeans,
  walked?: Walk,
): Promise<PlaceReport> {
  const { store, exclude, conceal, machine = null, timed = untimed } = means
  const { files, refused: unseen, missing } = walked ?? (await timed('walk', () => locate(place)))
  const refused = [...unseen]
  const report: PlaceReport = {
    place,
    missing,
    files: 0,
    bytes: 0,
    read: 0,
    appended: 0,
    unchanged: 0,
    unrecognised: [],
    refused,
    excluded: {},
  }
  const known = knownFiles(await store.files(place.id))
  const plans: Plan[] = []
  const forget: number[] = []
  const people = new Set<string>()
  /** Forgets what records said of people who are kept out. @returns whether there was anything. */
  const forgetParts = ({ customer }: Named, parts: Map<string, StoredFile>): boolean => {
    const before = parts.size
    for (const contributor of before === 0 ? [] : leftOut(customer, exclude, conceal)) {
      const gone = parts.get(contributor)
      if (gone !== undefined) forget.push(gone.file)
      parts.delete(contributor)
    }
    return parts.size < before
  }
  for (const located of files) {
    const name = storedPath(located.path, machine)
    const { whole: stored = null, parts } = known.get(name) ?? { parts: new Map<string, StoredFile>() }
    known.delete(name)
    const reason = exclusionOf(located, exclude)
    if (reason !== undefined) {
      report.excluded[reason] = (report.excluded[reason] ?? 0) + 1
      forget.push(...[...parts.values()].map(({ file }) => file))
      if (stored !== null) forget.push(stored.file)
      // What judges said of them may have outlived what was stored.
      else people.add(conceal('user', contributorName(located, place, means)))
      continue
    }
    const plan = { located, known: stored, parts, unchanged: false }
    const forgotten = forgetParts(located, parts)
    if (!mayBeLog(located.path, sources)) report.unrecognised.push(located.path)
    else if (!forgotten && unchanged(located, stored, sources, markOf(exclude, conceal))) {
      report.unchanged++
      take(report, located)
      leave(report, leftOutOf(stored!.head)?.left ?? {})
      if (isTogether(stored!.source)) plans.push({ ...plan, unchanged: true })
    } else plans.push(plan)
  }
  // What was read of files that are gone by now is theirs all the same.
  for (const [path, { whole, parts }] of known) {
    const owner = ownerByPath(withoutMachine(path), place)
    const all = [...(whole === undefined ? [] : [whole]), ...parts.values()]
    if (exclusionOf(owner, exclude) !== undefined) forget.push(...all.map(({ file }) => file))
    else forgetParts(owner, parts)
  }
  if (forget.length > 0 || people.size > 0) await store.forget(forget, [...people])
  const changed = plans.some((plan) => !plan.unchanged)
  if (machine !== null && machine.name === null && changed) await store.claim(place.id, machine.mark)
  if (changed) await timed('read', () => new Bringing(sources, report, means).readAll(plans))
  return report
}

function mayBeLog(path: string, sources: readonly Source[]): boolean {
  const name = unpackedName(path)
  return sources.some((source) => source.named(name)) && !sources.some((source) => source.beside?.(name))
}

/** What is stored of files, by their paths: of whom the place names, and of people whom records name. */
function knownFiles(files: readonly StoredFile[]) {
  const known = new Map<string, { whole?: StoredFile; parts: Map<string, StoredFile> }>()
  for (const file of files) {
    const path = wholeOf(file.path)
    const one = known.get(path) ?? { parts: new Map<string, StoredFile>() }
    const person = personOf(file.path)
    if (person === null) one.whole = file
    else one.parts.set(person, file)
    known.set(path, one)
  }
  return known
}

/** @param mark who is left out of files in which records name somebody. */
function unchanged(
  { size, mtime }: Located,
  known: StoredFile | null,
  sources: readonly Source[],
  mark: string,
): boolean {
  if (known === null || !readBy(known, sources) || known.size !== size || known.mtime !== mtime) return false
  const then = leftOutOf(known.head)
  return then === null || then.mark === mark
}
