import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { nearest } from './nearest.js'
import { problemsOf } from './problems.js'
import { type StudyFile, studySchema } from './schema.js'
import { StudyError } from './study-error.js'

/**
 * Reads a study file and fills in its defaults.
 * @param file the name to give in errors; nothing is read from disk.
 * @param kinds the ids of the known kinds of log, where `kind` is to be checked as well.
 * @throws StudyError with every problem found: file, line, key, what was expected, what to do.
 */
export function parseStudy(text: string, file: string, kinds?: readonly string[]): StudyFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })
  if (document.errors.length > 0) {
    throw new StudyError(
      file,
      document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        key: '',
        expected: `expected YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
        fix: 'Check indentation, brackets, quotes and repeated keys on this line',
      })),
    )
  }

  const lineOf = (path: readonly PropertyKey[]): number => {
    let node: unknown = document.contents
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
    for (const part of path) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined
      const here: unknown = isSeq(node) ? node.items[Number(part)] : pair?.key
      if (!isNode(here)) break
      offset = here.range?.[0] ?? offset
      node = pair ? pair.value : here
    }
    return lines.linePos(offset).line
  }

  const result = studySchema.safeParse(plain(document, file))
  if (!result.success) throw new StudyError(file, problemsOf(result.error.issues, lineOf))
  const study = result.data
  const strange = study.sources.flatMap(({ kind }, i) =>
    kind === null || !kinds || kinds.includes(kind)
      ? []
      : [
          {
            line: lineOf(['sources', i, 'kind']),
            key: `sources[${i}].kind`,
            expected: `expected one of ${kinds.join(', ')}`,
            fix: `The nearest known kind is \`${nearest(kind, kinds)}\`; without a kind it is recognised from the files`,
          },
        ],
  )
  if (strange.length > 0) throw new StudyError(file, strange)
  return study
}

function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS()
  } catch {
    const expected = 'expected YAML without unresolved or very many aliases'
    throw new StudyError(file, [{ line: 1, key: '', expected, fix: 'Write the values out instead of using & and *' }])
  }
}
