// Whole-process times and peak memory of `leeway report`, cold and warm, beside a plain loop over the same files, and
// what each stage took of them.
// Usage: npm run build && npm run bench -- [megabytes] [files]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeCorpus } from './corpus.mjs'

const [megabytes = 1100, files = 2000] = process.argv.slice(2).map(Number)
const dir = mkdtempSync(join(tmpdir(), 'leeway-bench-'))
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const RUNS = 5

function timed(args) {
  const started = performance.now()
  const { status, stderr } = spawnSync('/usr/bin/env', ['-S', process.execPath, ...args], {
    env: {
      ...process.env,
      HOME: dir,
      LEEWAY_HOME: join(dir, 'home'),
      LEEWAY_STAGES: '1',
      NODE_OPTIONS: `--import=${here('./peak.mjs')}`,
    },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0)
  const stages = JSON.parse(/^\{"start".*\}$/m.exec(stderr)?.[0] ?? '{}')
  return { seconds: (performance.now() - started) / 1000, megabytes: peak / 1000, stages }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const rowOf = (what, runs) => ({
  what,
  seconds: median(runs.map((r) => r.seconds)),
  'peak MB': median(runs.map((r) => r.megabytes)),
  stages: Object.keys(runs[0].stages).map((stage) => [stage, median(runs.map((r) => r.stages[stage] ?? 0))]),
})

try {
  const made = await writeCorpus(join(dir, 'logs'), { megabytes, files })
  process.stdout.write(
    `${made.files} files, ${(made.bytes / 1e6).toFixed(0)} MB, ${made.turns} turns; median of ${RUNS} runs\n`,
  )
  const place = join(dir, 'logs', '{user}', 'projects')
  const command = [here('../dist/leeway.js'), 'report', place, '--policy', 'private', '--json']
  const runs = { plain: [], cold: [], warm: [] }
  // In turn, so that a machine that is busy for a while is so for all of them; the first round warms up and is not counted.
  for (let round = 0; round <= RUNS; round++) {
    rmSync(join(dir, 'home'), { recursive: true, force: true })
    const plain = timed([here('./plain-loop.mjs'), join(dir, 'logs')])
    const [cold, warm] = [timed(command), timed(command)]
    process.stderr.write(`${plain.seconds.toFixed(2)} s, ${cold.seconds.toFixed(2)} s, ${warm.seconds.toFixed(2)} s\n`)
    if (round === 0) continue
    for (const [name, run] of Object.entries({ plain, cold, warm })) runs[name].push(run)
  }
  const plain = rowOf('plain loop', runs.plain)
  const cold = rowOf('cold report', runs.cold)
  const warm = rowOf('warm report, nothing changed', runs.warm)
  for (const row of [plain, cold, warm]) row['ratio to plain'] = row.seconds / plain.seconds
  process.stdout.write('| run | seconds | ratio to plain loop | peak MB |\n|---|---|---|---|\n')
  for (const row of [plain, cold, warm]) {
    process.stdout.write(
      `| ${row.what} | ${row.seconds.toFixed(2)} | ${row['ratio to plain'].toFixed(2)} | ${row['peak MB'].toFixed(0)} |\n`,
    )
  }
  process.stdout.write('\n| run | milliseconds by stage |\n|---|---|\n')
  for (const { what, stages } of [cold, warm])
    process.stdout.write(`| ${what} | ${stages.map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`).join(', ')} |\n`)
} finally {
  rmSync(dir, { recursive: true, force: true })
}
