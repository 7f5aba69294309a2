import { RULES } from '../facets/index.js'
import type { Source } from '../model/index.js'
import type { StoredFile } from '../store/index.js'

/** Whether a file was read as its source, and the rules, would read it now. */
export const readBy = (known: StoredFile | null, sources: readonly Source[]): boolean =>
  sources.some((source) => source.id === known?.source && versionOf(source) === known.sourceVersion)

/** Other rows or other verdicts: a file that was read by another version is read again. */
export const versionOf = ({ version }: Source): number => version * 1_000 + RULES.version
