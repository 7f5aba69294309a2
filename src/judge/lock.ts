import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { JudgeStopped } from './stopped.js'

/** Folders that this very process holds: in a container, a process that died may have had the same number. */
const held = new Set<string>()

/**
 * Takes a folder for this process; two runs would pass their budget together.
 * @returns what gives it back.
 * @throws JudgeStopped where a process has it that is alive, or that runs on another machine.
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
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
        throw new JudgeStopped(
          `process ${pid}${here ? '' : ` on ${machine}`} judges into ${folder}: wait until it ends, or remove ${path} if it does not run any more`,
        )
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
