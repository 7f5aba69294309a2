import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { concealer } from '../ingest/index.js'
import type { JudgedUnit } from '../model/index.js'
import { NothingError, UsageError } from './exit.js'
import { Asking } from './judge-asking.js'
import { judgeFolder, questionAbout } from './judge-drawing.js'
import type { DrawnUnit } from './judge-drawn.js'
import { sameDraw } from './judge-draws.js'
import { type Remembered, type RememberedFiles, rememberedIn } from './judge-export.js'
import { Keeping, withStore } from './judge-keeping.js'
import { type Author, keptOf, settleChances, unitName } from './judge-stored.js'
import { type Outcome, outcomeText } from './judge-summary.js'
import { rowOf, Tally } from './judge-verdicts.js'
import { printable } from './printable.js'
import { keyOf } from './session.js'
import { type StoreOptions, type Where, whereOf } from './where.js'
import type { World } from './world.js'

export interface ImportOptions extends StoreOptions {
  judge: string
}

/** Lines that are named one by one. */
const SHOWN = 10

/** An answer that was understood. */
type Answer = { value: unknown } | { refused: string }

/** `leeway judge import`: takes in what a judge of one's own answered to exported questions. */
export async function judgeImport(file: string, { judge, ...options }: ImportOptions, world: World): Promise<void> {
  if (!/^[^\s/]+\/\S+$/.test(judge) || judge.startsWith('person/'))
    throw new UsageError(
      `--judge ${judge}: expected a name for the judge such as my/system; person/… are labels by people`,
    )
  const where = whereOf(options, world.environment)
  const remembered = await rememberedItems(where)
  const { answers, wrong, unknown, twice } = await answersIn(resolve(world.cwd, file), file, remembered)
  for (const text of wrong.slice(0, SHOWN)) world.stderr.write(`leeway: ${printable(text)}\n`)
  if (wrong.length > SHOWN)
    world.stderr.write(`leeway: and ${wrong.length - SHOWN} more lines that were not understood\n`)
  if (answers.size === 0)
    throw new NothingError(
      `${file}: no answer was understood, of ${wrong.length + unknown} lines; expected { "id": "…", "answer": { … } } with ids of leeway judge export`,
    )
  const outcomes: Outcome[] = []
  for (const [unit, items] of byUnit(answers, remembered))
    outcomes.push(await taken({ judge, unit, questions: questionAbout(unit).version }, items, where, world))
  const counts = [
    `${answers.size} answers understood`,
    ...(wrong.length > 0 ? [`${wrong.length} lines not understood`] : []),
    ...(unknown > 0 ? [`${unknown} with an id that was not exported from here`] : []),
    ...(twice > 0 ? [`${twice} repeated, of which the last holds`] : []),
  ]
  world.stdout.write(`${counts.join(', ')}.\n${outcomeText(outcomes, judge)}`)
}

async function rememberedItems({ home }: Where): Promise<Map<string, Remembered>> {
  const items = new Map<string, Remembered>()
  const together = new Map<string, RememberedFiles['together']>()
  try {
    for await (const line of linesOf(rememberedIn(home))) {
      const one = JSON.parse(line) as Remembered | RememberedFiles
      if ('together' in one) for (const { path } of one.together) together.set(path, one.together)
      else items.set(one.item, whole(one, together))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new UsageError('nothing was exported from this data folder; leeway judge export comes first')
  }
  return items
}

/** An item with the files that its own is read together with, as they were when it was exported. */
function whole(item: Remembered, files: ReadonlyMap<string, RememberedFiles['together']>): Remembered {
  const together = item.drawn.together === undefined ? undefined : files.get(item.drawn.path)
  return together === undefined ? item : { ...item, drawn: { ...item.drawn, together } }
}

const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })

/** Reads answers line by line. What is wrong with one is said with its file and line, and the others are read on. */
async function answersIn(path: string, file: string, remembered: ReadonlyMap<string, Remembered>) {
  const answers = new Map<string, Answer>()
  const wrong: string[] = []
  let [unknown, twice, nth] = [0, 0, 0]
  try {
    for await (const text of linesOf(path)) {
      nth++
      if (text.trim() === '') continue
      const line = lineOf(text)
      if (line === null) {
        wrong.push(`${file}:${nth}: expected { "id": "…", "answer": { … } } or { "id": "…", "refused": "…" }`)
        continue
      }
      const item = remembered.get(line.id)
      if (item === undefined) {
        unknown++
        continue
      }
      if (answers.has(line.id)) twice++
      if ('refused' in line) {
        answers.set(line.id, { refused: line.refused })
        continue
      }
      const checked = await questionAbout(item.unit).validate(line.answer)
      if ('wrong' in checked) wrong.push(`${file}:${nth}: ${checked.wrong}`)
      else answers.set(line.id, { value: checked.value })
    }
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`)
  }
  return { answers, wrong, unknown, twice }
}

type Line = { id: string } & ({ answer: unknown } | { refused: string })

function lineOf(text: string): Line | null {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof given !== 'object' || given === null) return null
  const { id, answer, refused } = given as Record<string, unknown>
  if (typeof id !== 'string') return null
  if (answer !== undefined) return { id, answer }
  return typeof refused === 'string' ? { id, refused: 'the judge refused' } : null
}

interface Item extends Remembered {
  answer: Answer | null
}

/** Exported items by unit, with what was answered to them; only those of exports of which something was answered. */
function byUnit(
  answers: ReadonlyMap<string, Answer>,
  remembered: ReadonlyMap<string, Remembered>,
): Map<JudgedUnit, Item[]> {
  const exports = new Set([...answers.keys()].map((id) => remembered.get(id)!.export))
  const units = new Map<JudgedUnit, Item[]>()
  for (const one of remembered.values()) {
    if (!exports.has(one.export)) continue
    const items = units.get(one.unit) ?? []
    items.push({ ...one, answer: answers.get(one.item) ?? null })
    units.set(one.unit, items)
  }
  return units
}

/** Stores what was answered about units of one kind, with the facts of their logs in the place of what contradicts them. */
async function taken(author: Author, items: readonly Item[], where: Where, world: World): Promise<Outcome> {
  const { key } = await keyOf(where)
  const kept = await withStore(where, world, (store) => keptOf(store, author))
  const drawnBefore = [...kept.values()].some(({ chance }) => chance !== null)
  await sameDraw(judgeFolder(where), author.judge, items[0]!.draw, drawnBefore)
  const answers = new Map<string, Answer>()
  const drawn = new Map<string, DrawnUnit>()
  for (const { answer, drawn: unit } of items) {
    if (answer === null) continue
    answers.set(unitName(unit), answer)
    drawn.set(unitName(unit), unit)
  }
  const tally = new Tally()
  const keeping = new Keeping(where, world)
  const asking = new Asking(author.unit, drawn, concealer(key))
  for await (const { items: asked } of asking.inquiries())
    for (const { id } of asked) {
      const answer = answers.get(id)!
      const row = rowOf(
        author,
        asking.answered(id),
        { ...answer, cost: null },
        kept.get(id)?.chance ?? null,
        Date.now(),
      )
      tally.add(row, { from: 'model', ...answer })
      await keeping.add(row)
    }
  tally.gone = asking.gone.length
  await keeping.flush()
  const settled = items.every(({ drawn: unit }) => kept.has(unitName(unit)) || drawn.has(unitName(unit)))
  const chances = new Map(items.map(({ drawn: unit }) => [unitName(unit), unit]))
  if (settled) await withStore(where, world, (store) => settleChances(store, author, chances))
  return { author, tally, settled }
}
