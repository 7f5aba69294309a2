import { z } from 'zod'
import { type Figure, figureSchema, knownFigureSchema } from './figure.js'

/** The identifier every release carries; a reader that does not know it must refuse the file. */
export const RELEASE_SCHEMA = 'leeway.release/1'

const count = z.number().int().nonnegative()
/** A count that a policy may withhold: null means just that, never 0. */
const withholdable = count.nullable()

/** What was read from one kind of log. Counts are exact under `private`; under other policies most are null. */
export const sourceSchema = z.object({
  id: z.string(),
  /** What its logs are called. */
  title: z.string().optional(),
  files: withholdable,
  records: withholdable,
  /** Lines that are not a JSON object. */
  unreadable: withholdable,
  /** Records of a type this version does not know; skipped, never guessed. */
  unknown: withholdable,
  /** Units found more than once (copies, forks, checkpoints) and counted once. */
  duplicates: withholdable,
  sessions: withholdable,
  turns: withholdable,
  actions: withholdable,
  contributors: withholdable,
  /** What this kind of log can carry, by capability; `false` means every figure that needs it is unknown. */
  carries: z.record(z.string(), z.union([z.boolean(), z.literal('partly')])).optional(),
})

export const policySchema = z.object({
  name: z.enum(['private', 'team', 'public']),
  k_items: count,
  k_users: count,
  sybils: count,
  protect: z.enum(['user', 'customer']),
  epsilon: z.number().positive().nullable(),
  delta: z.number().positive().nullable(),
})

/** What every result of attacks on a release says. */
export const TESTED = 'tested against these attacks; no guarantee'

/** What attacks got that were played against the study of a release (docs/privacy.md). */
export const testedSchema = z.object({
  /** YYYY-MM-DD */
  date: z.string(),
  runs: count,
  /** Of each run, each with a secret of 64 values. */
  targets: count,
  attacks: z.array(z.string()),
  /** The attack that told most: share of secrets above guessing, with a 95% interval clustered by run. */
  worst: z.object({ attack: z.string(), above: z.number(), low: z.number().nullable(), high: z.number().nullable() }),
  says: z.literal(TESTED),
})

export const studySchema = z.object({
  name: z.string(),
  hash: z.string(),
  /** 1 for the first study of these data, 2 for the second, … */
  analysis: z.number().int().positive(),
  /** Names of what differs from the study before this one. */
  changed: z.array(z.string()),
  /** Half-open, UTC. `null` where the study named no bound and everything was used. */
  window: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  /** The first and last moment of the turns that were counted, UTC; null where there were none, and under `team`. */
  observed: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  policy: policySchema,
  /** Who judged actions and turns, and how much of the window; counts and costs are withheld under `team`. */
  judge: z.object({
    id: z.string(),
    questions: z.string(),
    judged: withholdable,
    refused: withholdable,
    /** Null also where a judge does not say what it cost. */
    cost_usd: z.number().nonnegative().nullable(),
  }),
  sources: z.array(sourceSchema),
  /**
   * Files of excluded customers and users, never opened, by the reason the study file gives; and, where the study leaves
   * these out, sessions that an evaluation harness ran. Null where withheld.
   */
  excluded: z.object({
    'zero-retention': withholdable,
    'no-consent': withholdable,
    requested: withholdable,
    evaluation: withholdable.optional(),
  }),
  /** Plain sentences the reader must see with every figure, such as what the policy does not promise. */
  notes: z.array(z.string()),
  tested: testedSchema.optional(),
})

/** The one public contract: everything a reader ever sees is drawn from this and nothing else. */
export const releaseSchema = z.object({
  schema: z.literal(RELEASE_SCHEMA),
  study: studySchema,
  figures: z.array(figureSchema),
})

export type Release = Omit<z.infer<typeof releaseSchema>, 'figures'> & { figures: Figure[] }
export type Study = z.infer<typeof studySchema>
export type Tested = z.infer<typeof testedSchema>
export type SourceCount = z.infer<typeof sourceSchema>
export type Policy = z.infer<typeof policySchema>

/**
 * Checks an unknown value against the contract.
 * @throws Error that lists, per line, the path in the release, what was expected and what was found.
 */
export function parseRelease(value: unknown): Release {
  const result = releaseSchema.safeParse(value)
  if (result.success) return result.data as Release
  const issues = [...figureIssues(value), ...result.error.issues.filter((i) => i.code !== 'invalid_union')]
  const lines = issues.slice(0, 10).map((i) => `  ${i.path.map(String).join('.') || '(root)'}: ${i.message}`)
  throw new Error(`not a ${RELEASE_SCHEMA} file:\n${lines.join('\n')}`)
}

/** What is wrong with figures whose shape is fixed, by their own shape and not by all that a figure may be. */
function figureIssues(value: unknown): { path: PropertyKey[]; message: string }[] {
  const figures = (value as { figures?: unknown } | null)?.figures
  if (!Array.isArray(figures)) return []
  return figures.flatMap((figure: unknown, at) => {
    const id = (figure as { id?: unknown } | null)?.id
    const schema = typeof id === 'string' ? knownFigureSchema(id) : undefined
    const result = schema?.safeParse(figure)
    if (result === undefined || result.success) return []
    return result.error.issues.map((issue) => ({ path: ['figures', at, ...issue.path], message: issue.message }))
  })
}

/** The contract as JSON Schema (draft 2020-12), for readers in other languages: of releases as they are in files. */
export function releaseJsonSchema(): unknown {
  return z.toJSONSchema(releaseSchema, { target: 'draft-2020-12', io: 'input' })
}
