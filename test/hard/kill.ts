import { spawn } from 'node:child_process'
import { FEW, ownHome } from '../built.js'

/** Runs the command and kills it after some milliseconds. @returns whether it was still running. */
export const killedAfter = (args: string[], home: string, cwd: string, ms: number, environment = {}) =>
  killedWhen(args, { home, cwd, environment }, () => new Promise((resolve) => setTimeout(resolve, ms)))

/** Runs the command and kills it when something has happened. @returns whether it was still running. */
export function killedWhen(
  args: string[],
  { home, cwd, environment = {} }: { home: string; cwd: string; environment?: Record<string, string> },
  happened: () => Promise<unknown>,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...ownHome(home), ...environment }
    const child = spawn(process.execPath, [FEW, ...args], { cwd, env, stdio: 'ignore' })
    child.on('error', reject)
    child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL'))
    happened().then(() => child.kill('SIGKILL'), reject)
  })
}
