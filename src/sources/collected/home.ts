import { platform } from 'node:os'
import { join } from 'node:path'

/** The folder of what was collected, in the data folder, and what the names of its files begin with. */
export const COLLECTED = 'collected'

/** The folder of the store, the pseudonym key and what was collected: `LEEWAY_HOME`, else the platform's place for such data. */
export function dataFolder(environment: Record<string, string | undefined>, home: string): string {
  if (environment.LEEWAY_HOME) return environment.LEEWAY_HOME
  if (platform() === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'leeway')
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'leeway')
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'leeway')
}
