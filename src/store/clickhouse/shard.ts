import { randomBytes } from 'node:crypto'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import type { ClusterAddress } from '../address.js'
import type { Patience } from '../store.js'
import { away, failure, mayPass } from './failure.js'
import { Slots } from './slots.js'

export type Row = Record<string, string | number | boolean | null | (string | number)[]>

/** What makes this engine say what the other one says. */
const SETTINGS = {
  // What a join does not find is null, and so is a sum of nothing.
  join_use_nulls: 1,
  aggregate_functions_null_for_empty: 1,
  cast_keep_nullable: 1,
  // `sum(n) AS n` adds up the column.
  prefer_column_name_to_alias: 1,
  enable_materialized_cte: 1,
  // What does not fit waits on disk, long before several questions at once fill the memory.
  max_bytes_ratio_before_external_group_by: 0.1,
  max_bytes_ratio_before_external_sort: 0.1,
  // Tables of constants may be long.
  max_query_size: '1000000000',
  max_ast_elements: '10000000',
  max_expanded_ast_elements: '10000000',
  // Numbers come as such: what could be larger than 2^53 is asked for as text.
  output_format_json_quote_64bit_integers: 0,
  // An answer that breaks off is an error, not half an answer.
  wait_end_of_query: 1,
} as const

/** A null where none may be is an error, a batch may hold any months, and an insertion is there when it is answered. */
const WRITING = {
  input_format_null_as_default: 0,
  max_partitions_per_insert_block: '0',
  insert_deduplicate: 1,
  async_insert: 0,
} as const

const DELETING = { lightweight_deletes_sync: '2', mutations_sync: '2', allow_nondeterministic_mutations: 1 } as const

/** Questions that one server is asked at once. */
const AT_ONCE = 4

/** Servers of which it was said that they are waited for, by whom it was said to; until they answer. */
const said = new WeakMap<Patience, Set<string>>()

/** One server that holds a part of the contributors. Statements that get lost on the way are sent again for a while. */
export class Shard {
  /** Characters of all answers, which is what travels from the server. */
  received = 0
  readonly at: string

  private constructor(
    private readonly client: ClickHouseClient,
    private readonly address: ClusterAddress,
    private readonly patience: Patience,
    private readonly server: { host: string; port: number },
    /** The time of a question begins when it is asked, not while it waits for its turn. */
    private readonly slots: Slots,
    private readonly waits = true,
  ) {
    this.at = `${server.host}:${server.port}`
  }

  /** @param database in which statements find what they name without a database. */
  static at(
    server: { host: string; port: number },
    database: string,
    address: ClusterAddress,
    patience: Patience,
    slots = new Slots(AT_ONCE),
  ): Shard {
    const { user, password, secure, ca, cert, key, timeout } = address
    const host = server.host.includes(':') ? `[${server.host}]` : server.host
    const client = createClient({
      url: `${secure ? 'https' : 'http'}://${host}:${server.port}`,
      username: user,
      password,
      database,
      application: 'leeway',
      request_timeout: timeout * 1000,
      max_open_connections: AT_ONCE,
      clickhouse_settings: { ...SETTINGS, max_execution_time: timeout },
      // What goes wrong is told once, by the error.
      log: { level: 127 },
      ...(ca === null ? {} : { tls: cert === null || key === null ? { ca_cert: ca } : { ca_cert: ca, cert, key } }),
    })
    return new Shard(client, address, patience, server, slots)
  }

  /** The same server, where names mean another database. */
  inside(database: string): Shard {
    return Shard.at(this.server, database, this.address, this.patience, this.slots)
  }

  /** The same server for somebody who does not wait for it where it is away. */
  hasty(): Shard {
    return new Shard(this.client, this.address, this.patience, this.server, this.slots, false)
  }

  async rows(statement: string): Promise<Row[]> {
    return this.patiently(async () => {
      const text = await this.slots.take(() => this.answer(statement))
      this.received += text.length
      return rowsOf(text)
    })
  }

  /** The client's own time begins anew with each byte that comes; this is for the whole answer. */
  private async answer(query: string): Promise<string> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), this.address.timeout * 1000)
    try {
      const result = await this.client.query({
        query,
        format: 'JSONCompactEachRowWithNames',
        abort_signal: late.signal,
      })
      late.signal.addEventListener('abort', () => result.close(), { once: true })
      return await result.text()
    } catch (error) {
      throw late.signal.aborted ? new Error('timeout', { cause: error }) : error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Runs a statement that does no harm when it is run again. */
  async run(statement: string): Promise<void> {
    const settings = statement.startsWith('DELETE ') ? { clickhouse_settings: DELETING } : {}
    await this.patiently(() => this.client.command({ query: statement, ...settings }))
  }

  /** Inserts rows, which are there once, however often they are sent until it is answered. */
  async insert(table: string, columns: readonly string[], values: readonly unknown[][]): Promise<void> {
    if (values.length === 0) return
    const token = randomBytes(16).toString('hex')
    await this.patiently(() =>
      this.client.insert({
        table,
        columns: columns as [string, ...string[]],
        values,
        format: 'JSONCompactEachRow',
        clickhouse_settings: { ...WRITING, insert_deduplication_token: token },
      }),
    )
  }

  async close(): Promise<void> {
    await this.client.close()
  }

  /** @throws StoreError after as long as one is ready to wait. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const { at, patience } = this
    const start = performance.now()
    const told = said.get(patience) ?? new Set()
    said.set(patience, told)
    for (let pause = 100; ; pause = Math.min(1000, pause * 1.5)) {
      try {
        const done = await work()
        told.delete(at)
        return done
      } catch (error) {
        const waited = performance.now() - start
        const why = !this.waits && away(error) ? null : mayPass(error)
        const left = patience.ms - waited
        if (why === null || left <= 0) throw failure(error, { at, user: this.address.user, waited })
        if (waited > 1000 && !told.has(at)) {
          told.add(at)
          patience.waits(`the store at ${at} ${why}`)
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)))
      }
    }
  }
}

/** Lines of JSON lists, the first of which names the columns: half as long as objects. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  let names: string[] | null = null
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const line = JSON.parse(text.slice(at, end === -1 ? text.length : end)) as Row[string][]
    if (names === null) names = line as string[]
    else {
      const row: Row = {}
      for (const [i, name] of names.entries()) row[name] = line[i]!
      rows.push(row)
    }
    at = end === -1 ? text.length : end + 1
  }
  return rows
}
