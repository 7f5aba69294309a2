import type { z } from 'zod'
import { nearest } from './nearest.js'
import { KNOWN_KEYS } from './schema.js'
import type { StudyProblem } from './study-error.js'

type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/** Turns what the schema found into problems, in the order of the file. `lineOf` gives the line of a key, or null. */
export function problemsOf(issues: readonly Issue[], lineOf: (path: Path) => number | null): StudyProblem[] {
  return issues
    .flatMap((issue): StudyProblem[] => {
      if (issue.code !== 'unrecognized_keys') {
        const [expected = issue.message, fix = 'correct it'] = issue.message.split('|')
        return [{ line: lineOf(issue.path), key: keyOf(issue.path), expected, fix }]
      }
      return issue.keys.map((key) => unknownKey(issue.path, key, lineOf([...issue.path, key])))
    })
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function unknownKey(path: Path, key: string, line: number | null): StudyProblem {
  const section = path.length === 0 ? '' : String(path[0])
  const known = KNOWN_KEYS[section] ?? []
  const home = Object.keys(KNOWN_KEYS).find((other) => other !== section && KNOWN_KEYS[other]!.includes(key))
  const fix =
    home !== undefined && !known.some((word) => word.toLowerCase() === key.toLowerCase())
      ? `The key \`${key}\` belongs ${home === '' ? 'at the top of the file' : `under \`${home}\``}`
      : `The nearest known key is \`${nearest(key, known)}\``
  const expected = `unknown key \`${key}\`, expected ${known.join(', ')}`
  return { line, key: keyOf([...path, key]), expected, fix }
}

function keyOf(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
}
