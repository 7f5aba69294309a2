import type { ClusterAddress } from '../address.js'
import { type Patience, StoreError } from '../store.js'
import { clickhouse } from './dialect.js'
import { SCHEMA, steps } from './schema.js'
import { type Row, Shard } from './shard.js'

/** The oldest version whose answers were held against the embedded engine's. */
const OLDEST = [26, 7] as const

const quote = clickhouse.quote

/**
 * Finds the servers of a cluster, one per shard in their order, and makes or migrates the tables there.
 * @throws StoreError where a server is away, too old, refuses, or holds rows of another key, order or newer Leeway.
 */
export async function openShards(address: ClusterAddress, keyMark: string, patience: Patience): Promise<Shard[]> {
  const door = Shard.at(address, 'system', address, patience)
  const opened: Shard[] = []
  try {
    await checkVersion(door.hasty())
    const { servers, replicated } = await serversOf(door.hasty(), address)
    for (const candidates of servers) opened.push(await firstThatAnswers(candidates, address, patience))
    for (const [i, shard] of opened.entries()) {
      await checkVersion(shard)
      await prepare(shard, { address, replicated, name: `${i + 1}/${opened.length}`, keyMark })
    }
    return opened
  } catch (error) {
    await Promise.all(opened.map((shard) => shard.close()))
    throw error
  } finally {
    await door.close()
  }
}

async function checkVersion(shard: Shard): Promise<void> {
  const [row] = await shard.rows('SELECT version() AS version')
  const version = String(row?.version ?? '')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  throw new StoreError(
    `the store at ${shard.at} is version ${version || 'unknown'}; Leeway needs ${OLDEST.join('.')} or later`,
  )
}

interface Server {
  host: string
  port: number
}

interface Servers {
  /** Per shard, its replicas. */
  servers: Server[][]
  replicated: boolean
}

/** Where each shard answers over HTTP: what the cluster's configuration says of it, and the port it says itself. */
async function serversOf(door: Shard, address: ClusterAddress): Promise<Servers> {
  const { cluster, shards, secure, host, port } = address
  if (shards !== null) return { servers: shards.map((at) => [serverOf(at)]), replicated: false }
  if (cluster === null) return { servers: [[{ host, port }]], replicated: false }
  const known = await door.rows(
    `SELECT shard_num, replica_num, host_name FROM clusters WHERE cluster = ${quote(cluster)} ORDER BY shard_num, replica_num`,
  )
  if (known.length === 0) {
    const names = await door.rows('SELECT DISTINCT cluster FROM clusters ORDER BY cluster')
    const there = names.map((row) => row.cluster).join(', ') || 'none'
    throw new StoreError(`the server at ${door.at} knows no cluster "${cluster}"; it knows ${there}`)
  }
  const kind = secure ? 'https_port' : 'http_port'
  const ports = await door.rows(
    `SELECT shardNum() AS shard, getServerPort('${kind}') AS port
     FROM clusterAllReplicas(${quote(cluster)}, system.one) SETTINGS skip_unavailable_shards = 1`,
  )
  const servers: Server[][] = []
  for (const row of known) {
    const shard = Number(row.shard_num)
    const said = ports.find((each) => Number(each.shard) === shard)
    servers[shard - 1] ??= []
    servers[shard - 1]!.push({ host: String(row.host_name), port: said === undefined ? port : Number(said.port) })
  }
  return { servers, replicated: servers.some((replicas) => replicas.length > 1) }
}

function serverOf(at: string): Server {
  const split = at.lastIndexOf(':')
  return { host: at.slice(0, split), port: Number(at.slice(split + 1)) }
}

async function firstThatAnswers(
  servers: readonly Server[],
  address: ClusterAddress,
  patience: Patience,
): Promise<Shard> {
  let refusal: unknown = null
  for (const server of servers) {
    const shard = Shard.at(server, 'system', address, patience)
    try {
      await shard.hasty().rows('SELECT 1 AS one')
      return shard
    } catch (error) {
      refusal ??= error
      await shard.close()
    }
  }
  throw refusal
}

interface Preparing {
  address: ClusterAddress
  replicated: boolean
  /** Which shard of how many this is; fixed for as long as there are rows, which lie where their contributor belongs. */
  name: string
  keyMark: string
}

/** Makes or migrates the tables of a shard, and checks that what lies there belongs to this. */
async function prepare(shard: Shard, { address, replicated, name, keyMark }: Preparing): Promise<void> {
  const { database, cluster } = address
  const found = await metaOf(shard, database)
  const schema = Number(found.schema ?? 0)
  if (schema > SCHEMA)
    throw new StoreError(
      `the store at ${shard.at} was made by a newer Leeway (its schema is ${schema}, this one knows ${SCHEMA}); update Leeway on this machine`,
    )
  const layout = { database, cluster: replicated ? cluster : null, replicated }
  for (const statement of steps(layout).slice(schema).flat()) await shard.run(statement)
  const missing = Object.entries({ key: keyMark, shard: name }).filter(([key]) => found[key] === undefined)
  const written = [...missing, ...(schema < SCHEMA ? [['schema', String(SCHEMA)]] : [])]
  if (written.length > 0) {
    const values = written.map(([key, value]) => `(${quote(key!)}, ${quote(value!)})`)
    await shard.run(`INSERT INTO ${database}.meta (name, value) VALUES ${values.join(', ')}`)
  }
  // Where two machines made it at once, the first of them holds.
  const meta = missing.length > 0 ? await metaOf(shard, database) : found
  if (meta.key !== keyMark)
    throw new StoreError(
      `the store at ${shard.at}/${database} is of another pseudonym key than this machine's; all machines that fill it need the same: copy the key file of the first one here, or name it with LEEWAY_KEY_FILE`,
    )
  if (meta.shard !== name)
    throw new StoreError(
      `the server at ${shard.at} holds shard ${meta.shard} of the store and was found as ${name}; shards can be neither added nor reordered: move to a new database (docs/cluster.md)`,
    )
}

/** What a database says of itself; nothing where it is not there. The first value holds, of the schema the highest. */
async function metaOf(shard: Shard, database: string): Promise<Record<string, string>> {
  const there = await shard.rows(
    `SELECT count() AS n FROM system.tables WHERE database = ${quote(database)} AND name = 'meta'`,
  )
  if (Number(there[0]?.n ?? 0) === 0) return {}
  const rows: Row[] = await shard.rows(
    `SELECT name, if(name = 'schema', toString(max(toUInt32OrZero(value))), argMin(value, at)) AS first FROM ${database}.meta GROUP BY name`,
  )
  return Object.fromEntries(rows.map((row) => [String(row.name), String(row.first)]))
}
