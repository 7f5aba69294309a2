import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ownHome } from '../built.js'

const command = fileURLToPath(new URL('../../dist/leeway.js', import.meta.url))

/** Runs the command and kills it after some milliseconds. @returns whether it was still running. */
export function killedAfter(args: string[], home: string, cwd: string, ms: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...ownHome(home) }
    const child = spawn(process.execPath, [command, ...args], { cwd, env, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), ms)
    child.on('error', reject)
    child.on('exit', (_code, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}
