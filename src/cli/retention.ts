import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SOURCES } from '../sources/index.js'
import { type Environment, userHome } from './home.js'

/** Days for which Claude Code keeps transcripts unless it is told otherwise. */
const DEFAULT_DAYS = 30

/** For how long transcripts are kept on this machine: the setting `cleanupPeriodDays`, else the default. */
export async function retention(environment: Environment): Promise<{ days: number | null; configured: boolean }> {
  for (const source of SOURCES) {
    for (const projects of source.homes(environment, userHome(environment))) {
      try {
        const settings: unknown = JSON.parse(await readFile(join(dirname(projects), 'settings.json'), 'utf8'))
        const days = (settings as { cleanupPeriodDays?: unknown } | null)?.cleanupPeriodDays
        if (typeof days === 'number') return { days, configured: true }
      } catch {
        // No settings, or none that can be read: the default holds.
      }
    }
  }
  return { days: DEFAULT_DAYS, configured: false }
}
