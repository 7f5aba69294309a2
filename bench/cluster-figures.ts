// Times a study and every figure on a cluster whose turns are made up inside it. Bundled and started by cluster.mjs.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { estimateFigure, estimateGuarded, NOTHING_EARLIER, Private } from '../src/algebra/index.js'
import { MEASURES } from '../src/measures/index.js'
import { teamGuard } from '../src/privacy/index.js'
import { Ledger } from '../src/store/clickhouse/ledger.js'
import { openShards } from '../src/store/clickhouse/open.js'
import { ClickhouseStudy } from '../src/store/clickhouse/study.js'
import { addressOf, openShared } from '../src/store/index.js'
import { startCluster } from '../test/cluster/cluster.js'
import { madeUp, madeUpUnits, PLACE } from './made-up-turns.js'

const EVERYTHING = { from: null, to: null }
const POLICY = { name: 'team', protect: 'user', k_users: 5, k_items: 20, sybils: 0 } as Parameters<typeof teamGuard>[0]
/** Beyond this, only the figures are timed: on one machine there is not enough room for everything at once. */
const MOST_PUT_TOGETHER = 10_000_000
const MOST_FOR_TEAM = 10_000_000
/** Of this machine's memory, shared between the shards. */
const memory = (of: number) =>
  `<max_server_memory_usage_to_ram_ratio>${0.7 / of}</max_server_memory_usage_to_ram_ratio>`
const PATIENCE = { ms: 30_000, waits() {} }
/** One thread each: two shards on this machine then have twice of what one has. */
const USERS = `<clickhouse>
  <users><default><password></password><networks><ip>::/0</ip></networks></default></users>
  <profiles><default><max_threads>1</max_threads><max_insert_threads>1</max_insert_threads></default></profiles>
  <quotas><default></default></quotas></clickhouse>`

/** Prints one line of JSON for each size and number of shards, in seconds. */
export async function bench(
  sizes: readonly number[],
  numbers: readonly number[],
  only: readonly string[] | null,
): Promise<void> {
  const specs = MEASURES.filter(({ id }) => only?.includes(id) ?? true)
  const users = join(mkdtempSync(join(tmpdir(), 'leeway-bench-')), 'users.xml')
  writeFileSync(users, USERS)
  for (const of of numbers)
    for (const turns of sizes) {
      const cluster = await startCluster(of, { more: `<users_config>${users}</users_config>${memory(of)}` })
      try {
        const address = `${cluster.url('bench')}&timeout=86400`
        const seconds: Record<string, number> = {}
        const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
          const start = performance.now()
          const result = await work()
          seconds[what] = Math.round(performance.now() - start) / 1000
          process.stderr.write(`${of} shards, ${turns} turns: ${what} ${seconds[what]} s\n`)
          return result
        }
        const everywhere = (statements: (shard: number) => string[]) =>
          Promise.all(
            cluster.nodes.map(async (_, i) => {
              for (const statement of statements(i)) await cluster.run(i, statement)
            }),
          )
        await (await openShared(addressOf(address, {}), 'bench')).close()
        if (only === null && turns <= MOST_PUT_TOGETHER) {
          await timed('make up', () => everywhere((i) => madeUp('bench', turns, i, of)))
          const store = await openShared(addressOf(address, {}), 'bench')
          await timed('put together', () => store.study({ places: [PLACE], protect: 'user' }))
          await store.close()
        }
        await timed('make up units', () => everywhere((i) => madeUpUnits('bench', turns, i, of)))
        const shards = await openShards(addressOf(address, {}), 'bench', PATIENCE)
        const inside = shards.map((shard) => shard.inside('bench'))
        const rows = ClickhouseStudy.over(inside, new Ledger(shards, 'bench', PATIENCE))
        await rows.slice('bench')
        for (const spec of specs) await timed(spec.id, () => estimateFigure(spec, rows, EVERYTHING))
        if (only === null && turns <= MOST_FOR_TEAM)
          await timed('all of team', () =>
            estimateGuarded(MEASURES, rows, EVERYTHING, teamGuard(POLICY), Private.of(NOTHING_EARLIER)),
          )
        const kilobytes = Math.round(rows.received / 1000)
        const disk = await Promise.all(
          cluster.nodes.map((_, i) =>
            cluster.run(i, "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'bench'"),
          ),
        )
        const megabytes = Math.round(disk.reduce((sum, text) => sum + Number(text), 0) / 1e6)
        console.log(JSON.stringify({ shards: of, turns, megabytes, kilobytes, seconds }))
        for (const shard of [...inside, ...shards]) await shard.close()
      } finally {
        await cluster.close()
      }
    }
}
