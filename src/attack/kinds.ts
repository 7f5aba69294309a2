import type { ActionVerdict } from '../model/index.js'

/** How many values a secret has. */
export const VALUES = 64

/** What a judge may say of an action beside how clear it was; a risk and an autonomy of its own where that matters. */
export type Kind = Pick<ActionVerdict, Category> & Partial<Pick<ActionVerdict, 'risk' | 'autonomy'>>

/** What every kind says. */
export type Category = 'environment_category' | 'nist_activity_category' | 'goal_domain_category' | 'did'

const ordinary = (environment: string, activity: string, did: string): Kind => ({
  environment_category: environment as Kind['environment_category'],
  nist_activity_category: activity as Kind['nist_activity_category'],
  goal_domain_category: 'Software engineering',
  did,
})

/** What everybody in a team does. */
export const ORDINARY: readonly Kind[] = [
  ordinary('Local files', 'Information retrieval/search', 'files-read'),
  ordinary('Local files', 'Content creation', 'files-write'),
  ordinary('Command-line tools', 'Detection', 'tests-run'),
  ordinary('Command-line tools', 'Process automation', 'program-build'),
  ordinary('Version control systems', 'Process automation', 'git-commit'),
]

/** Eight values of a column of verdicts. Which four of them somebody acts by is a secret of 64 values, and six more. */
export interface Block {
  column: 'environment_category' | 'nist_activity_category' | 'goal_domain_category'
  values: readonly string[]
}

/** Each target has one of these to itself, so that as many of them share a release. */
export const BLOCKS: readonly Block[] = [
  {
    column: 'environment_category',
    values: [
      ...['Databases', 'Email', 'Instant messaging', 'Cloud platforms'],
      ...['Back-office and CRM systems', 'Healthcare/EHR systems', 'Mobile apps', 'Shared knowledge bases'],
    ],
  },
  {
    column: 'nist_activity_category',
    values: [
      ...['Decision making', 'Discovery', 'Image analysis', 'Monitoring'],
      ...['Personalization', 'Prediction', 'Recommendation', 'Robotic automation'],
    ],
  },
  {
    column: 'goal_domain_category',
    values: [
      ...['Data analysis and BI', 'Academic research', 'Education and tutoring', 'Medicine and healthcare'],
      ...['Legal', 'Finance and accounting', 'Sales and CRM', 'Marketing and copywriting'],
    ],
  },
  {
    column: 'goal_domain_category',
    values: [
      ...['Customer service', 'Document and presentation creation', 'Travel and logistics', 'E-commerce operations'],
      ...['Back-office automation', 'Cybersecurity', 'Gaming and interactive media', 'Other'],
    ],
  },
]

const FOURS = foursOf(8).slice(0, VALUES)

/** The places of values that say a secret. */
export const placesOf = (secret: number): readonly number[] => FOURS[secret]!

/** An ordinary action but for its value of a column. */
export const withValue = (column: Block['column'], value: string): Kind => ({ ...ORDINARY[0]!, [column]: value })

/** An action by the value at some place of a block. */
export const kindAt = ({ column, values }: Block, place: number): Kind => withValue(column, values[place]!)

/** Actions of the four kinds that say a secret, each some times. */
export const acts = (block: Block, secret: number, times: number): Kind[] =>
  placesOf(secret).flatMap((place) => Array.from({ length: times }, () => kindAt(block, place)))

/**
 * How likely each secret is, from how likely each of eight things is to be one of the four.
 * @param oddsOf odds, 0 or more, that it is
 */
export function weighedBy<T>(eight: readonly T[], oddsOf: (one: T) => number): number[] {
  const odds = eight.map(oddsOf)
  return FOURS.map((places) => places.reduce((product, place) => product * odds[place]!, 1))
}

/** The same of the values of a block. */
export const weighed = ({ values }: Block, oddsOf: (value: string) => number): number[] => weighedBy(values, oddsOf)

function foursOf(of: number): number[][] {
  const all = Array.from({ length: 2 ** of }, (_, set) =>
    Array.from({ length: of }, (_, place) => place).filter((place) => (set >> place) & 1),
  )
  return all.filter(({ length }) => length === 4)
}
