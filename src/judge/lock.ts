import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JudgeStopped } from './stopped.js'

/**
 * Takes a folder for this process; two runs would pass their budget together.
 * @returns what gives it back.
 * @throws JudgeStopped where a process that is alive has it.
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock')
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number((await readFile(path, 'utf8').catch(() => '')).trim())
      if (tries > 0 || holder === process.pid || alive(holder))
        throw new JudgeStopped(
          `process ${holder} judges into ${folder}: wait until it ends, or remove ${path} if no judge runs there`,
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
