import { createHash, createHmac } from 'node:crypto'
import type { StudyFile } from './schema.js'

/** The parts of a study, by which a release says what changed since the one before. */
export const STUDY_PARTS = [
  'name',
  'sources',
  'window',
  'exclude',
  'sample',
  'policy',
  'judge',
  'embedding',
  'naming',
] as const

/** Parts that came later, and what they are where a study says nothing by them: it is the same as before there were any. */
const LATER: Partial<Record<(typeof STUDY_PARTS)[number], string>> = { embedding: 'vocabulary', naming: 'composed' }

/** The parts that a study says something by. */
const saidIn = (study: StudyFile) =>
  STUDY_PARTS.filter((part) => LATER[part] === undefined || study[part] !== LATER[part])

/**
 * 16 hexadecimal digits that stand for everything that affects results; the name does not.
 * The order of sources and of exclusions does not count.
 * @param key makes the hash an HMAC, so that nobody without it can test guesses of excluded names or places against it.
 */
export function studyHash(study: StudyFile, key?: string | Uint8Array): string {
  const text = `{${saidIn(study)
    .filter((part) => part !== 'name')
    .map((part) => `${JSON.stringify(part)}:${canonical(study, part)}`)
    .join(',')}}`
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  return hash.update(text).digest('hex').slice(0, 16)
}

/** Every part of a study as a keyed hash: enough to tell later what changed, and nothing to read. */
export function studyParts(study: StudyFile, key: string | Uint8Array): Record<string, string> {
  return Object.fromEntries(
    saidIn(study).map((part) => [
      part,
      createHmac('sha256', key).update(canonical(study, part)).digest('hex').slice(0, 16),
    ]),
  )
}

/**
 * Stands for which units a study is about, whatever its window and whatever groups of them are called: its places, whom it
 * leaves out, its policy, and who judged them. Studies of one definition repeat what each other told.
 * @param places the study's sources as they were found, whatever folder they were written from.
 */
export function dataHash(study: StudyFile, places: readonly string[], key: string | Uint8Array): string {
  const kinds = study.sources.map(({ kind }, i) => json([places[i] ?? '', kind])).sort()
  // What one judge told is not repeated as if another had said it.
  const judge = study.judge.id === 'rules' ? [] : [study.judge.id]
  const embedding = study.embedding === 'vocabulary' ? [] : [{ embedding: study.embedding }]
  const text = json([kinds, canonical(study, 'exclude'), study.policy, ...judge, ...embedding])
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32)
}

/** The names of the top-level parts in which two studies differ, in the order of the file. */
export function studyChanges(before: StudyFile, after: StudyFile): string[] {
  return STUDY_PARTS.filter((part) => canonical(before, part) !== canonical(after, part))
}

function canonical(study: StudyFile, part: (typeof STUDY_PARTS)[number]): string {
  const value = study[part]
  return Array.isArray(value) ? `[${[...new Set(value.map(json))].sort().join(',')}]` : json(value)
}

function json(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const entries = given.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${json(inner)}`).join(',')}}`
}
