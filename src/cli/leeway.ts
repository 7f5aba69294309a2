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
  .command('collect')
  .description('take in what agents and gateways send over HTTP, and keep it without its text')
  .option('--host <address>', 'listen there; beyond this machine only with --tokens', '127.0.0.1')
  .option('--port <number>', 'listen there', '4318')
  .option('--tokens <file>', 'a file of customers and their tokens; nothing is taken without one')
  .option('--spool <dir>', 'keep what comes as it is, there, instead of without its text in the data folder')
  .action(async (options) => (await import('./collect.js')).collectLogs(options, world))

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

program
  .command('attack [study]')
  .description('try to tell secrets from the releases of a study file, on a copy of what the store holds')
  .option('--runs <n>', 'independent runs, each with new secrets', '100')
  .option('--targets <n>', 'people of each run who have a secret', '10')
  .option('--seed <n>', 'another number draws other runs', '1')
  .option('--only <attacks>', 'some of the attacks, by names separated by commas')
  .option('--into <file>', 'a release.json of the study that is to carry the result')
  .option('--json', 'print as JSON')
  .action(async (file, options) => (await import('./attack.js')).attack(file, options, world))

const judge = program
  .command('judge')
  .description('have a language model, or a system of your own, judge what agents did')

/** What is drawn to be judged. */
const sample = (command: Command) =>
  command
    .option('--units <list>', 'some of actions, turns, interrupts, with commas between')
    .option('--sample <n>', 'how many of each unit')
    .option('--width <share>', 'half the width of the 95% intervals wanted, such as 0.01; says how many')
    .option('--for <share>', 'the share that the width is for; may be given again', (one, all: string[] = []) => [
      ...all,
      one,
    ])
    .option('--seed <n>', 'seed of the draw')

/** Which model is asked, and how. */
const model = (command: Command) =>
  command
    .option('--model <provider/name>', 'anthropic/<name>, or openai/<name> for any endpoint that speaks its protocol')
    .option('--address <url>', 'base URL of another endpoint than the vendor’s')
    .option('--batch', 'Anthropic’s batches: half the price, answers within a day')
    .option('--temperature <number>', 'for models that take one')
    .option('--thinking <tokens>', 'tokens to think with, such as 1024, or adaptive:1024 or untold:1024')
    .option('--price <in,out>', 'dollars per million tokens of input and of output')
    .option('--at-once <n>', 'requests under way at a time')
    .option('--again', 'also ask what failed before, or was under way when a run was killed')

study(
  sample(
    model(judge.command('plan [place...]').description('what would be sent, where to and for how much; sends nothing')),
  ),
)
  .option('--json', 'print the plan as JSON')
  .option('--save <file>', 'write a study file with this sample and judge')
  .action(async (places, options) => (await import('./judge-plan.js')).judgePlan(places, options, world))

study(sample(model(judge.command('run [place...]').description('show the plan, ask, and have it judged'))))
  .option('--budget <amount>', 'the most to spend, such as 5usd or 2000000tokens; never passed')
  .option('--yes', 'send without asking')
  .action(async (places, options) => (await import('./judge-run.js')).judgeRun(places, options, world))

study(
  sample(
    judge.command('export [place...]').description('write questions and evidence to a file, for a system of your own'),
  ),
)
  .requiredOption('--out <file>', 'the file, one line of JSON for each inquiry')
  .action(async (places, options) => (await import('./judge-export.js')).judgeExport(places, options, world))

judge
  .command('import <file>')
  .description('take in what a system of your own answered')
  .requiredOption('--judge <name>', 'its name, such as my/system')
  .option('--store <url>', STORE)
  .action(async (file, options) => (await import('./judge-import.js')).judgeImport(file, options, world))

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
