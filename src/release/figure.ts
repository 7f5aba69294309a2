import { z } from 'zod'
import { rowSchemas } from './rows.js'

/**
 * Why a cell is withheld. Under `private` nothing is; `tail` and `censored` can occur there too. `policy`: it shows no
 * cells of this kind.
 */
export const SUPPRESSIONS = ['k_users', 'k_items', 'dominance', 'tail', 'censored', 'ledger', 'policy'] as const
export type Suppression = (typeof SUPPRESSIONS)[number]

/** A value printed in the study this software follows, shown beside ours as a quiet reference. */
export const publishedSchema = z.object({
  label: z.string(),
  value: z.number(),
  source: z.string(),
  comparable: z.enum(['yes', 'partly', 'no']),
  why: z.string(),
})

export const FLOW_STEPS = ['eligible', 'unreadable', 'censored', 'unknown', 'refused', 'counted'] as const

/** One step from what was eligible to what was counted. Extra steps name a rule of the figure. */
export const flowSchema = z.object({ step: z.string(), n: z.number().int().nonnegative() })

/** What a figure can make of one of the kinds of logs that were read. */
export const figureSourceSchema = z.object({
  id: z.string(),
  /** `no`: none of its units are counted. `partly`: they are, and something is missing or said of some of them only. */
  use: z.enum(['yes', 'partly', 'no']),
  /** What the figure asks for and such a log never says, by capability; without all it needs it is not used. */
  lacks: z.array(z.string()),
  /** What such a log says of some of its units. */
  partly: z.array(z.string()),
})

const common = {
  title: z.string(),
  question: z.string(),
  evidence: z.string(),
  unit: z.string(),
  /** Null where the policy withholds the whole figure. */
  n: z.number().int().nonnegative().nullable(),
  contributors: z.number().int().nonnegative().nullable(),
  /** What the intervals are clustered by: contributors, or days where there are fewer than 5 of them. */
  clusters: z.enum(['contributors', 'days']),
  flow: z.array(flowSchema),
  suppressed: z.object({ cells: z.number().int().nonnegative(), reasons: z.record(z.string(), z.number().int()) }),
  published: z.array(publishedSchema),
  notes: z.array(z.string()),
}

/** A row without the keys of its cell, or of a figure whose shape is not fixed here. */
const loose = z.record(z.string(), z.unknown())
const extras = {
  /** The figure's estimates over everything, in rows without the keys that cut them. */
  overall: z.array(loose).optional(),
  /** The same estimates under other definitions, fixed in advance; `variant` names each. */
  sensitivity: z.array(loose).optional(),
  /** The kinds of logs that were read, and what the figure can make of each. */
  sources: z.array(figureSourceSchema).optional(),
}

const ids = Object.keys(rowSchemas) as (keyof typeof rowSchemas)[]
const known = ids.map((id) => {
  const { row, curve } = rowSchemas[id]
  return z.object({ id: z.literal(id), ...common, rows: z.array(row), curve: z.array(curve).optional(), ...extras })
})

/** A figure that this version has no fixed shape for, such as one that somebody added: shown as its rows. */
const other = z.object({
  id: z.string().regex(new RegExp(`^(?!(?:${ids.join('|')})$)[a-z][a-z0-9-]*$`)),
  ...common,
  rows: z.array(loose),
  curve: z.array(loose).optional(),
  ...extras,
})

export const figureSchema = z.union([
  z.discriminatedUnion('id', known as [(typeof known)[number], ...typeof known]),
  other,
])

/** The shape of a figure that the contract fixes; undefined for others. */
export const knownFigureSchema = (id: string) => known.find((schema) => schema.shape.id.value === id)

type Common = { [K in keyof typeof common]: z.infer<(typeof common)[K]> }
export type FigureId = keyof typeof rowSchemas
export type Row<Id extends FigureId> = z.infer<(typeof rowSchemas)[Id]['row']>
export type CurvePoint<Id extends FigureId> = z.infer<(typeof rowSchemas)[Id]['curve']>

/** One figure of a release, by its id. */
export type FigureOf<Id extends FigureId> = Common & {
  id: Id
  rows: Row<Id>[]
  curve?: CurvePoint<Id>[] | undefined
  overall?: Record<string, unknown>[] | undefined
  sensitivity?: Record<string, unknown>[] | undefined
  sources?: FigureSource[] | undefined
}
export type Figure = { [Id in FigureId]: FigureOf<Id> }[FigureId]
export type Published = z.infer<typeof publishedSchema>
export type FigureSource = z.infer<typeof figureSourceSchema>
export type FlowStep = z.infer<typeof flowSchema>
export type FigureCommon = Common
