import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const command = fileURLToPath(new URL('../dist/leeway.js', import.meta.url))
/**
 * The same command with one figure of each kind, which is built anew before all tests (few-command.mjs): what becomes of a store is the
 * same under either, and every figure asks a server dozens of questions.
 */
export const FEW = process.env.FEW_COMMAND ?? command

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Builds the command where it was not built yet. */
export async function build(): Promise<void> {
  if (existsSync(command)) return
  const { code, stderr } = await run(process.execPath, ['build.mjs'], { cwd: root })
  if (code !== 0) throw new Error(stderr)
}

/** A home of its own for a run: nothing of this machine's is read or written. */
export const ownHome = (home: string): Record<string, string> => ({
  HOME: home,
  LEEWAY_HOME: `${home}/leeway`,
  LEEWAY_STORE: '',
  LEEWAY_KEY_FILE: '',
  CLAUDE_CONFIG_DIR: '',
  XDG_CONFIG_HOME: '',
  NO_COLOR: '',
})

/** Runs the built command to its end. @param program the command itself, or `FEW`. */
export function leeway(
  args: string[],
  options: { home: string; cwd?: string; environment?: Record<string, string>; program?: string },
): Promise<Ended> {
  const env = { ...process.env, ...ownHome(options.home), ...options.environment }
  return run(process.execPath, [options.program ?? command, ...args], {
    env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
}

/** Starts the built command and leaves it running. */
export function start(args: string[], home: string) {
  return spawn(process.execPath, [command, ...args], {
    env: { ...process.env, ...ownHome(home) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function run(file: string, args: string[], options: { env?: NodeJS.ProcessEnv; cwd?: string }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
