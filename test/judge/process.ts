import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'
import type { ModelSettings, RunSettings } from '../../src/judge/index.js'

const program = join(tmpdir(), `leeway-judge-child-${process.pid}.mjs`)

/** Builds the child before the tests of a file, and removes it after them. */
export function withChild(): void {
  beforeAll(async () => {
    await build({
      entryPoints: [fileURLToPath(new URL('./child.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    })
  })
  afterAll(() => rm(program, { force: true }))
}

export interface ChildRun {
  model: ModelSettings
  run: RunSettings
  count: number
  perInquiry?: number
}

export interface ChildEnd {
  killed: boolean
  lines: Record<string, unknown>[]
  stderr: string
}

/** Judges in a child. @param until kills it, with a signal that it cannot see, when this comes true. */
export function inChild(settings: ChildRun, until?: () => boolean): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const watching = setInterval(() => {
      if (until?.()) child.kill('SIGKILL')
    }, 2)
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      clearInterval(watching)
      const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1)
      const lines = whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
      resolve({ killed: signal === 'SIGKILL', lines, stderr })
    })
  })
}
