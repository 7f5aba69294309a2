import { homedir, platform } from 'node:os'
import { join } from 'node:path'

export type Environment = Record<string, string | undefined>

/** The person's home folder, as the environment names it. */
export const userHome = (environment: Environment): string => environment.HOME || environment.USERPROFILE || homedir()

/** The folder of the store and the pseudonym key: `LEEWAY_HOME`, else the platform's place for such data. */
export function leewayHome(environment: Environment): string {
  if (environment.LEEWAY_HOME) return environment.LEEWAY_HOME
  const home = userHome(environment)
  if (platform() === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'leeway')
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'leeway')
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'leeway')
}
