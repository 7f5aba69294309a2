import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDemo } from '../demo/index.js'
import { makeFolder } from '../ingest/index.js'
import { studyFromOptions } from '../study/index.js'
import { leewayHome } from './home.js'
import { present, type ReportOptions } from './report.js'
import type { Prepared } from './run.js'
import { withStudy } from './session.js'
import { hereIn } from './where.js'
import type { World } from './world.js'

/** Changes when the synthetic population does, so that an older one is written anew. */
const DEMO_VERSION = '1'

/** The demo's logs are nobody's, so its pseudonym key is no secret and its figures are the same everywhere. */
const demoKey = createHash('sha256').update('leeway demo').digest('hex')

const DEMO_NOTE = 'Synthetic demo data: nobody’s logs, made to show what a report looks like.'

/** `leeway demo`: a synthetic population whose curves follow the published ones, and a report on it. */
export async function demo(options: ReportOptions, world: World, next?: string[]): Promise<void> {
  await withDemo(world, async (prepared) => {
    await present(prepared, options, world, {
      demo: true,
      next: next ?? ['leeway', 'leeway demo --out DIR', 'leeway open --demo'],
    })
  })
}

/** Runs something on the demo's study, whose releases say what they are. */
export async function withDemo<T>(world: World, work: (prepared: Prepared) => Promise<T>): Promise<T> {
  const home = await demoHome(world)
  const places = [join(home, 'logs', '{user}', 'projects')]
  const study = studyFromOptions({ name: 'Demo', places, policy: 'private' })
  const noted = (prepared: Prepared) => work({ ...prepared, notes: [DEMO_NOTE] })
  return withStudy({ study, named: 'private' }, world, hereIn(home), noted)
}

/** The demo's own folder with its logs, written where they are not there yet: beside it, so that it appears whole. */
async function demoHome(world: World): Promise<string> {
  const base = leewayHome(world.environment)
  const home = join(base, 'demo')
  if (await written(home)) return home
  await makeFolder(base)
  await removeUnfinished(base)
  const unfinished = join(base, `demo.${randomBytes(4).toString('hex')}.new`)
  try {
    await makeFolder(unfinished)
    await writeFile(join(unfinished, 'key'), `${demoKey}\n`, { mode: 0o600 })
    let shown = false
    await writeDemo(join(unfinished, 'logs'), {}, (done, of) => {
      if (!world.stderr.isTTY) return
      shown = true
      world.stderr.write(`\r\u001b[Kwriting synthetic logs ${Math.round((100 * done) / of)}%`)
    })
    if (shown) world.stderr.write('\r\u001b[K')
    await writeFile(join(unfinished, 'written'), DEMO_VERSION)
    if (!(await written(home))) await rm(home, { recursive: true, force: true })
    // Where another process was faster, its demo holds.
    await rename(unfinished, home).catch(async (error: Error) => {
      if (!(await written(home))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return home
}

const written = async (home: string) => (await readFile(join(home, 'written'), 'utf8').catch(() => '')) === DEMO_VERSION

const LONG_AGO_MS = 3_600_000

/** Removes what processes left behind that were killed while they wrote the demo. */
async function removeUnfinished(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!/^demo\.[0-9a-f]{8}\.new$/.test(name)) continue
    const found = await stat(join(base, name)).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > LONG_AGO_MS)
      await rm(join(base, name), { recursive: true, force: true })
  }
}
