import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { resolve } from 'node:path'
import { parseRelease, type Release } from '../release/index.js'
import { serve } from '../serve/index.js'
import { answered } from './answer.js'
import { withDemo } from './demo.js'
import { UsageError } from './exit.js'
import { releaseOf, windowOf } from './run.js'
import { type StudyOptions, studyOf } from './session.js'
import { pageTemplate } from './template.js'
import type { World } from './world.js'

export interface OpenOptions extends StudyOptions {
  port?: string
  browser?: boolean
  demo?: boolean
}

/** `leeway open`: the dashboard on 127.0.0.1, from logs or from a release.json. Serves until interrupted. */
export async function openPage(places: readonly string[], options: OpenOptions, world: World): Promise<void> {
  const port = Number(options.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UsageError(`--port ${options.port}: expected a number from 0 to 65535`)
  const template = await pageTemplate(world.program)
  const files = places.length > 0 && places.length <= 2 && places.every((place) => /\.json$/.test(place))
  const [release, other] = files
    ? await Promise.all(places.map((place) => releaseIn(place, world)))
    : [await releaseFor(places, options, world)]
  const served = await serve({ template, release: release!, ...(other === undefined ? {} : { other }), port })
  world.stdout.write(`Leeway is open at ${served.url} for this machine only. Press Ctrl+C to close it.\n`)
  if (options.browser !== false && world.stdout.isTTY) browse(served.url)
  await new Promise<void>((done) => {
    process.once('SIGINT', done)
    process.once('SIGTERM', done)
  })
  await served.close()
}

/** A release from a file, such as one that `leeway report --out` wrote. */
async function releaseIn(file: string, world: World): Promise<Release> {
  const path = resolve(world.cwd, file)
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`cannot read ${path}: ${error.message}`)
  })
  try {
    return parseRelease(JSON.parse(text))
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`)
  }
}

async function releaseFor(places: readonly string[], options: OpenOptions, world: World): Promise<Release> {
  if (options.demo) return withDemo(world, (prepared) => releaseOf(prepared, windowOf(prepared.study)))
  const study = await studyOf(places, options, world)
  return (await answered(study, options, 'release', world)).release
}

/** Asks the desktop to show a page; where it cannot, the address on the screen must do. */
function browse(url: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[platform() as string] ?? [
    'xdg-open',
  ]
  const child = spawn(command!, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
