import { CAPABILITY_SENTENCES } from '../charts/index.js'
import { locate, parsePlace } from '../ingest/index.js'
import type { Capability, Source } from '../model/index.js'
import { SOURCES } from '../sources/index.js'
import { userHome } from './home.js'
import type { World } from './world.js'

/** The columns of the table of capabilities, short enough for a screen of 80 columns. */
const HEADS: Readonly<Record<Capability, string>> = {
  turn_time: 'turn',
  work_time: 'work',
  reported_time: 'own',
  interrupts: 'intr',
  approvals: 'appr',
  questions: 'ques',
  headless: 'head',
  user: 'user',
  subagents: 'subs',
  tokens: 'tokn',
  linkable: 'link',
}

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
  const lines = [
    ...table(found),
    '',
    ...Object.entries(HEADS).map(([capability, head]) => `${head.padEnd(6)}${CAPABILITY_SENTENCES[capability]}`),
    'part: some versions, records or settings say it and others do not; docs/sources has a page for each',
    '',
    'On this machine',
    ...found.flatMap(({ id, places }) => places.map((place) => `  ${id}: ${lies(place)}`)),
  ]
  world.stdout.write(`${lines.join('\n')}\n`)
}

function table(sources: readonly Pick<Source, 'id' | 'carries'>[]): string[] {
  const capabilities = Object.keys(HEADS) as Capability[]
  const width = Math.max(...sources.map(({ id }) => id.length)) + 2
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padEnd(5)).join('')}`.trimEnd()
  const word = (value: boolean | 'partly') => (value === true ? 'yes' : value === false ? 'no' : 'part')
  return [
    row('source', Object.values(HEADS)),
    ...sources.map(({ id, carries }) =>
      row(
        id,
        capabilities.map((one) => word(carries[one])),
      ),
    ),
  ]
}

const lies = ({ place, found, files, bytes }: { place: string; found: boolean; files: number; bytes: number }) =>
  found ? `found ${place}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB` : `not here: ${place}`
