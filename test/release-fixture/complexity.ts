import type { FigureOf } from '../../src/release/index.js'
import { clamp, judgedActions, SOURCE, weightedShare } from './judged.js'
import { normal } from './random.js'

const LEVELS = ['Minimal', 'Low', 'Intermediate', 'High', 'Unbounded'] as const
const ACTIONS = [13_460, 20_800, 18_970, 7490, 484]
const TURNS = [9120, 14_480, 12_300, 4105, 212]
const SESSIONS_OF_TURNS = 40_217

const published = (label: string, value: number, why: string) => ({
  label,
  value,
  source: SOURCE,
  comparable: 'partly' as const,
  why,
})

/** A human in the loop less often the more complex the goal; hardly any goal is unbounded. */
export const humanInvolvementFigure = (next: () => number): FigureOf<'human-involvement-by-complexity'> => ({
  id: 'human-involvement-by-complexity',
  title: 'Human involvement by complexity',
  question: 'Are people in the loop where goals are complex?',
  ...judgedActions,
  rows: LEVELS.flatMap((complexity, i) =>
    weightedShare([0.84, 0.78, 0.7, 0.61, 0.55][i]!, ACTIONS[i]!, next).map((row) => ({
      complexity,
      ...row,
      ...(i === 4 ? { contributors: 4, low: null, high: null } : {}),
    })),
  ),
  published: [
    published('minimal', 0.87, 'there, calls of a public interface, judged by a model'),
    published('high', 0.67, 'there, calls of a public interface, judged by a model'),
  ],
  notes: ['Complexity is what the judge reads from the goal, not how long the work took.'],
})

/** Questions of the agent rise faster with complexity than interrupts do. */
export const stopsFigure = (next: () => number): FigureOf<'stops-by-complexity'> => ({
  id: 'stops-by-complexity',
  title: 'Stops by complexity',
  question: 'Who stops the work when goals get complex?',
  evidence: 'session logs',
  unit: 'turns',
  n: SESSIONS_OF_TURNS,
  contributors: 38,
  clusters: 'contributors',
  flow: [
    { step: 'eligible', n: 46_251 },
    { step: 'unknown', n: 6034 },
    { step: 'counted', n: SESSIONS_OF_TURNS },
  ],
  rows: LEVELS.flatMap((complexity, i) =>
    (['asked', 'interrupted'] as const).map((stop) => {
      const at = { asked: [0.041, 0.055, 0.078, 0.109, 0.13], interrupted: [0.05, 0.056, 0.064, 0.073, 0.08] }[stop][i]!
      const share = clamp(at * (1 + 0.03 * normal(next)))
      const width = 0.008 + 0.006 * i
      return {
        complexity,
        stop,
        n: TURNS[i]!,
        contributors: i === 4 ? 4 : 38,
        share,
        low: i === 4 ? null : clamp(share - width),
        high: i === 4 ? null : clamp(share + width),
      }
    }),
  ),
  suppressed: { cells: 0, reasons: {} },
  published: [
    published(
      'questions on the most complex goals, as a multiple of those on minimal ones',
      2,
      'the study gives the multiple, not the shares',
    ),
  ],
  notes: ['A turn that ends with a question counts as asked, whether a tool or a message asked it.'],
})

/** How turns went, by complexity: rows that stand beside interventions. */
export const successRows = (next: () => number): FigureOf<'interventions'>['rows'] =>
  LEVELS.flatMap((complexity, i) =>
    (['Succeeded', 'Partly', 'Failed'] as const).map((success) => {
      const succeeded = [0.91, 0.87, 0.79, 0.66, 0.58][i]!
      const at = { Succeeded: succeeded, Partly: (1 - succeeded) * 0.7, Failed: (1 - succeeded) * 0.3 }[success]
      const share = clamp(at * (1 + 0.01 * normal(next)))
      const width = 0.012 + 0.012 * i
      return {
        complexity,
        success,
        n: TURNS[i]!,
        contributors: i === 4 ? 4 : 38,
        share,
        low: i === 4 ? null : clamp(share - width),
        high: i === 4 ? null : clamp(share + width),
      }
    }),
  )
