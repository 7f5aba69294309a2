import { stat } from 'node:fs/promises'
import type { PlaceReport } from '../ingest/index.js'
import { ownRows } from '../privacy/own.js'
import type { ScreenInput } from '../report/index.js'
import type { StudyRows } from '../store/index.js'
import { printable } from './printable.js'

type Problems = ScreenInput['problems']

/** What could not be read or understood, in words for the person at this machine. */
export async function problemsOf(rows: StudyRows, reports: readonly PlaceReport[]): Promise<Problems> {
  const problems: Problems = []
  /** @param words for one and for several. */
  const add = (n: number, words: readonly [one: string, many: string], hint?: string) => {
    if (n > 0) problems.push({ what: words[n === 1 ? 0 : 1], n, ...(hint === undefined ? {} : { hint }) })
  }
  const first = firstLine(ownRows(await rows.problems()))
  for (const { counts } of ownRows(await rows.totals())) {
    add(counts.unreadable, ['line that is no record', 'lines that are no records'], first)
    const types = Object.entries(counts.unknown)
    const unknown = types.reduce((sum, [, n]) => sum + n, 0)
    add(
      unknown,
      [
        'record of a type this version does not know, passed over',
        'records of types this version does not know, passed over',
      ],
      mostOf(types),
    )
    add(counts.untimed, ['record without a time', 'records without a time'], 'placed by what they follow')
    add(
      counts.clock_back,
      ['step back of the clock', 'steps back of the clock'],
      'records were kept in the order of what follows what',
    )
  }
  for (const { refused, unrecognised } of reports) {
    const closed =
      refused[0] && `${refused.length > 1 ? 'the first is ' : ''}${printable(refused[0].path)}: ${refused[0].reason}`
    add(
      refused.length,
      ['file or folder that could not be opened', 'files or folders that could not be opened'],
      closed,
    )
    const { empty, strange } = await sorted(unrecognised.filter((path) => path.endsWith('.jsonl')))
    add(empty.length, ['empty file', 'empty files'], named(empty))
    add(strange.length, ['.jsonl file of no known kind of log', '.jsonl files of no known kind of log'], named(strange))
  }
  return problems
}

function firstLine(files: readonly { path: string; lines: readonly { line: number; reason: string }[] }[]) {
  const [file] = files
  const [line] = file?.lines ?? []
  return line === undefined ? undefined : `the first is ${printable(file!.path)}:${line.line}, ${line.reason}`
}

const LONGEST = 40

/** The most frequent of them. Names of record types come from the logs. */
function mostOf(types: readonly [string, number][]): string {
  const shown = [...types].sort(([, a], [, b]) => b - a).slice(0, 3)
  const name = (type: string) => printable(type.length > LONGEST ? `${type.slice(0, LONGEST - 1)}…` : type)
  const more = types.length > shown.length ? `, and ${types.length - shown.length} more` : ''
  return shown.map(([type, n]) => `${name(type)} ×${n}`).join(', ') + more
}

const named = (paths: readonly string[]) =>
  paths[0] === undefined ? undefined : `${paths.length > 1 ? 'the first is ' : ''}${printable(paths[0])}`

/** Files that nothing is wrong with but that they are empty, and others. */
async function sorted(paths: readonly string[]): Promise<{ empty: string[]; strange: string[] }> {
  const [empty, strange]: [string[], string[]] = [[], []]
  for (const path of paths) {
    const size = await stat(path).then(
      (found) => found.size,
      () => 1,
    )
    ;(size === 0 ? empty : strange).push(path)
  }
  return { empty, strange }
}
