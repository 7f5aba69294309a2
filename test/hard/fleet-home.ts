import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Ended, FEW, leeway } from '../built.js'
import { makeFleet } from '../fleet/index.js'

/** A fleet on disk and what an undisturbed report on it prints, for runs to be disturbed and compared with it. */
export class FleetHome {
  private n = 0

  private constructor(
    readonly dir: string,
    /** What an undisturbed run prints. */
    readonly release: string,
    /** How long it takes, in milliseconds. */
    readonly takes: number,
    private readonly key: string,
  ) {}

  /** Enough files that several threads read them. */
  static async make(): Promise<FleetHome> {
    await build()
    const dir = await mkdtemp(join(tmpdir(), 'leeway-hard-'))
    await makeFleet(join(dir, 'fleet'), { seed: 5, users: 4, meanSessions: 9, from: '2026-01-05', days: 28 })
    const home = join(dir, 'undisturbed')
    const start = performance.now()
    const { code, stdout, stderr } = await leeway(REPORT, { home, cwd: dir, program: FEW })
    if (code !== 0) throw new Error(stderr)
    const key = await readFile(join(home, 'leeway', 'key'), 'utf8')
    return new FleetHome(dir, stdout, performance.now() - start, key)
  }

  /** A new home with the same key, so that the same logs give the same bytes. */
  async home(below = this.dir): Promise<string> {
    const home = join(below, `home-${++this.n}`)
    await mkdir(join(home, 'leeway'), { recursive: true })
    await writeFile(join(home, 'leeway', 'key'), this.key)
    return home
  }

  report(home: string, environment: Record<string, string> = {}): Promise<Ended> {
    return leeway(REPORT, { home, cwd: this.dir, environment, program: FEW })
  }

  remove(): Promise<void> {
    return rm(this.dir, { recursive: true, force: true })
  }
}

export const REPORT = ['report', 'fleet/{user}/projects', '--policy', 'private', '--json']

/** Starts another program that opens a store as Leeway does, and keeps it for some time. */
export async function holder(path: string, seconds: number) {
  const script = `
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(process.argv[1])
    console.log('held')
    setTimeout(() => instance.closeSync(), ${seconds * 1000})`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, path], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error(`the store ${path} could not be held`)))
  })
  return child
}
