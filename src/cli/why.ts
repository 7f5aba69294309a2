import { UNSAID } from '../algebra/index.js'
import { saySources } from '../charts/index.js'
import { MEASURES } from '../measures/index.js'
import type { Figure } from '../release/index.js'
import { nearest } from '../study/index.js'
import { say } from './answer.js'
import { UsageError } from './exit.js'
import { problemsOf } from './problems.js'
import { releaseOf, windowOf } from './run.js'
import { namedPolicy, type StudyOptions, studyOf, withStudy } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

/** Why units are left out, by the step of a figure's flow. */
const RULES: Record<string, string> = {
  eligible: 'all that the logs hold in the window, copies counted once',
  headless: 'a program or a schedule ran the whole session: nobody was typing',
  scheduled: 'a schedule or a program started the turn in a session of a person',
  unknown: 'the record that started the turn is not in the log',
  'without a turn': 'the agent never worked in the session',
  'headless or scheduled': 'nobody was typing: a program or a schedule ran the session',
  'nothing that could need approval': 'the session only read, searched or planned',
  untimed: 'the log says no time, or none by which the unit would be in the window',
  [UNSAID]: 'the kind of log cannot say what the figure counts, and would read like 0',
  'left out': 'by some rule; each by itself may not be told under this policy',
  counted: 'what the figure is made of',
}

/** `leeway why FIGURE`: what was counted, what was left out and by which rule. */
export async function why(id: string, places: readonly string[], options: StudyOptions, world: World): Promise<void> {
  const known = MEASURES.map((spec) => spec.id)
  if (!known.includes(id)) {
    const near = nearest(id, known)
    throw new UsageError(
      `no figure is called "${id}"; ${near === undefined ? '' : `did you mean ${near}? `}there are ${known.join(', ')}`,
    )
  }
  const study = await studyOf(places, options, world)
  const where = whereOf(options, world.environment)
  await withStudy({ study, named: namedPolicy(study, options) }, world, where, async (prepared) => {
    say(prepared.says, world)
    const release = await releaseOf(prepared, windowOf(study))
    const figure = release.figures.find((f) => f.id === id)!
    const problems = await problemsOf(prepared.rows, prepared.reports)
    world.stdout.write(
      explanation(
        figure,
        release.study.policy.name === 'private',
        problems.map(({ n, what, hint }) => `${n} ${what}${hint === undefined ? '' : `: ${hint}`}`),
      ),
    )
  })
}

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

/** @param exact whether counts are as they were counted. */
function explanation(figure: Figure, exact: boolean, problems: readonly string[]): string {
  const { title, question, unit, evidence, n, contributors, clusters, flow, suppressed, published, notes } = figure
  const width = Math.max(0, ...flow.map(({ step }) => step.length))
  const digits = Math.max(0, ...flow.map((step) => String(step.n).length))
  const people =
    contributors === null
      ? ''
      : ` of ${exact ? '' : 'at least '}${contributors} contributor${contributors === 1 ? '' : 's'}`
  const signs = (step: string) => (step === 'eligible' ? ' ' : step === 'counted' ? '=' : '−')
  const lines = [
    `${title}: ${question}`,
    '',
    n === null
      ? `Counted: withheld, from ${evidence}.`
      : `Counted: ${exact ? '' : 'about '}${n} ${unit}${people}, from ${evidence}.`,
    `Intervals: 95%, clustered by ${clusters}.`,
    '',
    ...flow.map(
      ({ step, n: units }) =>
        `  ${signs(step)} ${String(units).padStart(digits)}  ${step.padEnd(width)}  ${RULES[step] ?? ''}`,
    ),
    '',
    suppressed.cells === 0 && Object.keys(suppressed.reasons).length === 0
      ? 'Withheld: nothing.'
      : `Withheld: ${suppressed.cells} cells; single values by reason: ${
          Object.entries(suppressed.reasons)
            .map(([reason, k]) => `${reason} ${k}`)
            .join(', ') || 'none'
        }.`,
    ...(problems.length === 0 ? [] : ['', 'Not understood on the way in:', ...problems.map((p) => `  ${p}`)]),
    ...listed('Sources:', saySources(figure)),
    ...(published.length === 0
      ? []
      : [
          '',
          'Published beside it:',
          ...published.map((p) => `  ${p.label}: ${p.value} (comparable: ${p.comparable}; ${p.why})`),
        ]),
    '',
    'What it cannot show:',
    ...notes.map((note) => `  ${note}`),
    '',
    `More: docs/figures/${figure.id}.md`,
  ]
  return `${lines.join('\n')}\n`
}
