import type { Timed } from '../ingest/index.js'
import type { Environment } from './home.js'

/** What commands see of the world outside; tests pass their own. */
export interface World {
  environment: Environment
  cwd: string
  /** Where the built command lies, and beside it the page and the reading threads. */
  program: URL
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  now(): number
  /** Runs a stage of a command's work. */
  timed: Timed
}
