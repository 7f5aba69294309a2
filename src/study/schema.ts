import { z } from 'zod'
import { instant } from './instant.js'

export const POLICY_NAMES = ['private', 'team', 'public'] as const
export const EXCLUSION_REASONS = ['zero-retention', 'no-consent', 'requested'] as const
/** Where agents ran, as far as logs say it: `evaluation`, an evaluation harness wrote the log. */
export const SETTINGS = ['evaluation'] as const

const QUOTE = 'put quotes around it if it is a number, a date or yes/no'
/** `expected|fix`: the two halves of a problem travel through zod in one message. */
const says = (expected: string, fix: string) => `expected ${expected}|${fix}`

const text = (what: string) =>
  z
    .string({ error: ({ input }) => says(what, input === undefined ? 'add it' : QUOTE) })
    .refine((value) => value.trim() !== '', says(what, 'write it, it is empty'))
const whole = (least: number, what: string) =>
  z.number(says(what, 'write digits without quotes')).refine((value) => Number.isSafeInteger(value) && value >= least, {
    error: says(what, `write a whole number of ${least} or more`),
  })
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, says(`one of ${values.join(', ')}`, 'write one of these'))

const TIME = 'a date such as 2026-01-19, or a time such as 2026-01-19T08:00:00Z'
const time = z
  .string(says(TIME, 'write year, month and day'))
  .transform((value, context) => {
    const found = instant(value)
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: says(TIME, 'check the order year-month-day and that this day exists') })
    return z.NEVER
  })
  .nullish()
  .transform((value) => value ?? null)

const windowSchema = z
  .strictObject({ from: time, to: time }, says('{ from: <date>, to: <date> }', 'either may be left out'))
  .refine(({ from, to }) => from === null || to === null || Date.parse(from) < Date.parse(to), {
    error: says('`from` before `to`', 'the window is half-open: `to` is the first moment left out'),
  })

const source = z.strictObject(
  {
    place: text('a folder or file pattern, such as fleet/{user}/projects'),
    kind: text('the id of a kind of log, such as codex')
      .nullish()
      .transform((value) => value ?? null),
  },
  says('{ place: <path>, kind: <id, optional> }', 'write each source as a map with a place'),
)

const subject = 'exactly one of customer, user, setting'
const exclusion = z
  .strictObject(
    {
      customer: text('the id of a customer').optional(),
      user: text('the id of a user').optional(),
      setting: oneOf(SETTINGS).optional(),
      reason: oneOf(EXCLUSION_REASONS).nullish(),
    },
    says('{ customer: <id> }, { user: <id> } or { setting: <setting> }', 'write each exclusion as a map'),
  )
  .transform(({ customer, user, setting, reason }, context): Exclusion => {
    if ([customer, user, setting].filter((value) => value !== undefined).length === 1) {
      if (customer !== undefined) return { customer, reason: reason ?? 'requested' }
      if (user !== undefined) return { user, reason: reason ?? 'requested' }
      if (setting !== undefined) return { setting, reason: reason ?? null }
    }
    context.addIssue({ code: 'custom', message: says(subject, 'write one entry for each') })
    return z.NEVER
  })

const positive = (what: string, below = Number.POSITIVE_INFINITY) =>
  z
    .number(says(what, 'write digits without quotes'))
    .refine((value) => value > 0 && value < below, says(what, 'see the privacy page for what to choose'))
    .nullish()
    .transform((value) => value ?? null)

const policySchema = z
  .strictObject(
    {
      name: oneOf(POLICY_NAMES).default('team'),
      k_users: whole(1, 'a number of contributors').default(5),
      k_items: whole(1, 'a number of units').default(20),
      sybils: whole(0, 'a number of accounts').default(0),
      protect: z.enum(['user', 'customer'], says('user or customer', 'write one of these')).default('user'),
      epsilon: positive('a number above 0'),
      delta: positive('a number above 0 and below 1', 1),
    },
    says('{ name: private, team or public, … }', 'write the policy as a map'),
  )
  .superRefine(({ name, epsilon, delta }, context) => {
    for (const [key, value] of Object.entries({ epsilon, delta })) {
      if ((name === 'public') === (value !== null)) continue
      const message =
        name === 'public'
          ? says(`${key}, which the policy public needs`, `add ${key} to the policy`)
          : says(`no ${key} under the policy ${name}`, `remove ${key}, or choose the policy public`)
      context.addIssue({ code: 'custom', path: [key], message })
    }
  })

const WIDTH = 'half the width of a 95% interval, above 0 and below 0.5'

const sampleSchema = z.strictObject(
  {
    actions: whole(0, 'a number of actions').default(100_000),
    turns: whole(0, 'a number of turns').default(50_000),
    seed: whole(0, 'a seed').default(7),
    width: z
      .number(says(WIDTH, 'write digits without quotes'))
      .refine((value) => value > 0 && value < 0.5, says(WIDTH, 'write a share, such as 0.01 for one point'))
      .optional(),
  },
  says('{ actions: <n>, turns: <n>, seed: <n> }', 'write the sample as a map'),
)

const THINKING = 'tokens, such as 1024, or adaptive:1024 or untold:1024'

const judgeSchema = z.strictObject(
  {
    id: z
      .string(says('rules, or <provider>/<model>', QUOTE))
      .refine((id) => id === 'rules' || /^[^\s/]+\/\S+$/.test(id), {
        error: says('rules, or <provider>/<model>', 'write rules to judge on this machine, without a model'),
      })
      .default('rules'),
    address: text('the base URL of an endpoint').optional(),
    temperature: z
      .number(says('a temperature from 0 to 2', 'write digits without quotes'))
      .refine((value) => value >= 0 && value <= 2, says('a temperature from 0 to 2', 'write a number between them'))
      .optional(),
    thinking: z
      .union([z.number(), z.string()], says(THINKING, 'write one of these'))
      .refine((value) => /^(?:(?:budget|adaptive|untold):)?[1-9]\d{0,6}$/.test(String(value)), {
        error: says(THINKING, 'write one of these'),
      })
      .optional(),
    questions: text('the versions of the questions, such as "action/1 turn/1"').optional(),
  },
  says('{ id: rules } or { id: <provider>/<model> }', 'write the judge as a map'),
)

/** A model behind an endpoint; its key is none of a file's words. */
const modelSchema = z.strictObject({
  endpoint: z.string().refine(
    (address) => {
      const url = URL.parse(address)
      return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === ''
    },
    { error: says('a base URL such as http://localhost:11434/v1', 'leave a key out of it') },
  ),
  model: text('the name of a model'),
})

const EMBEDDING = 'vocabulary, energetic, or { endpoint: <base URL>, model: <name> }'

/** What puts sentences beside each other; only the first needs nothing that does not come with Leeway. */
const embeddingSchema = z.union(
  [z.enum(['vocabulary', 'energetic']), modelSchema],
  says(EMBEDDING, 'write one of these'),
)

/** What puts names of groups into words: it sees terms that Leeway ships alone, so any policy may have a model for it. */
const namingSchema = z.union(
  [z.enum(['composed']), modelSchema],
  says('composed, or { endpoint: <base URL>, model: <name> }', 'write one of these'),
)

/** Terms that Leeway ships are all that groups of other readers' studies may be made of. */
const shippedTerms = ({ embedding, policy }: { embedding: unknown; policy: { name: string } }): boolean =>
  embedding === 'vocabulary' || policy.name === 'private'

export const studySchema = z
  .strictObject(
    {
      name: text('a name for the study'),
      sources: z
        .array(source, says('a list of { place, kind }', 'name at least one place'))
        .min(1, says('a list of { place, kind }', 'name at least one place')),
      window: windowSchema.nullish().transform((value) => value ?? { from: null, to: null }),
      exclude: z
        .array(exclusion, says('a list of exclusions', 'write - before each'))
        .nullish()
        .transform((value) => value ?? []),
      sample: sampleSchema.nullish().transform((value) => value ?? sampleSchema.parse({})),
      policy: policySchema.nullish().transform((value) => value ?? policySchema.parse({})),
      judge: judgeSchema.nullish().transform((value) => value ?? judgeSchema.parse({})),
      embedding: embeddingSchema.nullish().transform((value) => value ?? 'vocabulary'),
      naming: namingSchema.nullish().transform((value) => value ?? 'composed'),
    },
    says('a map with name and sources', 'start from the example in the documentation'),
  )
  .refine(shippedTerms, {
    path: ['embedding'],
    error: says('vocabulary, unless the policy is private', 'remove embedding, or choose the policy private'),
  })

/** The known keys, by the place in the file they belong to (`''` is the top). */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(studySchema.shape),
  sources: Object.keys(source.shape),
  window: Object.keys(windowSchema.shape),
  exclude: ['customer', 'user', 'setting', 'reason'],
  sample: Object.keys(sampleSchema.shape),
  policy: Object.keys(policySchema.shape),
  judge: Object.keys(judgeSchema.shape),
  embedding: ['endpoint', 'model'],
  naming: ['endpoint', 'model'],
}

export type PolicyName = (typeof POLICY_NAMES)[number]
type Reason = (typeof EXCLUSION_REASONS)[number]

/** Customers and users are left out before storage; a setting when figures are made. */
export type Exclusion =
  | { customer: string; reason: Reason }
  | { user: string; reason: Reason }
  | { setting: (typeof SETTINGS)[number]; reason: Reason | null }

/** A study as the file says it, every default filled in. Times are UTC ISO 8601, half-open; null is no bound. */
export type StudyFile = z.output<typeof studySchema>
export type StudyPolicy = StudyFile['policy']
export type StudySample = StudyFile['sample']
export type StudyJudge = StudyFile['judge']
export type StudyEmbedding = StudyFile['embedding']
export type StudyNaming = StudyFile['naming']
export type StudySource = StudyFile['sources'][number]
