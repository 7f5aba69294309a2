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
  const report = [here('../dist/leeway.js'), 'report', place, '--json']
  // The logs are of several people, so `team` is what they get who name no policy.
  const commands = { private: [...report, '--policy', 'private'], team: report }
  const runs = {}
  const take = (name, run) => {
    runs[name] = [...(runs[name] ?? []), run]
    process.stderr.write(`${name}: ${run.seconds.toFixed(2)} s\n`)
  }
  // In turn, so that a machine that is busy for a while is so for all of them; the first round warms up and is not counted.
  for (let round = 0; round <= RUNS; round++) {
    if (round === 1) for (const name of Object.keys(runs)) delete runs[name]
    take('plain loop', timed([here('./plain-loop.mjs'), join(dir, 'logs')]))
    for (const [policy, command] of Object.entries(commands)) {
      rmSync(join(dir, 'home'), { recursive: true, force: true })
      take(`cold report, ${policy}`, timed(command))
      take(`warm report, ${policy}`, timed(command))
    }
  }
  const [plain, ...rows] = Object.entries(runs).map(([name, list]) => rowOf(name, list))
  for (const row of [plain, ...rows]) row['ratio to plain'] = row.seconds / plain.seconds
  process.stdout.write('| run | seconds | ratio to plain loop | peak MB |\n|---|---|---|---|\n')
  for (const row of [plain, ...rows]) {
    process.stdout.write(
      `| ${row.what} | ${row.seconds.toFixed(2)} | ${row['ratio to plain'].toFixed(2)} | ${row['peak MB'].toFixed(0)} |\n`,
    )
  }
  process.stdout.write('\n| run | milliseconds by stage |\n|---|---|\n')
  for (const { what, stages } of rows)
    process.stdout.write(`| ${what} | ${stages.map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`).join(', ')} |\n`)
} finally {
  rmSync(dir, { recursive: true, force: true })
}
