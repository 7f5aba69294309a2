import { locate, parsePlace } from '../ingest/index.js'
import { SOURCES } from '../sources/index.js'
import { userHome } from './home.js'
import type { World } from './world.js'

/** `leeway sources`: the kinds of logs that are read, what each can say, and what lies on this machine. */
export async function listSources(options: { json?: boolean }, world: World): Promise<void> {
  const found = await Promise.all(
    SOURCES.map(async ({ id, title, version, carries, homes }) => ({
      id,
      title,
      version,
      carries,
      places: await Promise.all(
        homes(world.environment, userHome(world.environment)).map(async (place) => {
          const { files, missing } = await locate(parsePlace(place, world.cwd))
          return { place, found: !missing, files: files.length, bytes: files.reduce((sum, file) => sum + file.size, 0) }
        }),
      ),
    })),
  )
  if (options.json) {
    world.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    return
  }
  const mark = (value: boolean | 'partly') => (value === true ? 'yes' : value === false ? 'no' : 'partly')
  for (const { id, title, carries, places } of found) {
    world.stdout.write(`${id}  ${title}\n`)
    for (const [name, value] of Object.entries(carries))
      world.stdout.write(`  ${name.replaceAll('_', ' ').padEnd(16)}${mark(value)}\n`)
    for (const { place, found: there, files, bytes } of places) {
      world.stdout.write(
        there ? `  found ${place}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB\n` : `  not here: ${place}\n`,
      )
    }
    world.stdout.write(`  more: docs/sources/${id}.md\n`)
  }
}
