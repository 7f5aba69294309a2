import { homedir } from 'node:os'
import { dataFolder } from '../sources/index.js'

export type Environment = Record<string, string | undefined>

/** The person's home folder, as the environment names it. */
export const userHome = (environment: Environment): string => environment.HOME || environment.USERPROFILE || homedir()

/** The folder of the store, the pseudonym key and what was collected. */
export const leewayHome = (environment: Environment): string => dataFolder(environment, userHome(environment))
