import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { aboutStore } from '../store/index.js'
import { problemsOf } from './problems.js'
import { retention } from './retention.js'
import { ownPlaces, storeAt, studyOf, withStudy } from './session.js'
import { type StoreOptions, whereOf } from './where.js'
import type { World } from './world.js'

/** `leeway doctor`: what this installation needs, what it finds, and what it could not understand. For this machine only. */
export async function doctor(options: StoreOptions, world: World): Promise<void> {
  const say = (ok: boolean, text: string) => world.stdout.write(`${ok ? 'ok  ' : 'look'}  ${text}\n`)
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  say(major > 20 || (major === 20 && minor >= 20), `Node ${process.versions.node} (20.20 or later is needed)`)
  const where = whereOf(options, world.environment)
  say(await writable(where.home), `data folder ${where.home}`)
  const { store } = await storeAt(where, world)
  await store.close()
  say(true, await aboutStore(where.home, where.address))
  const kept = await retention(world.environment)
  say(
    kept.configured,
    `Claude Code keeps transcripts ${kept.days} days${kept.configured ? '' : ', its default; set "cleanupPeriodDays" in its settings.json to keep them longer'}`,
  )
  const places = await ownPlaces(world.environment)
  if (places.length === 0) {
    say(false, 'no agent logs found on this machine; leeway sources lists where they are looked for')
    return
  }
  const study = await studyOf([], {}, world)
  await withStudy({ study, named: 'private' }, world, where, async ({ rows, reports }) => {
    for (const { place, files, bytes } of reports)
      say(true, `${place.written}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`)
    const problems = await problemsOf(rows, reports)
    for (const { n, what, hint } of problems) say(false, `${n} ${what}${hint === undefined ? '' : ` (${hint})`}`)
    if (problems.length === 0) say(true, 'every record was understood')
  })
}

/** Whether a folder can be written to, or made. */
async function writable(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    try {
      await access(at, constants.W_OK)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(at) === at) return false
    }
  }
}
