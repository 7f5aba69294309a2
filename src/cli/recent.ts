import type { Release } from '../release/index.js'
import type { ScreenInput } from '../report/index.js'
import { type Prepared, releaseOf } from './run.js'

const DAY = 86_400_000
/** Lengths of the period that is compared with the one before it: the longest that fits twice. */
const PERIODS = [28, 14, 7]

/** The last days and the days before them, for the change beside a headline; undefined where the logs do not reach back. */
export async function recentOf(prepared: Prepared, release: Release): Promise<ScreenInput['recent']> {
  const { from, to } = release.study.observed
  const start = release.study.window.from ?? from
  const last = release.study.window.to ?? to
  if (start === null || last === null) return undefined
  const end = Math.ceil(Date.parse(last) / DAY) * DAY
  const days = PERIODS.find((length) => end - 2 * length * DAY >= Math.floor(Date.parse(start) / DAY) * DAY)
  if (days === undefined) return undefined
  const middle = end - days * DAY
  const now = await releaseOf(prepared, { from: middle, to: end }, 'whole')
  const before = await releaseOf(prepared, { from: middle - days * DAY, to: middle }, 'whole')
  return { days, now, before }
}
