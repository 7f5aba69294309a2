import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileOf, type Ground, type Planted, type Scene, type Studio } from '../attack/index.js'
import { type PlaceReport, type PseudonymKey, parsePlace, untimed } from '../ingest/index.js'
import type { Release } from '../release/index.js'
import { COMPANIONS } from '../sources/index.js'
import { type FileBatch, openTemporary, type Store } from '../store/index.js'
import { type StudyFile, studyHash, studyParts } from '../study/index.js'
import { GROUPS_OF_ITS_OWN } from './groups.js'
import { guardedRelease, type Prepared, releaseOf, settingsOf, windowOf } from './run.js'
import { judgeOf, scopeOf } from './study-judge.js'

/**
 * How a prepared study becomes a release: as every report does, or in a test with a defence taken away.
 * @param figures ids of those that are made, or all of them.
 */
export type Releaser = (prepared: Prepared, figures: readonly string[] | undefined) => Promise<Release>

const asReported: Releaser = (prepared, figures) =>
  prepared.study.policy.name === 'private'
    ? releaseOf(prepared, windowOf(prepared.study))
    : guardedRelease(prepared, windowOf(prepared.study), { figures })

/** An empty store in memory, groups that are kept from one release to the next, and a study of what an attack puts there. */
export async function studioOf(
  study: StudyFile,
  ground: Ground,
  key: PseudonymKey,
  figures?: readonly string[],
  release: Releaser = asReported,
): Promise<Studio> {
  const store = await openTemporary(key.mark)
  const groups = await mkdtemp(join(tmpdir(), 'leeway-attack-groups-'))
  return {
    async release(scene) {
      await bring(store, scene, ground)
      const prepared = await preparedOf(store, askedBy(study, scene), ground, key)
      return release({ ...prepared, groups: { ...prepared.groups, folder: groups } }, figures)
    },
    async close() {
      await store.close()
      await rm(groups, { recursive: true, force: true })
    },
  }
}

/** Reads what is new, and forgets what is excluded or gone, as reading its places again does. */
async function bring(store: Store, scene: Scene, ground: Ground): Promise<void> {
  const without = new Set(scene.without ?? [])
  const all = [...(ground.background ?? []), ...scene.sessions.map((one) => readOnce(one, ground))]
  const wanted = all.filter(({ contributor }) => !without.has(contributor))
  const keys = new Set(wanted.map(keyOf))
  const known = new Set<string>()
  for (const place of placesOf(ground)) {
    const stored = await store.files(place)
    const gone = stored.filter(({ path }) => !keys.has(keyOf({ place, path }))).map(({ file }) => file)
    if (gone.length > 0) await store.forget(gone)
    for (const { path } of stored) known.add(keyOf({ place, path }))
  }
  const fresh = wanted.filter((one) => !known.has(keyOf(one)))
  for (let i = 0; i < fresh.length; i += TOGETHER) await store.append(fresh.slice(i, i + TOGETHER))
  if (scene.verdicts !== undefined) await store.judge(scene.verdicts)
}

/** A session's file, made once for all worlds that it stands in. */
function readOnce(session: Planted, ground: Ground): FileBatch {
  const known = read.get(session)
  if (known?.place === ground.place && known.source === ground.source) return known
  const file = fileOf(session, ground)
  read.set(session, file)
  return file
}

const read = new WeakMap<Planted, FileBatch>()

/** Files that are written together at most. */
const TOGETHER = 500

const keyOf = ({ place, path }: Pick<FileBatch, 'place' | 'path'>): string => `${place}\n${path}`

const placesOf = ({ place, background = [] }: Ground): string[] => [
  ...new Set([place, ...background.map((file) => file.place)]),
]

/** The study of a scene: without whom it excludes, and by the model that judged it where one did. */
const askedBy = (study: StudyFile, { without = [], verdicts = [] }: Scene): StudyFile => ({
  ...study,
  exclude: [...study.exclude, ...without.map((user) => ({ user, reason: 'requested' as const }))],
  ...(verdicts.length === 0 ? {} : { judge: { id: verdicts[0]!.judge } }),
})

/** What reading the study's places would have made of it (run.ts). */
async function preparedOf(store: Store, study: StudyFile, ground: Ground, key: PseudonymKey): Promise<Prepared> {
  const judge = judgeOf(study, await store.judges())
  const scope = { places: placesOf(ground), protect: study.policy.protect, without: settingsOf(study) }
  const rows = await store.study({ ...scope, companions: COMPANIONS, ...scopeOf(study, judge, study.policy.name) })
  const parts = studyParts(study, key.key)
  const { analysis, before } = await store.enter(placesOf(ground).sort().join('\n'), studyHash(study, key.key), parts)
  return {
    ...{ study, says: null, store, rows, judge, reports: placesOf(ground).map(readFrom), analysis, key, machine: null },
    changed: before === null ? [] : Object.keys(parts).filter((part) => parts[part] !== before[part]),
    ...{ notes: [], trust: null, groups: GROUPS_OF_ITS_OWN, timed: untimed },
  }
}

const readFrom = (place: string): PlaceReport => ({
  ...{ place: { ...parsePlace(place, '/'), id: place }, missing: false, files: 1, bytes: 1, read: 1, appended: 0 },
  ...{ unchanged: 0, unrecognised: [], refused: [], excluded: {} },
})
