import type { Release } from '../release/index.js'
import { said, saidPeople, sayCount, sayPeople, sumOf, toldFigure } from './precision.js'

/** How much there is of something, such as sessions, in words for a sentence and for a table. */
export interface Total {
  name: string
  n: number
  sentence: string
  cell: string
}

const UNITS = ['sessions', 'turns', 'actions'] as const

/** How much was read of everything; where the policy withholds that, how much the figures count. */
export function totalsOf(release: Release): Total[] {
  const { sources } = release.study
  const marked = toldFigure({}, release)
  const units = UNITS.flatMap((name): Total[] => {
    const read = sumOf(
      marked,
      sources.map((source) => source[name]),
    )
    const n = read ?? countedIn(release, name)
    return n === null ? [] : [{ name, n, sentence: `${sayCount(marked, n)} ${name}`, cell: said(marked, n) }]
  })
  const people = peopleIn(release)
  if (people === null) return units
  const sentence = sayPeople(marked, people)
  return [...units, { name: 'contributors', n: people, sentence, cell: saidPeople(marked, people) }]
}

/** Whether the totals are those of the figures, because what was read is withheld. */
export const onlyCounted = ({ study }: Pick<Release, 'study'>): boolean =>
  study.sources.some(({ turns }) => turns === null)

function countedIn({ figures }: Release, unit: string): number | null {
  const counts = figures.flatMap((figure) => (figure.unit === unit && figure.n ? [figure.n] : []))
  return counts.length === 0 ? null : Math.max(...counts)
}

/** Sources may share people, so their counts are not added up where a figure knows better; null where all are withheld. */
function peopleIn({ study, figures }: Release): number | null {
  const seen = [...figures, ...study.sources].flatMap(({ contributors }) =>
    contributors === null ? [] : [contributors],
  )
  return seen.length > 0 ? Math.max(...seen) : figures.length + study.sources.length === 0 ? 0 : null
}
