import { isAbsolute, resolve } from 'node:path'
import { makeFolder } from '../ingest/index.js'
import type { Release } from '../release/index.js'
import { releaseJson, type ScreenInput, screen, writeReport } from '../report/index.js'
import { answered, answerOf } from './answer.js'
import { discreetly } from './discreet.js'
import type { Answer, Wanted } from './kept.js'
import { retention } from './retention.js'
import type { Prepared } from './run.js'
import { type StudyOptions, studyOf } from './session.js'
import { pageTemplate } from './template.js'
import type { World } from './world.js'

export interface ReportOptions extends StudyOptions {
  out?: string
  json?: boolean
}

/** `leeway report`: reads, measures, and shows or writes what came of it. */
export async function report(places: readonly string[], options: ReportOptions, world: World): Promise<void> {
  const study = await studyOf(places, options, world)
  const answer = await answered(study, options, wantedBy(options), world)
  const next = nextSteps(namesOf(places, options, answer.release), options)
  const given = () => show(answer, options, world, { demo: false, next })
  await (forOthers(answer.release) ? discreetly(given, 'the report could not be written') : given())
}

/** Whether a release is for readers who may not see the logs. */
const forOthers = ({ study }: Release): boolean => study.policy.name !== 'private'

/** What was named on the command line, for commands to try next; others than its owner do not learn where logs lie. */
function namesOf(places: readonly string[], options: ReportOptions, release: Release): string {
  if (places.length > 0) return forOthers(release) ? 'PLACE' : places.map(quoted).join(' ')
  if (options.study === undefined) return ''
  return forOthers(release) ? '--study FILE' : `--study ${options.study}`
}

type About = Pick<ScreenInput, 'demo' | 'next'>

/** Makes the release of a prepared study and gives it to the person in the way they asked for. */
export async function present(
  prepared: Prepared,
  options: ReportOptions,
  world: World,
  about: About,
): Promise<Release> {
  const answer = await answerOf(prepared, wantedBy(options), world)
  await show(answer, options, world, about)
  return answer.release
}

const wantedBy = (options: ReportOptions): Wanted => (options.json ? 'release' : 'screen')

async function show({ release, beside }: Answer, options: ReportOptions, world: World, about: About): Promise<void> {
  const written = options.out === undefined ? null : resolve(world.cwd, options.out)
  if (written !== null) await makeFolder(written)
  if (written !== null) await writeReport(written, release, await pageTemplate(world.program))
  if (options.json || beside === null) {
    world.stdout.write(releaseJson(release))
    return
  }
  const { own, ...shown } = beside
  const kept = own ? { retention: await retention(world.environment) } : {}
  const { columns, isTTY } = world.stdout
  const width = columns ?? 80
  const color = isTTY === true && !world.environment.NO_COLOR
  await world.timed('screen', async () =>
    world.stdout.write(screen({ release, ...shown, ...kept, ...about }, { width, color })),
  )
  if (options.out !== undefined && written !== null) {
    const folder = forOthers(release) ? asTyped(options.out) : ` to ${written}`
    world.stdout.write(`\nWritten${folder}: report.html opens in any browser, offline.\n`)
  }
}

const asTyped = (folder: string): string => (isAbsolute(folder) ? '' : ` to ${folder}`)

function nextSteps(named: string, options: ReportOptions): string[] {
  const policy = options.policy === undefined ? '' : ` --policy ${options.policy}`
  const judge = options.judge === undefined ? '' : ` --judge ${quoted(options.judge)}`
  const place = named === '' ? '' : ` ${named}`
  return [
    `leeway open${place}${policy}${judge}`,
    ...(options.out === undefined ? [`leeway report${place}${policy}${judge} --out DIR`] : []),
    `leeway why turn-duration${place}${policy}${judge}`,
  ]
}

export const quoted = (text: string): string => (/^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
