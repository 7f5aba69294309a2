import type { ClusterAddress } from '../address.js'
import type { Patience } from '../store.js'
import { clickhouse } from './dialect.js'
import { failure, refusal } from './failure.js'
import { type Layout, SCHEMA, steps, TABLES_THERE } from './schema.js'
import { type Row, Shard } from './shard.js'

/** The oldest version whose answers were held against the embedded engine's. */
const OLDEST = [26, 7] as const

const quote = clickhouse.quote

/**
 * Finds the servers of a cluster, one per shard in their order, and makes or migrates the tables there. Nothing is
 * written before all of them were found to be what they have to be.
 * @throws StoreError where a server is away, too old, refuses, or holds rows of another key, order or newer Leeway.
 */
export async function openShards(address: ClusterAddress, keyMark: string, patience: Patience): Promise<Shard[]> {
  const door = Shard.at(address, 'system', address, patience)
  const shards: Shard[] = []
  try {
    await checkVersion(door.hasty())
    const { servers, replicated } = await serversOf(door.hasty(), address)
    for (const candidates of servers) shards.push(await firstThatAnswers(candidates, address, patience))
    const layout = { database: address.database, cluster: replicated ? address.cluster : null, replicated }
    await prepare(shards, layout, keyMark)
    return shards
  } catch (error) {
    await Promise.all(shards.map((shard) => shard.close()))
    throw error
  } finally {
    await door.close()
  }
}

async function checkVersion(shard: Shard): Promise<void> {
  const [row] = await shard.rows('SELECT version() AS version')
  const version = String(row?.version ?? '')
  if (!/^\d+\./.test(version)) throw failure(new Error('no version'), { at: shard.at, user: '', waited: 0 })
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  throw refusal(`the store at ${shard.at} is ClickHouse ${version}; Leeway needs ${OLDEST.join('.')} or later`)
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
    `SELECT shard_num, replica_num, host_name, port FROM clusters WHERE cluster = ${quote(cluster)} ORDER BY shard_num, replica_num`,
  )
  if (known.length === 0) {
    const names = await door.rows('SELECT DISTINCT cluster FROM clusters ORDER BY cluster')
    const there = names.map((row) => row.cluster).join(', ') || 'none'
    throw refusal(
      `the server at ${door.at} knows no cluster "${cluster}", only: ${there}; see to ?cluster= in the address`,
    )
  }
  const ports = await portsOf(door, cluster, secure)
  const servers: Server[][] = []
  const taken = new Map<string, number>()
  for (const row of known) {
    const shard = Number(row.shard_num)
    const server = { host: String(row.host_name), port: ports.known.get(shard) ?? port }
    const at = `${server.host}:${server.port}`
    const other = taken.get(at) ?? shard
    if (other !== shard)
      throw refusal(
        ports.refused === null
          ? `shard ${shard} of the cluster "${cluster}" (${row.host_name}:${row.port}) does not answer the server at ${door.at}; see whether it runs, and run this again`
          : `shards ${other} and ${shard} of the cluster "${cluster}" cannot be told apart, since their ports cannot be asked for: ${ports.refused}; or name them with ?shards= in the address`,
      )
    taken.set(at, shard)
    servers[shard - 1] ??= []
    servers[shard - 1]!.push(server)
  }
  return { servers, replicated: servers.some((replicas) => replicas.length > 1) }
}

/** The HTTP port of each shard that says it. Who may not ask across the cluster takes it to be the same everywhere. */
async function portsOf(door: Shard, cluster: string, secure: boolean) {
  const port = secure ? 'https_port' : 'http_port'
  try {
    const rows = await door.rows(
      `SELECT shardNum() AS shard, getServerPort('${port}') AS port
       FROM clusterAllReplicas(${quote(cluster)}, system.one) SETTINGS skip_unavailable_shards = 1`,
    )
    return { known: new Map(rows.map((row) => [Number(row.shard), Number(row.port)])), refused: null }
  } catch (error) {
    return { known: new Map<number, number>(), refused: (error as Error).message }
  }
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
  let refused: unknown = null
  for (const server of servers) {
    const shard = Shard.at(server, 'system', address, patience)
    try {
      await checkVersion(shard.hasty())
      return shard
    } catch (error) {
      refused ??= error
      await shard.close()
    }
  }
  throw refused
}

/** What a shard says of itself. */
interface Found {
  /** Nothing where the tables are not there. */
  meta: Record<string, string>
  /** Whether all tables of this version are there with all their columns, whoever made them. */
  whole: boolean
}

/** Makes or migrates the tables of all shards, after a look at all of them. */
async function prepare(shards: readonly Shard[], layout: Layout, keyMark: string): Promise<void> {
  const { database } = layout
  const found = await Promise.all(shards.map((shard) => look(shard, database)))
  const own = shards.map((_, i) => `${i + 1}/${shards.length}`)
  for (const [i, shard] of shards.entries()) {
    const { meta } = found[i]!
    check(shard, database, { key: keyMark, shard: own[i]!, ...meta }, { key: keyMark, shard: own[i]! })
  }
  if (found.some(({ meta }) => meta.made !== undefined))
    await checkAllThere(
      shards.filter((_, i) => found[i]!.meta.shard === undefined),
      database,
    )
  for (const [i, shard] of shards.entries()) {
    const { meta, whole } = found[i]!
    const schema = Number(meta.schema ?? 0)
    // Who may make no tables uses those of an administrator.
    if (!whole) for (const statement of steps(layout).slice(schema).flat()) await shard.run(statement)
    const values = { key: keyMark, shard: own[i]! }
    const missing = Object.entries(values).filter(([name]) => meta[name] === undefined)
    await tell(shard, database, [...missing, ...(schema < SCHEMA ? [['schema', String(SCHEMA)] as const] : [])])
    // Where two machines made it at once, the first of them holds.
    if (missing.length > 0) check(shard, database, (await look(shard, database)).meta, values)
  }
  for (const [i, shard] of shards.entries())
    if (found[i]!.meta.made === undefined) await tell(shard, database, [['made', String(Date.now())]])
}

/**
 * Looks again where nothing was found of a store that was made on all shards: another machine may be making it.
 * @throws StoreError where a shard holds nothing.
 */
async function checkAllThere(shards: readonly Shard[], database: string): Promise<void> {
  for (const shard of shards) {
    const { meta } = await look(shard, database)
    if (meta.shard === undefined)
      throw refusal(
        `the server at ${shard.at} holds nothing of the store, and other shards do; where its disk was lost, restore it from a backup, or begin with a new database`,
      )
  }
}

/** @throws StoreError where a shard is not of this store. */
function check(shard: Shard, database: string, meta: Found['meta'], own: { key: string; shard: string }): void {
  const schema = Number(meta.schema ?? 0)
  if (schema > SCHEMA)
    throw refusal(
      `the store at ${shard.at} was made by a newer Leeway (its schema is ${schema}, this one knows ${SCHEMA}); update Leeway on this machine`,
    )
  if (meta.key !== own.key)
    throw refusal(
      `the store at ${shard.at}/${database} is of another pseudonym key than this machine's; all machines that fill it need the same: copy the key file of the first one here, or name it with LEEWAY_KEY_FILE`,
    )
  if (meta.shard !== own.shard)
    throw refusal(
      `the server at ${shard.at} holds shard ${meta.shard} of the store and was found as ${own.shard}; name the same shards in the same order as before, or begin with a new database: shards can be neither added nor reordered`,
    )
}

async function tell(shard: Shard, database: string, facts: readonly (readonly [string, string])[]): Promise<void> {
  if (facts.length === 0) return
  const values = facts.map(([name, value]) => `(${quote(name)}, ${quote(value)})`)
  await shard.run(`INSERT INTO ${database}.meta (name, value) VALUES ${values.join(', ')}`)
}

/** What a database says of itself. The first value holds, of the schema the highest. */
async function look(shard: Shard, database: string): Promise<Found> {
  const there = await shard.rows(`SELECT table, name FROM system.columns WHERE database = ${quote(database)}`)
  const columns = new Map<string, Set<string>>()
  for (const { table, name } of there)
    columns.set(String(table), (columns.get(String(table)) ?? new Set()).add(String(name)))
  if (!columns.has('meta')) return { meta: {}, whole: false }
  const rows: Row[] = await shard.rows(
    `SELECT name, if(name = 'schema', toString(max(toUInt32OrZero(value))), argMin(value, at)) AS first FROM ${database}.meta GROUP BY name`,
  )
  const meta = Object.fromEntries(rows.map((row) => [String(row.name), String(row.first)]))
  const whole = [...TABLES_THERE].every(([table, own]) => own.every((name) => columns.get(table)?.has(name)))
  return { meta, whole: whole && [...TABLES_THERE.keys()].every((table) => columns.has(table)) }
}
