import type { Release } from '../release/index.js'

/** All that the terminal screen shows. */
export interface ScreenInput {
  release: Release
  /** Releases over the last days and the days before them; absent where the logs do not reach back. */
  recent?: { days: number; now: Release; before: Release }
  /** Places on this machine; empty under policies other than `private`. */
  found: { place: string; files: number; bytes: number; note?: string }[]
  /** Unreadable lines, unknown record types, refused folders. */
  problems: { what: string; n: number; hint?: string }[]
  /** For how many days the agent keeps its transcripts, as configured or by default. */
  retention?: { days: number | null; configured: boolean }
  demo: boolean
  /** Commands to try next. */
  next: string[]
}
