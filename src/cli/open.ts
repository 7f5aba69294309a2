import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { resolve } from 'node:path'
import { parseRelease, type Release } from '../release/index.js'
import { serve } from '../serve/index.js'
import { withDemo } from './demo.js'
import { UsageError } from './exit.js'
import { releaseOf, windowOf } from './run.js'
import { type StudyOptions, settlePolicy, studyOf, withStudy } from './session.js'
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
  const release = await releaseFor(places, options, world)
  const served = await serve({ template, release, port })
  world.stdout.write(`Leeway is open at ${served.url} for this machine only. Press Ctrl+C to close it.\n`)
  if (options.browser !== false && world.stdout.isTTY) browse(served.url)
  await new Promise<void>((done) => {
    process.once('SIGINT', done)
    process.once('SIGTERM', done)
  })
  await served.close()
}

async function releaseFor(places: readonly string[], options: OpenOptions, world: World): Promise<Release> {
  if (places.length === 1 && /\.json$/.test(places[0]!)) {
    const path = resolve(world.cwd, places[0]!)
    const text = await readFile(path, 'utf8').catch((error: Error) => {
      throw new UsageError(`cannot read ${path}: ${error.message}`)
    })
    try {
      return parseRelease(JSON.parse(text))
    } catch (error) {
      throw new UsageError(`${path}: ${(error as Error).message}`)
    }
  }
  if (options.demo) return withDemo(world, (prepared) => releaseOf(prepared, windowOf(prepared.study)))
  const study = await studyOf(places, options, world)
  return withStudy(study, world, async (prepared) => {
    const warning = await settlePolicy(prepared, options)
    if (warning !== null) world.stderr.write(`leeway: ${warning}\n`)
    return releaseOf(prepared, windowOf(study))
  })
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
