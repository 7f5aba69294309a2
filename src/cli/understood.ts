import type { PlaceReport } from '../ingest/index.js'
import { NothingError } from './exit.js'
import { printable } from './printable.js'

/**
 * Ends a command where no file of any place is a log.
 * @param discreet says by counts what was found instead of by name.
 * @throws NothingError with what was found instead.
 */
export function understood(reports: readonly PlaceReport[], discreet: boolean): void {
  if (reports.some((report) => report.files > 0 || Object.keys(report.excluded).length > 0)) return
  if (discreet) throw new NothingError(inCounts(reports))
  throw new NothingError(`nothing to read\n${reports.map((report) => `  ${byName(report)}`).join('\n')}`)
}

function byName({ place, missing, unrecognised, refused }: PlaceReport): string {
  const [first] = refused
  const closed = first === undefined ? '' : `${printable(first.path)} cannot be opened: ${first.reason}`
  if (missing) return `${place.written}: ${closed || `there is no such file or folder (looked at ${place.base})`}`
  if (unrecognised.length > 0) {
    const found = unrecognised.length === 1 ? '1 file, and it is not' : `${unrecognised.length} files, none of them`
    return `${place.written}: ${found} of a known kind of log (leeway sources lists them)`
  }
  if (place.pattern === null) return `${place.written}: ${closed || 'no files in it'}`
  return `${place.written}: nothing below ${place.base} matches${closed && `; ${closed}`}`
}

function inCounts(reports: readonly PlaceReport[]): string {
  const sum = (of: (report: PlaceReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  const some = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])
  const found = [
    ...some(reports.length, 'place', 'places'),
    ...some(
      sum(({ missing }) => (missing ? 1 : 0)),
      'of them does not exist',
      'of them do not exist',
    ),
    ...some(
      sum(({ unrecognised }) => unrecognised.length),
      'file of no known kind of log',
      'files of no known kind of log',
    ),
    ...some(
      sum(({ refused }) => refused.length),
      'file or folder that cannot be opened',
      'files or folders that cannot be opened',
    ),
  ]
  return `nothing to read: ${found.join(', ')}; leeway doctor looks at this machine, and with --policy private they are named here`
}
