import type { PlaceReport } from '../ingest/index.js'
import { ownRows } from '../privacy/own.js'
import type { ScreenInput } from '../report/index.js'
import type { StudyRows } from '../store/index.js'

/** What could not be read or understood, in words for the person at this machine. */
export async function problemsOf(rows: StudyRows, reports: readonly PlaceReport[]): Promise<ScreenInput['problems']> {
  const problems: ScreenInput['problems'] = []
  const add = (n: number, what: string, hint?: string) => {
    if (n > 0) problems.push({ what, n, ...(hint === undefined ? {} : { hint }) })
  }
  const files = ownRows(await rows.problems())
  const first = files[0] === undefined ? undefined : `${files[0].path}:${files[0].lines[0]?.line}`
  for (const { counts } of ownRows(await rows.totals())) {
    add(counts.unreadable, 'lines that are not records', first === undefined ? undefined : `the first is ${first}`)
    const types = Object.entries(counts.unknown).sort(([, a], [, b]) => b - a)
    add(
      types.reduce((sum, [, n]) => sum + n, 0),
      'records of a type this version does not know',
      types
        .slice(0, 3)
        .map(([type, n]) => `${printable(type)} ×${n}`)
        .join(', '),
    )
    add(counts.untimed, 'records without a time, placed by what they follow')
    add(counts.clock_back, 'records whose clock stood behind the one before, kept in their order')
  }
  for (const report of reports) {
    add(
      report.refused.length,
      'files or folders that could not be opened',
      report.refused[0] && `${report.refused[0].path}: ${report.refused[0].reason}`,
    )
    const logs = report.unrecognised.filter((path) => /\.jsonl$/.test(path))
    add(logs.length, 'files that look like logs of no known kind', logs[0])
  }
  return problems
}

/** Names of record types come from the logs, so nothing in them may steer a terminal. */
const printable = (text: string): string => text.slice(0, 40).replace(/[^\x20-\x7e]/g, '?')
