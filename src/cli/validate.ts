import { JUDGED_UNITS, type JudgedUnit } from '../model/index.js'
import { PolicyError } from '../privacy/index.js'
import { nearest } from '../study/index.js'
import { DIMENSIONS, type Dimension, personJudge, USUAL } from '../validate/index.js'
import { UsageError } from './exit.js'
import { namedPolicy, type StudyOptions, studyOf, withStudy } from './session.js'
import { type LabelWish, label } from './validate-labels.js'
import { reportOn } from './validate-report.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

export interface ValidateOptions extends StudyOptions {
  unit?: string
  n?: string
  by?: string
  seed?: string
  judge?: string
  stratified?: boolean
  dimensions?: string
  page?: boolean
  port?: string
  report?: boolean
  json?: boolean
}

const TEXTS_OF_SEVERAL =
  'validate shows single actions and their texts, which no policy but "private" lets anybody see; if you may read these logs, ask for --policy private by name'

/** `leeway validate`: labels by a person, and how far judges agree with them. */
export async function validate(places: readonly string[], options: ValidateOptions, world: World): Promise<void> {
  const wish = options.report === true ? null : wishOf(options, world)
  if (wish === null) mustOnlyReport(options)
  else if (options.json === true) throw new UsageError('--json: only --report can be printed as JSON')
  const study = await studyOf(places, options, world)
  const named = namedPolicy(study, options)
  if (named !== null && named !== 'private') throw new PolicyError(TEXTS_OF_SEVERAL)
  await withStudy({ study, named }, world, whereOf(options, world.environment), async (prepared) => {
    if (prepared.study.policy.name !== 'private') throw new PolicyError(TEXTS_OF_SEVERAL)
    await (wish === null ? reportOn(prepared, options, world) : label(prepared, wish, world))
  })
}

function mustOnlyReport(options: ValidateOptions): void {
  const names = ['unit', 'n', 'seed', 'stratified', 'dimensions', 'page', 'port'] as const
  const odd = names.find((name) => options[name] !== undefined)
  if (odd !== undefined) throw new UsageError(`--${odd} is about labelling; it cannot stand beside --report`)
}

const UNITS: Readonly<Record<string, JudgedUnit>> = Object.fromEntries(JUDGED_UNITS.map((unit) => [`${unit}s`, unit]))

/** More than a person labels, and so a slip of the keyboard. */
const MOST_ITEMS = 10_000

/** @throws UsageError that names the option and what it expects. */
function wishOf(options: ValidateOptions, world: World): LabelWish {
  const unit = UNITS[options.unit ?? 'actions']
  if (unit === undefined) throw new UsageError(`--unit ${options.unit}: expected ${Object.keys(UNITS).join(', ')}`)
  if (options.by === undefined || !/^[\w.-]{1,40}$/.test(options.by)) {
    const given = options.by === undefined ? 'validate needs --by NAME' : `--by ${options.by}`
    throw new UsageError(`${given}: expected who labels, in letters, digits, "_", "." or "-"`)
  }
  if (options.page !== true && !(world.stdin.isTTY && world.stdout.isTTY)) {
    throw new UsageError(
      'validate asks at a terminal, and this is none; label in a browser with --page, or see --report',
    )
  }
  if (options.port !== undefined && options.page !== true) throw new UsageError('--port: only --page listens anywhere')
  return {
    unit,
    judge: personJudge(options.by),
    n: numberIn('n', options.n ?? '50', 1, MOST_ITEMS),
    seed: options.seed === undefined ? null : numberIn('seed', options.seed, 0, Number.MAX_SAFE_INTEGER),
    of: options.judge === undefined || options.judge === 'rules' ? null : options.judge,
    stratified: options.stratified === true,
    dimensions: dimensionsOf(unit, options.dimensions),
    page: options.page === true ? { port: numberIn('port', options.port ?? '0', 0, 65_535) } : null,
  }
}

function numberIn(name: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < low || value > high)
    throw new UsageError(`--${name} ${text}: expected a whole number from ${low} to ${high}`)
  return value
}

function dimensionsOf(unit: JudgedUnit, named: string | undefined): Dimension[] {
  const known = DIMENSIONS[unit]
  const wanted = named?.split(',').map((name) => name.trim()) ?? USUAL[unit]
  for (const name of wanted) {
    if (known.some((dimension) => dimension.name === name)) continue
    const names = known.map((dimension) => dimension.name as string)
    const near = nearest(name, names)
    const meant = near === undefined ? '' : `did you mean ${near}? `
    throw new UsageError(`--dimensions: ${unit}s have no "${name}"; ${meant}there are ${names.join(', ')}`)
  }
  return known.filter(({ name }) => wanted.includes(name))
}
