import type { Release } from '../release/index.js'
import type { Audit, Verdict } from './audit.js'
import { scrub } from './scrub.js'

/** How bad it is that a mark of scrubbing would stand in a name: 1 opens a door or finds somebody, 2 tells of somebody or something. */
const BAD: Readonly<Record<string, 1 | 2>> = {
  secret: 1,
  'e-mail': 1,
  address: 1,
  number: 1,
  handle: 2,
  name: 2,
  id: 2,
  path: 2,
  file: 2,
}

type Row = Record<string, unknown>

/**
 * Reads what groups are called, by the rules that scrub sentences: offline, and without knowing where a name came from. Names
 * are composed from shipped terms, which is what they are safe by; this would see a vocabulary that is no longer that.
 */
export const textAudit: Audit = async (release) => {
  const found: { where: string; mark: string }[] = []
  const known = new Map<string, readonly string[]>()
  for (const [where, text] of textsOf(release)) {
    const marks = known.get(text) ?? (await marksIn(text))
    known.set(text, marks)
    found.push(...marks.map((mark) => ({ where, mark })))
  }
  if (found.length === 0) return { score: 5, why: 'nothing found' }
  const score = found.reduce<Verdict['score']>((least, { mark }) => (BAD[mark]! < least ? BAD[mark]! : least), 5)
  const first = found.slice(0, 3).map(({ where, mark }) => `${where} holds what looks like: ${mark}`)
  return { score, why: first.join('; ') }
}

/** Texts of rows that are in words of no declaration, and where they stand. */
const textsOf = ({ figures }: Release): [where: string, text: string][] =>
  figures.flatMap(({ rows }, i) =>
    (rows as Row[]).flatMap((row, j) =>
      ['name', 'description'].flatMap((column): [string, string][] => {
        const text = row[column]
        return typeof text === 'string' ? [[`figures.${i}.rows.${j}.${column}`, text]] : []
      }),
    ),
  )

const MARK = new RegExp(`\\[(${Object.keys(BAD).join('|')})\\]`, 'g')

/** What scrubbing would put in the place of something, by its mark. */
async function marksIn(text: string): Promise<string[]> {
  // Brackets that stand there already are no marks of it.
  const left = await scrub(text.replace(/[[\]]/g, ' '))
  return [...left.matchAll(MARK)].map(([, mark]) => mark!)
}
