import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { JudgeStopped } from './stopped.js'

/** Folders that this very process holds: in a container, a process that died may have had the same number. */
const held = new Set<string>()

/** Two runs would pass their budget together. */
const judges = (who: string, folder: string, path: string) =>
  new JudgeStopped(`${who} judges into ${folder}: wait until it ends, or remove ${path} if it does not run any more`)

/**
 * Takes a folder for this process.
 * @param refused makes the error for where another has it, from who that is, the folder, and the file that says so.
 * @returns what gives it back.
 * @throws Error, that one, where a process has it that is alive, or that runs on another machine.
 */
export async function lock(
  folder: string,
  refused: (who: string, folder: string, path: string) => Error = judges,
): Promise<() => Promise<void>> {
  const path = join(resolve(folder), 'lock')
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(path, `${process.pid} ${hostname()}\n`, { flag: 'wx', mode: 0o600 })
      held.add(path)
      return async () => {
        held.delete(path)
        await rm(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const [pid = '', machine = ''] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ')
      const here = machine === '' || machine === hostname()
      if (tries > 0 || held.has(path) || !here || (Number(pid) !== process.pid && alive(Number(pid))))
        throw refused(`process ${pid}${here ? '' : ` on ${machine}`}`, folder, path)
      await rm(path, { force: true })
    }
  }
}

function alive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
