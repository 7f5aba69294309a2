import { createHmac } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { JudgedUnit } from '../model/index.js'
import { UsageError } from './exit.js'
import { Asking } from './judge-asking.js'
import { drawnFor, judgeFolder, questionAbout, sameQuestions } from './judge-drawing.js'
import { type DrawnUnit, pluralOf } from './judge-drawn.js'
import { drawOf } from './judge-draws.js'
import type { SampleOptions } from './judge-options.js'
import type { World } from './world.js'

export interface ExportOptions extends SampleOptions {
  out: string
}

/** The form of the file; grows when somebody who reads it has to be changed. */
export const EXPORT_FORM = 'leeway.questions/1'

/** What is remembered of an exported item on this machine: the file that leaves says nothing of it. */
export interface Remembered {
  /** As in the file. */
  item: string
  /** Of one export. */
  export: string
  unit: JudgedUnit
  draw: string
  drawn: DrawnUnit
}

/** Files that are read together, remembered before the first item that lies in one of them. */
export interface RememberedFiles {
  together: NonNullable<DrawnUnit['together']>
}

/** An item as it is written: how its files are read together stands in a line before it. */
const without = ({ together, ...drawn }: DrawnUnit): DrawnUnit =>
  together === undefined ? drawn : { ...drawn, together: [] }

/** Where exported items are remembered, one a line. */
export const rememberedIn = (home: string): string => join(judgeFolder({ home }), 'exported.jsonl')

/** `leeway judge export`: the questions and their evidence, for a judge of one's own. */
export async function judgeExport(places: readonly string[], options: ExportOptions, world: World): Promise<void> {
  const drawing = await drawnFor(places, options, world, () => null)
  const { samples, wish, conceal, key, study, where } = drawing
  const units = samples.map(({ sample }) => sample.unit)
  sameQuestions(study.judge.questions, units)
  const file = await created(resolve(world.cwd, options.out), options.out)
  const counts: string[] = []
  let bytes = 0
  try {
    await mkdir(judgeFolder(where), { recursive: true, mode: 0o700 })
    const memory = await open(rememberedIn(where.home), 'a', 0o600)
    try {
      bytes += await line(file, header(units))
      const written = new Set<DrawnUnit['together']>()
      const mark = createHmac('sha256', key).update(`export ${Date.now()}`).digest('base64url').slice(0, 12)
      for (const { sample, units: drawn } of samples) {
        const { unit } = sample
        const asking = new Asking(unit, drawn, conceal)
        const opaque = (name: string) =>
          createHmac('sha256', key).update(`export\0${mark}\0${unit}\0${name}`).digest('base64url').slice(0, 22)
        let items = 0
        for await (const { shared, items: asked } of asking.inquiries()) {
          const remembered = asked.map(({ id }): Remembered => {
            const { drawn: own } = asking.answered(id)
            return { item: opaque(id), export: mark, unit, draw: drawOf(wish.seed, study.policy.protect), drawn: own }
          })
          for (const one of remembered) {
            const { together } = one.drawn
            if (together !== undefined && !written.has(together)) await line(memory, { together })
            if (together !== undefined) written.add(together)
            await line(memory, { ...one, drawn: without(one.drawn) })
          }
          bytes += await line(file, { shared, items: asked.map(({ id, text }) => ({ id: opaque(id), unit, text })) })
          items += asked.length
        }
        counts.push(
          `${items} ${pluralOf(unit)}${asking.gone.length === 0 ? '' : ` (${asking.gone.length} more have no log any more)`}`,
        )
      }
    } finally {
      await memory.close()
    }
  } finally {
    await file.close()
  }
  world.stdout.write(
    `Written: ${counts.join(', ')}, ${(bytes / 1e6).toFixed(1)} MB. It holds pieces of logs, with whatever secrets they hold, and only you can read it.\n` +
      'leeway judge import takes answers in: one line for each item, { "id": "…", "answer": { … } }.\n',
  )
}

/** What every item of a file shares: per unit the version of the question, its text, and the form of an answer. */
function header(units: readonly JudgedUnit[]) {
  const questions = units.map((unit) => {
    const { version, system, schema } = questionAbout(unit)
    return [unit, { version, system, schema }]
  })
  return { form: EXPORT_FORM, questions: Object.fromEntries(questions) }
}

async function created(path: string, typed: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'EEXIST'
        ? `--out ${typed}: there is such a file; name a new one`
        : `--out ${typed}: it cannot be written (${error.code})`,
    )
  })
}

/** Writes a line of JSON. @returns its bytes. */
async function line(file: FileHandle, value: unknown): Promise<number> {
  const text = `${JSON.stringify(value)}\n`
  await file.appendFile(text)
  return Buffer.byteLength(text)
}
