import type { Located } from '../model/index.js'
import type { Place } from './place.js'
import type { Refused } from './walk.js'
import type { LeftOut } from './whose.js'

/** What came of reading a place. Paths are for the person at this machine only. */
export interface PlaceReport {
  place: Place
  missing: boolean
  files: number
  bytes: number
  read: number
  appended: number
  unchanged: number
  /** Files that no source recognises. */
  unrecognised: string[]
  refused: Refused[]
  /** Files that were never opened because of an exclusion, and people whose records in others were left out, by its reason. */
  excluded: Record<string, number>
}

/** Counts a file that is a log. */
export function take(report: PlaceReport, { size }: Located): void {
  report.files++
  report.bytes += size
}

/** Counts those of whom nothing of a file is stored. */
export function leave(report: PlaceReport, left: LeftOut): void {
  for (const [reason, n] of Object.entries(left)) report.excluded[reason] = (report.excluded[reason] ?? 0) + n
}
