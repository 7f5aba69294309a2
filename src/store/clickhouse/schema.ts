import {
  ACTION_WORDS,
  type ColumnType,
  JUDGED_COLUMNS,
  mayBeNull,
  type TableName,
  TURN_WORDS,
  VERDICT_COLUMNS,
} from '../../model/index.js'
import { JUDGED_KEY } from '../judged.js'
import { columnsOf, FILE_COLUMNS, LEDGER_COLUMNS, ROW_TABLES } from '../schema.js'
import { PUBLISHED_COLUMNS, TOLD_COLUMNS } from '../told.js'

/** What the tables of a database are made for. */
export interface Layout {
  database: string
  /** Name of the cluster whose servers all run a statement; null where each is told by itself. */
  cluster: string | null
  /** Whether shards have replicas: the tables are copied between them. */
  replicated: boolean
}

/** Grows by one with every step of `steps`. */
export const SCHEMA = 6

/** Texts of which there are few. */
const WORDS = new Set([
  ...['place', 'source', 'interactive', 'entrypoint', 'version', 'started_by', 'ended_by', 'interrupt_kind'],
  ...['mode', 'tool', 'status', 'approval', 'kind', 'about', 'safeguards_category', 'did', 'why'],
  ...['judge', 'run', 'questions', 'unit', 'outcome', 'disagreed'],
  ...Object.keys({ ...ACTION_WORDS, ...TURN_WORDS }),
])

const PLAIN: Record<ColumnType, string> = { text: 'String', integer: 'Int64', flag: 'Bool' }

function typeOf(name: string, type: ColumnType, nullable: boolean): string {
  const known = nullable ? `Nullable(${PLAIN[type]})` : PLAIN[type]
  return type === 'text' && WORDS.has(name) ? `LowCardinality(${known})` : known
}

/** The moment by whose month rows lie together. */
const MOMENTS: Record<TableName, string> = {
  session: 'first_at',
  turn: 'started_at',
  action: 'started_at',
  agent: 'started_at',
  touch: 'touched_at',
}

/** A table that keeps the last of rows with the same key. */
interface Made {
  name: string
  columns: string
  key: string
  /** The column by which the last of rows with one key is known; null where all of them say the same. */
  version?: string
  /** Whether rows with one key stand for one row. */
  replacing: boolean
  month?: string
}

/** Columns of verdicts came to their tables after the first version of the schema, and so did where an agent ran. */
const verdictOf = (name: TableName): Readonly<Record<string, ColumnType>> =>
  name === 'turn' || name === 'action' ? VERDICT_COLUMNS[name] : {}

const SETTING = 'setting'
/** When somebody was asked about a call, and when it was decided, came after that. */
const DECISIONS = ['asked_at', 'decided_at']
const isLater = (name: TableName, column: string): boolean =>
  column in verdictOf(name) ||
  (name === 'session' && column === SETTING) ||
  (name === 'action' && DECISIONS.includes(column))

/** As the first version of the schema makes it. */
function rowTable(name: TableName): Made {
  const columns = Object.entries(columnsOf(name))
    .filter(([column]) => !isLater(name, column))
    .map(([column, type]) => `${column} ${typeOf(column, type, mayBeNull(name, column))}`)
  return {
    name,
    // `writing` names what brought a row, `nth` its place in that: a row that is sent twice is the same row.
    columns: [...columns, 'writing UInt64', 'nth UInt32'].join(', '),
    key: 'place, contributor, session, file, writing, nth',
    replacing: true,
    month: MOMENTS[name],
  }
}

const FILES: Made = {
  name: 'files',
  columns: [
    ...Object.entries(FILE_COLUMNS).map(([column, type]) =>
      ['place', 'path'].includes(column) ? `${column} String` : `${column} Nullable(${PLAIN[type]})`,
    ),
    // What counts of a file: the writings that brought it, each with the line from which later ones replace it.
    'writings Array(Tuple(writing UInt64, upto Int64))',
    'gone Bool',
    'revision UInt64',
  ].join(', '),
  key: 'place, path',
  version: 'revision',
  replacing: true,
}

const META: Made = {
  name: 'meta',
  columns: "name String, value String, at DateTime64(6, 'UTC') DEFAULT now64(6)",
  key: 'name',
  replacing: false,
}

/** Columns that every row has. */
const plain = (columns: Record<string, ColumnType>): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${PLAIN[type]}`)
    .join(', ')

const LEDGER: Made[] = [
  { name: 'ledger', columns: plain(LEDGER_COLUMNS), key: 'data, nth', replacing: true },
  { name: 'told', columns: plain(TOLD_COLUMNS), key: 'family, unit', replacing: true },
  {
    name: 'published',
    columns: `${plain(PUBLISHED_COLUMNS)}, revision UInt64`,
    key: 'definition, figure, cell',
    version: 'revision',
    replacing: true,
  },
]

/** What every verdict says of itself. */
const ALWAYS = new Set(['judge', 'run', 'questions', 'unit', 'id', 'contributor', 'outcome', 'at', 'disagreed'])

/** What judges other than the rules say: of two verdicts of one name the later one holds. */
const VERDICTS: Made = {
  name: 'judged',
  columns: Object.entries(JUDGED_COLUMNS)
    .map(([column, type]) => `${column} ${typeOf(column, type, !ALWAYS.has(column))}`)
    .join(', '),
  key: JUDGED_KEY.join(', '),
  version: 'at',
  replacing: true,
}

/** Adds what a judge says of a row; all of it is null in rows that were written before. */
function addVerdict(name: TableName, { database, cluster }: Layout): string {
  const columns = Object.entries(verdictOf(name)).map(
    ([column, type]) => `ADD COLUMN IF NOT EXISTS ${column} ${typeOf(column, type, mayBeNull(name, column))}`,
  )
  return `ALTER TABLE ${database}.${name}${on(cluster)} ${columns.join(', ')}`
}

const TOKENS = ['tokens_in', 'tokens_out', 'tokens_cache_read', 'tokens_cache_write']

/** Where an agent ran, null in rows that were written before, and tokens that a log need not say. */
function addSetting({ database, cluster }: Layout): string[] {
  const alter = (name: TableName, changes: readonly string[]) =>
    `ALTER TABLE ${database}.${name}${on(cluster)} ${changes.join(', ')}`
  const known = TOKENS.map((column) => `MODIFY COLUMN ${column} ${typeOf(column, 'integer', true)}`)
  return [
    alter('turn', known),
    alter('agent', known),
    alter('session', [`ADD COLUMN IF NOT EXISTS ${SETTING} ${typeOf(SETTING, 'text', true)}`]),
  ]
}

/** Null in rows that were written before. */
const addDecisions = ({ database, cluster }: Layout): string =>
  `ALTER TABLE ${database}.action${on(cluster)} ${DECISIONS.map(
    (column) => `ADD COLUMN IF NOT EXISTS ${column} ${typeOf(column, 'integer', true)}`,
  ).join(', ')}`

const JUDGED: readonly TableName[] = ['turn', 'action']

/** All tables of the newest schema, with columns that show that the last step was taken. */
export const TABLES_THERE: ReadonlyMap<string, readonly string[]> = new Map(
  [...[META, FILES, ...LEDGER, VERDICTS].map(({ name }) => name), ...ROW_TABLES].map((name) => [
    name,
    name === 'session'
      ? [SETTING]
      : JUDGED.includes(name as TableName)
        ? [...Object.keys(verdictOf(name as TableName)), ...(name === 'action' ? DECISIONS : [])]
        : [],
  ]),
)

function create(made: Made, { database, cluster, replicated }: Layout): string {
  const { name, columns, key, version, replacing, month } = made
  const copies = replicated ? [`'/clickhouse/tables/{shard}/${database}/${name}'`, "'{replica}'"] : []
  const engine = `${replicated ? 'Replicated' : ''}${replacing ? 'Replacing' : ''}MergeTree`
  const settings = [
    // What was answered is on the disk.
    'fsync_after_insert = 1, fsync_part_directory = 1',
    ...(replicated ? [] : ['non_replicated_deduplication_window = 1000']),
  ]
  return [
    `CREATE TABLE IF NOT EXISTS ${database}.${name}${on(cluster)} (${columns})`,
    `ENGINE = ${engine}(${[...copies, ...(version === undefined ? [] : [version])].join(', ')})`,
    ...(month === undefined ? [] : [`PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(ifNull(${month}, 0), 'UTC'))`]),
    `ORDER BY (${key})`,
    `SETTINGS ${settings.join(', ')}`,
  ].join('\n')
}

const on = (cluster: string | null) => (cluster === null ? '' : ` ON CLUSTER '${cluster}'`)

/**
 * What each version of the schema adds to the one before it. Every statement may be run again, and a machine with an
 * older Leeway may still write while a newer one adds to the tables.
 */
export function steps(layout: Layout): string[][] {
  const { database, cluster } = layout
  return [
    [
      `CREATE DATABASE IF NOT EXISTS ${database}${on(cluster)}`,
      ...[META, FILES, ...ROW_TABLES.map(rowTable)].map((made) => create(made, layout)),
    ],
    LEDGER.map((made) => create(made, layout)),
    JUDGED.map((name) => addVerdict(name, layout)),
    [create(VERDICTS, layout)],
    addSetting(layout),
    [addDecisions(layout)],
  ]
}

/** The statements for an administrator, who runs them once on any server of the cluster. */
export const schemaText = (layout: Layout): string =>
  `${steps(layout)
    .flat()
    .map((statement) => `${statement};`)
    .join('\n\n')}\n`
