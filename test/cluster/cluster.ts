import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Why there is no ClickHouse for tests on this machine, or null where there is one. */
export const noCluster: string | null = existsSync(join(here, 'node_modules/@chdb/lib-linux-x64-gnu/libchdb.so'))
  ? null
  : 'no ClickHouse for tests: its package is not installed, or there is none for this platform (node test/cluster/install.mjs)'

/** A server of the test cluster. */
export interface Node {
  http: number
  tcp: number
  /** Ends it as a power cut would, or asks it to end. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again with its data. */
  start(): Promise<void>
}

export interface TestCluster {
  nodes: readonly Node[]
  /** The address of a database on all of its shards. */
  url(database: string): string
  /** Runs a statement on one node. @returns what it answered, as tab-separated text. */
  run(node: number, statement: string): Promise<string>
  close(): Promise<void>
}

/** How questions are answered: by one thread, and nothing is compiled for those that are asked once. */
export const PLAINLY = `<max_threads>1</max_threads>
    <compile_expressions>0</compile_expressions>
    <compile_aggregate_expressions>0</compile_aggregate_expressions>
    <compile_sort_description>0</compile_sort_description>`

/** Who may do what, where a test does not say. */
const USERS = `<clickhouse>
  <users><default><password></password><networks><ip>::/0</ip></networks></default></users>
  <profiles><default>${PLAINLY}</default></profiles>
  <quotas><default></default></quotas></clickhouse>`

/** Further elements of a node's configuration, such as users or limits. */
export interface NodeOptions {
  more?: string
}

/** Starts a real cluster of as many shards, which answers when this returns. */
export async function startCluster(shards: number, { more = '' }: NodeOptions = {}): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-cluster-'))
  const users = join(folder, 'users.xml')
  await writeFile(users, USERS)
  const ports = await freePorts(2 * shards)
  const pairs = Array.from({ length: shards }, (_, i) => ({ http: ports[2 * i]!, tcp: ports[2 * i + 1]! }))
  const remote = pairs
    .map(({ tcp }) => `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`)
    .join('')
  const nodes = await Promise.all(
    pairs.map(async ({ http, tcp }, i) => {
      const path = join(folder, `node${i}`)
      await mkdir(path)
      const config = join(folder, `node${i}.xml`)
      await writeFile(
        config,
        `<clickhouse>
          <logger><level>none</level></logger>
          <listen_host>127.0.0.1</listen_host>
          <http_port>${http}</http_port>
          <tcp_port>${tcp}</tcp_port>
          <path>${path}/</path>
          <remote_servers><test>${remote}</test></remote_servers>
          <macros><shard>${i + 1}</shard><replica>1</replica></macros>
          ${more.includes('<users_config>') ? '' : `<users_config>${users}</users_config>`}
          ${more}
        </clickhouse>`,
      )
      return node(config, path, http, tcp)
    }),
  )
  await Promise.all(nodes.map((each) => each.start()))
  return {
    nodes,
    url: (database) => `clickhouse://default@127.0.0.1:${nodes[0]!.http}/${database}?cluster=test`,
    run: (i, statement) => ask(nodes[i]!.http, statement),
    async close() {
      await Promise.all(nodes.map((each) => each.stop('SIGKILL')))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function node(config: string, path: string, http: number, tcp: number): Node {
  let child: ChildProcess | null = null
  return {
    http,
    tcp,
    async start() {
      child = spawn(process.execPath, [join(here, 'node.mjs'), config, path], { stdio: ['pipe', 'ignore', 'pipe'] })
      let said = ''
      child.stderr!.on('data', (text) => {
        said = `${said}${text}`.slice(-2000)
      })
      const own = child
      for (let waited = 0; waited < 60_000; waited += 100) {
        if (own.exitCode !== null) throw new Error(`a node of the test cluster ended: ${said}`)
        const answer = await ask(http, 'SELECT 1').catch(() => '')
        if (answer.trim() === '1') return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error(`a node of the test cluster does not answer: ${said}`)
    },
    async stop(signal = 'SIGTERM') {
      const own = child
      child = null
      if (own === null || own.exitCode !== null || own.signalCode !== null) return
      await new Promise<void>((resolve) => {
        own.once('exit', () => resolve())
        own.kill(signal)
      })
    },
  }
}

async function ask(http: number, statement: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${http}/?wait_end_of_query=1`, { method: 'POST', body: statement })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

/** Ports that nobody listens on just now. */
async function freePorts(many: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: many },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer()
          server.listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
