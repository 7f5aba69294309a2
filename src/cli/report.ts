import { resolve } from 'node:path'
import type { Release } from '../release/index.js'
import { releaseJson, type ScreenInput, screen, writeReport } from '../report/index.js'
import { problemsOf } from './problems.js'
import { recentOf } from './recent.js'
import { retention } from './retention.js'
import { type Prepared, releaseOf, windowOf } from './run.js'
import { ownPlaces, type StudyOptions, settlePolicy, studyOf, withStudy } from './session.js'
import { pageTemplate } from './template.js'
import type { World } from './world.js'

export interface ReportOptions extends StudyOptions {
  out?: string
  json?: boolean
}

/** `leeway report`: reads, measures, and shows or writes what came of it. */
export async function report(places: readonly string[], options: ReportOptions, world: World): Promise<void> {
  const study = await studyOf(places, options, world)
  await withStudy(study, world, async (prepared) => {
    const warning = await settlePolicy(prepared, options)
    if (warning !== null) world.stderr.write(`leeway: ${warning}\n`)
    const named =
      places.length > 0 ? places.map(quoted).join(' ') : options.study === undefined ? '' : `--study ${options.study}`
    await present(prepared, options, world, { demo: false, next: nextSteps(named, options) })
  })
}

/** Makes the release of a prepared study and gives it to the person in the way they asked for. */
export async function present(
  prepared: Prepared,
  options: ReportOptions,
  world: World,
  about: Pick<ScreenInput, 'demo' | 'next'>,
): Promise<Release> {
  const release = await releaseOf(prepared, windowOf(prepared.study))
  const written = options.out === undefined ? null : resolve(world.cwd, options.out)
  if (written !== null) await writeReport(written, release, await pageTemplate(world.program))
  if (options.json) {
    world.stdout.write(releaseJson(release))
    return release
  }
  const input = await screenInput(prepared, release, world, about)
  const { columns, isTTY } = world.stdout
  world.stdout.write(screen(input, { width: columns ?? 80, color: isTTY === true && !world.environment.NO_COLOR }))
  if (written !== null) world.stdout.write(`\nWritten to ${written}: report.html opens in any browser, offline.\n`)
  return release
}

async function screenInput(
  prepared: Prepared,
  release: Release,
  world: World,
  about: Pick<ScreenInput, 'demo' | 'next'>,
): Promise<ScreenInput> {
  const recent = await recentOf(prepared, release)
  const homes = await ownPlaces(world.environment)
  const own = prepared.reports.some(({ place }) => homes.includes(place.id))
  return {
    release,
    ...(recent === undefined ? {} : { recent }),
    found: prepared.reports.map(({ place, files, bytes, appended, read, unchanged }) => ({
      place: place.written,
      files,
      bytes,
      note: read + appended === 0 ? 'nothing new' : unchanged === 0 ? '' : `${read + appended} new or changed`,
    })),
    problems: await problemsOf(prepared.rows, prepared.reports),
    ...(own ? { retention: await retention(world.environment) } : {}),
    ...about,
  }
}

function nextSteps(named: string, options: ReportOptions): string[] {
  const policy = options.policy === undefined ? '' : ` --policy ${options.policy}`
  const place = named === '' ? '' : ` ${named}`
  return [
    `leeway open${place}${policy}`,
    ...(options.out === undefined ? [`leeway report${place}${policy} --out DIR`] : []),
    `leeway why turn-duration${place}${policy}`,
  ]
}

export const quoted = (text: string): string => (/^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
