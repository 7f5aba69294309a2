// Turns, sessions, actions and contacts of made-up people, as statements that a shard runs by itself.
import { ACTION_WORDS, VERDICT_COLUMNS } from '../src/model/index.js'
import { clickhouse } from '../src/store/clickhouse/dialect.js'

/** Of each person: sessions, one every three to four days, and turns in each of them. */
const SESSIONS = 100
const TURNS = 10
const EACH = SESSIONS * TURNS

/** A year, from 2025 on. */
const FROM = Date.UTC(2025, 0, 1)
const STEP = Math.floor((365 * 86_400_000) / SESSIONS)

/** People at a time: each becomes a thousand rows. */
const BLOCKS = 'max_block_size = 100, preferred_block_size_bytes = 0'

export const PLACE = 'made-up'

/** A number from 0 to 1 that looks like chance and is the same every time. */
const chance = (what: string) => `(cityHash64(c, s, t, '${what}') / 18446744073709551615.)`
const id = (...parts: string[]) => `substring(base64Encode(MD5(concat(${parts.join(", '/', ")}))), 1, 22)`
const text = (number: string) => `toString(${number})`

/** What a log says of a turn, and a study as well. */
const ENDING = {
  started_by: `if(s % 10 = 9, 'program', 'prompt')`,
  ended_by: `multiIf(end < 0.05 + 0.05 * (c % 7) / 7, 'interrupted', end < 0.2, 'asked', 'completed')`,
  interrupt_kind: `if(end < 0.05 + 0.05 * (c % 7) / 7, 'working', NULL)`,
  censored: 'end > 0.999',
  wall_ms: 'wall_ms',
  work2_ms: 'intDiv(wall_ms * 7, 10)',
  work5_ms: 'intDiv(wall_ms * 8, 10)',
  work15_ms: 'intDiv(wall_ms * 9, 10)',
  reported_ms: 'if(s % 3 = 0, wall_ms, NULL)',
  tokens_out: `toInt64(200 * ${chance('tokens')})`,
}

/** People, their sessions and their turns, as relations on a shard. */
function people(turns: number, shard: number, of: number) {
  const contributor = id("'person'", text('c'))
  const here = `(SELECT c, contributor FROM (SELECT number AS c, ${contributor} AS contributor FROM numbers(${Math.round(turns / EACH)}))
    WHERE modulo(${clickhouse.numberOf('contributor')}, ${of}) = ${shard})`
  const sessions = `(SELECT c, contributor, arrayJoin(range(${SESSIONS})) AS s, ${id("'session'", text('c'), text('s'))} AS session FROM ${here})`
  const turn = id("'turn'", text('c'), text('s'), text('t'))
  const each = `(SELECT c, contributor, s, session, arrayJoin(range(${TURNS})) AS t, ${turn} AS turn,
      ${FROM} + s * ${STEP} + toInt64(${STEP / 2} * (cityHash64(c, s) / 18446744073709551615.)) + t * 1200000 AS started_at,
      toInt64(800 * exp(8 * pow(${chance('wall')}, 2))) AS wall_ms, ${chance('end')} AS end
    FROM ${sessions})`
  return { here, sessions, each }
}

/**
 * @param shard the how-manieth of `of` this is: people lie where their pseudonym says.
 * @returns what fills the tables of a database there with about so many turns in all.
 */
export function madeUp(database: string, turns: number, shard: number, of: number): string[] {
  const { here, sessions, each } = people(turns, shard, of)
  const own = `c AS file, '${PLACE}' AS place, contributor, NULL AS customer, 'claude-code' AS source, session`
  const insert = (table: string, columns: Record<string, string>, from: string) =>
    `INSERT INTO ${database}.${table} (file, place, contributor, customer, source, session, ${Object.keys(columns).join(', ')})
     SELECT ${own}, ${Object.values(columns).join(', ')} FROM ${from} SETTINGS ${BLOCKS}`
  const line = `s * ${TURNS} + t + 1`
  const counted = { line, writing: '1', nth: line }
  return [
    insert(
      'session',
      {
        interactive: `if(s % 10 = 9, 'no', 'yes')`,
        entrypoint: `'cli'`,
        version: `'1'`,
        first_at: `${FROM} + s * ${STEP}`,
        last_at: `${FROM} + s * ${STEP} + ${STEP}`,
        records: '40',
        main: 'true',
        line: 's + 1',
        writing: '1',
        nth: 's + 1',
      },
      sessions,
    ),
    insert(
      'turn',
      {
        turn: 'turn',
        root: 'turn',
        started_at: 'started_at',
        ended_at: 'started_at + wall_ms',
        ...ENDING,
        mode: `'default'`,
        tokens_in: '1000',
        tokens_cache_read: '0',
        tokens_cache_write: '0',
        ...counted,
      },
      each,
    ),
    insert(
      'action',
      {
        action: `${id("'action'", 'turn')}`,
        call: `${id("'call'", 'turn')}`,
        turn: 'turn',
        tool: `'Bash'`,
        status: `'ok'`,
        approval: `multiIf(${chance('approval')} < 0.3 + s / ${2 * SESSIONS}, 'bypass', t % 4 = 0, 'not-needed', 'approved')`,
        mode: `'default'`,
        started_at: 'started_at + 500',
        ended_at: 'started_at + 700',
        ...counted,
      },
      each,
    ),
    insert(
      'touch',
      {
        touch: `${id("'touch'", 'turn')}`,
        turn: 'turn',
        kind: `if(end < 0.1, 'interrupt', 'answer')`,
        touched_at: 'started_at + wall_ms',
        feedback: 'false',
        ...counted,
      },
      `${each} WHERE end < 0.12`,
    ),
    `INSERT INTO ${database}.files (file, place, path, source, contributor, counts, unreadable, writings, gone, revision)
     SELECT c, '${PLACE}', toString(c), 'claude-code', contributor,
       '{"records":0,"unreadable":0,"unknown":{},"duplicates":0,"untimed":0,"clock_back":0,"unanswered":0}', '[]',
       [(1, 9007199254740991)], false, 1 FROM ${here}`,
  ]
}

/** What nothing judged. */
const NO_VERDICT = Object.fromEntries(
  Object.entries(VERDICT_COLUMNS.turn).map(([name, type]) => [
    name,
    `CAST(NULL AS ${type === 'text' ? 'LowCardinality(Nullable(String))' : 'Nullable(Int64)'})`,
  ]),
)

/** One action of each turn, in sessions of ten and people of a thousand. */
const action = (owned: Record<string, string>, moments: Record<string, string>) => ({
  ...Object.fromEntries(['contributor', 'session', 'interactive', 'who'].map((name) => [name, owned[name]!])),
  ...moments,
  week: `toInt64(${clickhouse.intDiv(`${moments.day} + 3`, 7)})`,
  session_weight: `toInt64(${Math.round(1e9 / TURNS)})`,
  contributor_weight: `toInt64(${Math.round(1e9 / EACH)})`,
  unit: clickhouse.numberOf("turn || '/action'"),
})

/** A value of each dimension by chance, the first of them most often. */
function verdict(): Record<string, string> {
  const word = (name: string, values: readonly string[]) =>
    `CAST(arrayElement([${values.map(clickhouse.quote).join(', ')}], 1 + toUInt32(${values.length} * pow(${chance(name)}, 2))) AS LowCardinality(Nullable(String)))`
  const score = (name: string) => `CAST(1 + toUInt32(10 * pow(${chance(name)}, 2)) AS Nullable(Int64))`
  return {
    ...Object.fromEntries(Object.entries(ACTION_WORDS).map(([name, values]) => [name, word(name, values)])),
    safeguards_category: word('safeguards', [
      'Scoped permissions',
      'Sandboxed execution|Rate limits',
      'No clear guardrails',
    ]),
    risk: score('risk'),
    autonomy: score('autonomy'),
    confidence: 'CAST(9 AS Nullable(Int64))',
  }
}

/** Sentences that made-up actions have. */
const DISTINCT = 1000

/** The same people's turns, sessions and actions as a study puts them together, made at once. */
export function madeUpUnits(database: string, turns: number, shard: number, of: number): string[] {
  const { sessions, each } = people(turns, shard, of)
  const started = `${FROM} + s * ${STEP}`
  const moment = (at: string) => ({
    started_at: `toInt64(${at})`,
    day: clickhouse.intDiv(`toInt64(${at})`, 86_400_000),
    month: `toInt64(${clickhouse.monthOf(at)})`,
  })
  const owned = {
    contributor: 'contributor',
    session: 'session',
    // Every tenth session is a program's and counts as no experience.
    experience: 'if(s % 10 = 9, NULL, s + 1 - intDiv(s, 10))',
    reached: String((SESSIONS / 10) * 9),
    known_start: 'toUInt8(c % 3 > 0)',
    interactive: `if(s % 10 = 9, 'no', 'yes')`,
    who: clickhouse.numberOf('contributor'),
  }
  const make = (table: string, columns: Record<string, string>, from: string) =>
    `CREATE TABLE ${database}.${table} ENGINE = MergeTree ORDER BY who AS
     SELECT ${Object.entries(columns)
       .map(([name, value]) => `${value} AS ${name}`)
       .join(', ')} FROM ${from} SETTINGS prefer_column_name_to_alias = 1, ${BLOCKS}`
  const session = {
    ...owned,
    ...moment(started),
    turns: String(TURNS),
    regime: `multiIf(s % 9 = 0, NULL, ${chance('regime')} < 0.3 + s / ${2 * SESSIONS}, 'bypass', 'manual')`,
    interrupts: `toUInt64(3 * pow(${chance('interrupts')}, 6))`,
    rejections: `toUInt64(2 * pow(${chance('rejections')}, 6))`,
    answers: `toUInt64(2 * pow(${chance('answers')}, 4))`,
    corrections: `toUInt64(2 * pow(${chance('corrections')}, 5))`,
    interventions: `toUInt64(5 * pow(${chance('interventions')}, 4))`,
    unattended_actions: `toUInt64(60 * ${chance('unattended')})`,
    agent_ms: `toInt64(8000 * exp(8 * pow(${chance('agent')}, 2)))`,
    unit: clickhouse.numberOf('session'),
  }
  const turn = {
    ...owned,
    ...moment('started_at'),
    ...ENDING,
    joined_ms: 'wall_ms',
    actions: 'toUInt64(1)',
    unit: clickhouse.numberOf('turn'),
  }
  const none = 'CAST(NULL AS Nullable(Int64))'
  const sentence = `toInt64(${DISTINCT} * pow(${chance('sentence')}, 3))`
  const paths = [
    ['action_groups', 'number, 1 + number % 100, 101 + number % 10, 111 + number % 2', DISTINCT],
    ...['stop_groups', 'interrupt_groups'].map((groups) => [groups, 'number, 0, 0, 0', 0]),
  ]
  return [
    make('sessions', session, `(SELECT *, 0 AS t FROM ${sessions})`),
    make('turns', { ...turn, ...NO_VERDICT, stop_sentence: none, interrupt_sentence: none }, each),
    make('actions', { ...action(owned, moment('started_at + 500')), ...verdict(), action_sentence: sentence }, each),
    ...paths.map(
      ([groups, path, many]) => `CREATE TABLE ${database}.${groups} ENGINE = MergeTree ORDER BY tuple() AS
       SELECT toInt64(p.1) AS sentence, toInt64(p.2) AS leaf, toInt64(p.3) AS middle, toInt64(p.4) AS top
       FROM (SELECT (${path}) AS p FROM numbers(${many}))`,
    ),
  ]
}
