#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { EXIT, exitCodeOf } from './exit.js'
import { printableLines } from './printable.js'
import { stages } from './stages.js'
import { VERSION } from './version.js'
import type { World } from './world.js'

const clock = process.env.LEEWAY_STAGES ? stages(() => performance.now()) : null

const world: World = {
  environment: process.env,
  cwd: process.cwd(),
  program: new URL(import.meta.url),
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => performance.now(),
  timed: clock?.timed ?? ((_, work) => work()),
}

const PLACE = 'folder, file, or template such as "fleet/{user}/projects" or "{customer}/{user}/**/*.jsonl"'

const JUDGE = 'who judged actions and turns: rules, or a model whose verdicts are stored'

const STORE = 'the address of a shared store, instead of the store in the data folder'

const program = new Command('leeway')
  .description('Measures how much autonomy people give AI agents, from the logs that already exist.')
  .version(VERSION)
  .option('--out <dir>', 'also write release.json, report.html and figures/ there')
  .option('--json', 'print the release as JSON instead of the screen')
  .option('--store <url>', STORE)
  .showHelpAfterError('(leeway --help lists commands and options)')
  .enablePositionalOptions()
  .exitOverride()
  .hook('preSubcommand', (leeway) => {
    // The other options say how things are shown; this one says which data they are of.
    if (leeway.opts().store !== undefined) leeway.error('error: option --store stands behind the command')
  })
  .action(async (options) => {
    const { ownPlaces } = await import('./session.js')
    const own = await ownPlaces(world.environment)
    if (own.length > 0) return (await import('./report.js')).report([], options, world)
    world.stderr.write(
      'leeway: no agent logs were found on this machine, so this is the demo; name a place with: leeway report PLACE\n',
    )
    return (await import('./demo.js')).demo(options, world, [
      'leeway report PLACE',
      'leeway open --demo',
      'leeway sources',
    ])
  })

const study = (command: Command) =>
  command
    .option('--policy <name>', 'private, team or public')
    .option('--from <date>', 'first day, or moment, that counts (UTC)')
    .option('--to <date>', 'first day, or moment, that no longer counts (UTC)')
    .option('--study <file>', 'a study file (YAML) that names places, window, exclusions and policy')
    .option('--store <url>', STORE)

study(program.command('report [place...]').description(`measure and show; PLACE: ${PLACE}`))
  .option('--out <dir>', 'also write release.json, report.html and figures/ there')
  .option('--json', 'print the release as JSON instead of the screen')
  .option('--judge <id>', JUDGE)
  .action(async (places, options) => (await import('./report.js')).report(places, options, world))

study(program.command('open [place...]').description('the dashboard on 127.0.0.1, from logs or from a release.json'))
  .option('--port <number>', 'listen there instead of on any free port')
  .option('--no-browser', 'do not ask the desktop to show it')
  .option('--demo', 'show the synthetic demo data')
  .option('--judge <id>', JUDGE)
  .action(async (places, options) => (await import('./open.js')).openPage(places, options, world))

study(program.command('why <figure> [place...]').description('what was counted, what was left out and by which rule'))
  .option('--judge <id>', JUDGE)
  .action(async (figure, places, options) => (await import('./why.js')).why(figure, places, options, world))

study(
  program.command('inspect <unit> [place...]').description('your own sessions, turns or actions, in the terminal only'),
)
  .option('--format <format>', 'table, jsonl or csv', 'table')
  .option('--facets', 'also what a judge said of each turn or action')
  .option('--judge <id>', JUDGE)
  .action(async (unit, places, options) => (await import('./inspect.js')).inspect(unit, places, options, world))

study(
  program
    .command('validate [place...]')
    .description('label a sample of actions, turns or interrupts, and see how far judges agree'),
)
  .option('--by <name>', 'who labels; with --report, whose labels judges are held against')
  .option('--unit <units>', 'actions (default), turns or interrupts')
  .option('--n <number>', 'how many are to be labelled in the end, earlier ones included (50)')
  .option('--dimensions <names>', 'what is asked of each, by names separated by commas')
  .option('--stratified', 'spread the sample over risk and human in the loop, as the rules see them')
  .option('--judge <id>', 'draw from what this judge judged; with --report, show this judge only')
  .option('--seed <number>', 'another number draws another sample')
  .option('--page', 'label in a browser on this machine')
  .option('--port <number>', 'with --page: listen there instead of on any free port')
  .option('--report', 'show how far judges agree with the labels that are stored')
  .option('--json', 'with --report: print as JSON')
  .action(async (places, options) => (await import('./validate.js')).validate(places, options, world))

program
  .command('sources')
  .description('kinds of logs, what each can say, and what lies on this machine')
  .option('--json', 'print as JSON')
  .action(async (options) => (await import('./sources.js')).listSources(options, world))

program
  .command('doctor')
  .description('check this installation and what it could not understand')
  .option('--store <url>', STORE)
  .action(async (options) => (await import('./doctor.js')).doctor(options, world))

program
  .command('demo')
  .description('a synthetic population whose curves follow the published ones, and a report on it')
  .option('--out <dir>', 'also write release.json, report.html and figures/ there')
  .option('--json', 'print the release as JSON instead of the screen')
  .action(async (options) => (await import('./demo.js')).demo(options, world))

const store = program.command('store').description('copy the store to a shared one, and make room for that')

store
  .command('copy')
  .description('copy all that the store in the data folder holds to a shared store')
  .requiredOption('--to <url>', 'the address of the shared store')
  .action(async (options) => (await import('./store.js')).copy(options, world))

store
  .command('schema')
  .description('print the statements that make an empty shared store, for its administrator')
  .option('--cluster <name>', 'make it on all servers of this cluster')
  .option('--replicated', 'keep each row on all replicas of its shard')
  .option('--database <name>', 'its database', 'leeway')
  .action(async (options) => (await import('./store.js')).schema(options, world))

// A reader that stops early, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed),
)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage
  else {
    process.exitCode = exitCodeOf(error)
    process.stderr.write(`leeway: ${printableLines(error instanceof Error ? error.message : String(error))}\n`)
    if (process.env.LEEWAY_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  }
}
if (clock !== null) process.stderr.write(clock.line())
