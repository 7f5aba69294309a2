import {
  addressOf,
  type CopyState,
  clusterName,
  copyStore,
  databaseName,
  nameOf,
  openEmbedded,
  openShared,
  sharedSchema,
} from '../store/index.js'
import { keyOf, patienceOf } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

/** `leeway store copy`: all that the store of the data folder holds, to a shared one. */
export async function copy({ to }: { to: string }, world: World): Promise<void> {
  const address = addressOf(to, world.environment)
  const where = { ...whereOf({}, world.environment), address: null }
  const key = await keyOf(where)
  const patience = patienceOf(world)
  const from = await openEmbedded(where.home, key.mark, patience)
  try {
    const shared = await openShared(address, key.mark, patience)
    try {
      const line = copyLine(world)
      const done = await copyStore(from, shared, line.progress).finally(line.done)
      const known = done.known === 0 ? '' : `; ${files(done.known)} there already`
      const verdicts = done.verdicts === 0 ? '' : `, and ${done.verdicts} verdict${done.verdicts === 1 ? '' : 's'},`
      world.stdout.write(
        `Copied ${files(done.files)} with ${done.rows} rows${verdicts} to ${nameOf(address)}${known}.\n`,
      )
    } finally {
      await shared.close()
    }
  } finally {
    await from.close()
  }
}

export interface SchemaOptions {
  cluster?: string
  replicated?: boolean
  database: string
}

/** `leeway store schema`: what an administrator runs so that nobody else needs the right to. */
export async function schema(options: SchemaOptions, world: World): Promise<void> {
  const database = databaseName(options.database)
  const cluster = options.cluster === undefined ? null : clusterName(options.cluster)
  world.stdout.write(await sharedSchema({ database, cluster, replicated: options.replicated === true }))
}

const files = (n: number): string => `${n} file${n === 1 ? '' : 's'}`

const STEP_MS = 100

/** A line on stderr that shows how far a copy is; nothing where stderr is no terminal. */
function copyLine({ stderr, now }: World): { progress(state: CopyState): void; done(): void } {
  let last = Number.NEGATIVE_INFINITY
  let shown = false
  return {
    progress(state) {
      if (!stderr.isTTY || now() - last < STEP_MS) return
      last = now()
      shown = true
      stderr.write(`\r\u001b[Kcopying: ${files(state.files)}, ${state.rows} rows`)
    },
    done() {
      if (shown) stderr.write('\r\u001b[K')
    },
  }
}
