import { locate, pseudonymKey, type Walk } from '../ingest/index.js'
import type { Release } from '../release/index.js'
import type { StudyFile } from '../study/index.js'
import { type Answer, type Beside, keep, keepsAny, type Question, questionMark, recall, type Wanted } from './kept.js'
import { problemsOf } from './problems.js'
import { recentOf } from './recent.js'
import { type Prepared, placesOf, releaseOf, windowOf } from './run.js'
import { type Asked, namedPolicy, ownPlaces, type StudyOptions, withStudy } from './session.js'
import { trustOf } from './trust.js'
import { type Where, whereOf } from './where.js'
import type { World } from './world.js'

/** Answers a study: from what was kept where nothing has changed since, else from the store and the logs. */
export async function answered(study: StudyFile, options: StudyOptions, wanted: Wanted, world: World): Promise<Answer> {
  const where = whereOf(options, world.environment)
  const places = placesOf(study, world.cwd)
  const walks: Walk[] = []
  await world.timed('walk', async () => {
    for (const place of places) walks.push(await locate(place))
  })
  const asked: Asked = { study, named: namedPolicy(study, options) }
  const own = await ownPlaces(world.environment)
  const question: Question = { study, places: places.map((place) => place.id), walks, own, named: asked.named }
  const known = await world.timed('recall', () => recalled(where, question, wanted, world))
  if (known !== null) {
    say(known.says, world)
    for (const found of known.answer.beside?.found ?? []) found.note = NOTHING_NEW
    return known.answer
  }
  const made = await withStudy(
    asked,
    world,
    where,
    async (prepared) => {
      say(prepared.says, world)
      return { prepared, says: prepared.says, answer: await answerOf(prepared, wanted, world) }
    },
    walks,
  )
  // What could not be opened may be allowed later, and nothing of that shows in size and time.
  const opened = made.prepared.reports.every((report, i) => report.refused.length === walks[i]!.refused.length)
  const mark = opened ? await questionMark(question, made.prepared.key, world.program) : null
  if (mark !== null) await world.timed('keep', () => keep(where, mark, made))
  return made.answer
}

async function recalled(where: Where, question: Question, wanted: Wanted, world: World) {
  if (!(await keepsAny(where))) return null
  // Whatever is wrong with the folder is said where the store is opened.
  const key = await pseudonymKey(where.home, where.keyFile).catch(() => null)
  const mark = key === null ? null : await questionMark(question, key, world.program)
  return mark === null ? null : recall(where, mark, wanted)
}

/** Says what must be said of the policy. */
export function say(says: string | null, world: World): void {
  if (says !== null) world.stderr.write(`leeway: ${says}\n`)
}

/** Makes the release of a prepared study, and what the screen shows beside it. */
export async function answerOf(prepared: Prepared, wanted: Wanted, world: World): Promise<Answer> {
  prepared.trust = await trustOf(prepared)
  const release = await releaseOf(prepared, windowOf(prepared.study))
  return { release, beside: wanted === 'screen' ? await besideOf(prepared, release, world) : null }
}

/** Nothing that the release does not say itself, where that is for other readers. */
const NOTHING_BESIDE: Beside = { found: [], problems: [], own: false }

async function besideOf(prepared: Prepared, release: Release, world: World): Promise<Beside> {
  if (release.study.policy.name !== 'private') return NOTHING_BESIDE
  const recent = await recentOf(prepared, release)
  const homes = await ownPlaces(world.environment)
  return {
    ...(recent === undefined ? {} : { recent }),
    found: prepared.reports.map(({ place, files, bytes, appended, read, unchanged }) => ({
      place: place.written,
      files,
      bytes,
      note: read + appended === 0 ? NOTHING_NEW : unchanged === 0 ? '' : `${read + appended} new or changed`,
    })),
    problems: await problemsOf(prepared.rows, prepared.reports),
    own: prepared.reports.some(({ place }) => homes.includes(place.id)),
  }
}

export const NOTHING_NEW = 'nothing new'
