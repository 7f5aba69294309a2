const TURN_VERDICT = [
  'stop_reason',
  'had_errors',
  'goal_complexity',
  'goal_domain_category',
  'risk',
  'autonomy',
  'success',
  'reversibility',
  'ambiguity_at_interruption',
  'error_at_interruption',
] as const

const ACTION_VERDICT = [
  'goal_complexity',
  'environment_type',
  'environmental_impact',
  'human_in_loop',
  'autonomy',
  'reversibility',
  'risk',
  'safeguards_category',
  'agentic_architecture',
  'goal_domain_category',
  'environment_category',
  'nist_activity_category',
  'confidence',
  'setting',
] as const

/**
 * The numbers of the groups that a unit's sentences lie in (src/clusters), once sentences were put into groups: 0 near none,
 * null where there is no such sentence. By unit and kind of sentence, of the leaf and of the levels above it where they are told.
 */
export const GROUPED = {
  turns: { stop: ['stop_cluster'], interrupt: ['interrupt_cluster'] },
  sessions: {},
  actions: { action: ['cluster', 'cluster_middle', 'cluster_top'] },
} as const

/**
 * What figures are declared over: the sessions, turns and actions of a study, put together and counted once. Every unit belongs
 * to a contributor and to a day, and has a moment `started_at` by which the study's window takes it in or leaves it out.
 */
export const UNITS = {
  turns: [
    'contributor',
    'session',
    'source',
    'started_at',
    'day',
    'month',
    'experience',
    'reached',
    'known_start',
    'interactive',
    'started_by',
    'ended_by',
    'interrupt_kind',
    'censored',
    'wall_ms',
    'work2_ms',
    'work5_ms',
    'work15_ms',
    'reported_ms',
    'joined_ms',
    'actions',
    'tokens_out',
    ...TURN_VERDICT,
    ...GROUPED.turns.stop,
    ...GROUPED.turns.interrupt,
  ],
  sessions: [
    'contributor',
    'session',
    'source',
    'started_at',
    'day',
    'month',
    'experience',
    'reached',
    'known_start',
    'interactive',
    'turns',
    'regime',
    'interrupts',
    'rejections',
    'answers',
    'corrections',
    'interventions',
    'unattended_actions',
    'agent_ms',
  ],
  actions: [
    'contributor',
    'session',
    'source',
    'started_at',
    'day',
    'month',
    'week',
    'interactive',
    'session_weight',
    'contributor_weight',
    ...ACTION_VERDICT,
    ...GROUPED.actions.action,
  ],
} as const

export type Unit = keyof typeof UNITS
export type Column<U extends Unit = Unit> = (typeof UNITS)[U][number]

const truth = <D extends string>(dimensions: readonly D[]) =>
  [...dimensions.map((dimension) => `truth_${dimension}` as const), 'truth_chance'] as const

/**
 * What a dearer judge than the rules says of some of a study's units, by dimension, where the study has one: `truth_risk`
 * beside `risk`. Null for units that it did not judge. `truth_chance`: with which probability the unit was drawn to be
 * judged, in parts of 10⁹; null where it was not judged or that is not known.
 */
export const TRUTH = { turns: truth(TURN_VERDICT), sessions: [], actions: truth(ACTION_VERDICT) } as const

/** A column that a unit has only in a study with a dearer judge. */
export type TruthColumn<U extends Unit = Unit> = (typeof TRUTH)[U][number]

/** The dimensions of a verdict on a unit. */
export const DIMENSIONS: Readonly<Record<Unit, readonly Column[]>> = {
  turns: TURN_VERDICT,
  sessions: [],
  actions: ACTION_VERDICT,
}

/**
 * What earlier releases told a unit with, in a family of cells: a number above 0 for each group that any of them told
 * apart, 0 for none. `kept` is the same in another family.
 */
export const TOLD = ['told', 'kept'] as const
export type Told = (typeof TOLD)[number]
/** A column that queries may ask for; `told` and `kept` only with `history`, those of {@link TRUTH} only where they are. */
export type Asked = Column | Told | TruthColumn
