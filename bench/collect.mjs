// How many records a second `leeway collect` takes for minutes on end, and with how much memory, beside a plain server that only
// writes each body to a file, and one that also waits for the disk. All are driven by the same load, in turns, each in a process
// of its own: so many connections that send a body and wait for its answer. Made-up log records of some 1.1 kB with 16 attributes.
// The plain servers, which do nothing later that they put off, run for a minute at most.
// Usage: npm run build && node bench/collect.mjs [minutes] [records per body] [json|protobuf|gzip] [rounds] [connections]
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [minutes = '10', perBody = '50', form = 'json', rounds = '1', connections = '128'] = process.argv.slice(2)
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const PORT = 14318
const SERVERS = {
  'plain server': (dir) => [here('./collect-plain.mjs'), String(PORT), dir],
  'plain server, synced': (dir) => [here('./collect-plain.mjs'), String(PORT), dir, 'sync'],
  'leeway collect': () => [here('../dist/leeway.js'), 'collect', '--port', String(PORT)],
}
const secondsOf = (name) => 60 * (name === 'leeway collect' ? Number(minutes) : Math.min(1, Number(minutes)))
/** Clock ticks of a second, as Linux counts them. */
const TICKS = 100

function bytesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** CPU seconds and peak memory of a process, as Linux tells them. */
function used(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, peak: Number(peak) / 1024 }
}

async function run(name) {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-collect-'))
  const env = { ...process.env, HOME: dir, LEEWAY_HOME: join(dir, 'home'), LEEWAY_KEY_FILE: '', LEEWAY_STORE: '' }
  const server = spawn(process.execPath, SERVERS[name](dir), { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise((resolve, reject) => {
      server.stdout.once('data', resolve)
      server.once('exit', () => reject(new Error(`${name} did not start`)))
    })
    server.removeAllListeners('exit')
    await pause(1000)
    const before = used(server.pid)
    const load = spawn(
      process.execPath,
      [here('./collect-load.mjs'), String(PORT), String(secondsOf(name)), perBody, form, connections],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    for await (const text of load.stdout) said += text
    const after = used(server.pid)
    const putOff = existsSync(join(dir, 'home')) ? bytesBelow(join(dir, 'home', 'collected', '.collecting')) : 0
    const own = { cpu: after.cpu - before.cpu, peak: after.peak, disk: bytesBelow(dir) - putOff, putOff }
    return { ...JSON.parse(said), ...own }
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}

const names = ['server', 'records per second', 'of the plain server', 'of the synced', 'CPU µs per record', 'peak MB']
names.push('answers after ms (median, 99 of 100)', 'told to come again', 'MB sent', 'MB on disk', 'MB put off')
process.stdout.write(`| ${names.join(' | ')} |\n|${'---|'.repeat(names.length)}\n`)
for (let round = 0; round < Number(rounds); round++) {
  const rates = []
  for (const name of Object.keys(SERVERS)) {
    const { records, seconds, cpu, peak, p50, p99, again, bytes, disk, putOff } = await run(name)
    const rate = records / seconds
    rates.push(rate)
    const cells = [name, rate.toFixed(0), ...[0, 1].map((i) => (i in rates ? (rate / rates[i]).toFixed(2) : ''))]
    cells.push(((cpu / records) * 1e6).toFixed(1), peak.toFixed(0))
    cells.push(
      `${p50.toFixed(1)}, ${p99.toFixed(1)}`,
      again,
      (bytes / 1e6).toFixed(0),
      (disk / 1e6).toFixed(0),
      (putOff / 1e6).toFixed(0),
    )
    process.stdout.write(`| ${cells.join(' | ')} |\n`)
  }
}
