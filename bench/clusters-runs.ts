import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Index, MetricKind, ScalarKind } from 'usearch'
import { placed } from '../src/clusters/classify.js'
import { founded } from '../src/clusters/discover.js'
import {
  classify,
  discover,
  type Embedder,
  NEAR_NONE,
  nameClusters,
  pathOf,
  type Sentence,
  type Taxonomy,
  type Use,
  vocabulary,
} from '../src/clusters/index.js'
import { SEARCHED } from '../src/clusters/nearest.js'
import { levelOf } from '../src/clusters/nodes.js'
import { contributorsOf, sensesOf, sharedBy } from '../src/clusters/senses.js'
import { pick, type Rows } from '../src/clusters/vectors.js'
import { RULES } from '../src/facets/index.js'
import { sentencesOf } from '../src/facets/sentences.js'
import { evidenceOf, type GoldAction } from '../test/facets/gold.js'
import { type Agreement, agreement, plainMeans } from './clusters-quality.js'
import { hashedWords, terms } from './clusters-terms.js'
import { SETS, topicSentences } from './topics.js'

/** `count`: of sentences, or the file of labelled actions. */
const [what, count = '0', named = 'vocabulary', set = 'tried', seeded = '1', beside = 'plain'] = process.argv.slice(2)
const seed = Number(seeded)
const PEOPLE = 2000
/** Multiplications in a round of plain k-means, at most: more would take many minutes. */
const PLAIN = 2e9

const made = topicSentences(Number(count) || 0, seed, SETS[set as keyof typeof SETS])
const sentences: Sentence[] = made.map(({ text }) => ({ key: text, text }))
const uses: Use[] = made.map((_, sentence) => ({
  sentence,
  contributor: `person ${(Math.imul(sentence, 0x9e3779b1) >>> 0) % PEOPLE}`,
  n: 1,
}))

function embedderOf(): Embedder {
  if (named === 'vocabulary') return vocabulary
  if (named === 'hashed') return hashedWords()
  if (named === 'terms') return terms(sentences.map(({ text }) => text))
  throw new Error(`the embedder ${named}: expected vocabulary, terms or hashed`)
}

interface Compared {
  senses: number
  ours: Agreement[]
  /** Null where it would take too long. */
  plain: (Agreement | null)[]
}

async function compared(
  [sentences, uses]: [Sentence[], Use[]],
  topics: readonly string[],
  embedder: Embedder,
): Promise<Compared> {
  const taxonomy = await discover('action', sentences, uses, { embedder, seed, least: 1 })
  const leaves = await classify(taxonomy, sentences, embedder)
  const paths = new Map([...new Set(leaves)].map((leaf) => [leaf, pathOf(taxonomy, leaf)]))
  const levels = [0, 1, 2].map((level) => leaves.map((leaf) => paths.get(leaf)![level]!))
  const senses = await sensesOf(sentences, embedder, seed)
  const weights = contributorsOf(senses, uses)
  const plain = levels.map((groups) => {
    const k = new Set(groups.filter((group) => group > 0)).size
    if (beside !== 'plain' || senses.rows.count * k * senses.rows.width > PLAIN) return null
    const places = plainMeans(senses.rows, weights, k)
    return senses.of.map((sense) => (sense < 0 ? 0 : places[sense]! + 1))
  })
  return {
    senses: senses.rows.count,
    ours: levels.map((groups) => agreement(groups, topics)),
    plain: plain.map((groups) => (groups === null ? null : agreement(groups, topics))),
  }
}

const quality = (embedder: Embedder) =>
  compared(
    [sentences, uses],
    made.map(({ topic }) => topic),
    embedder,
  )

/** What the rules say of labelled actions, each of its own contributor, against what they were labelled as. */
async function labelled(): Promise<Record<string, Compared>> {
  const items = readFileSync(count, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldAction)
  const said = items.map((item) => sentencesOf(RULES.action(evidenceOf(item)))?.action ?? '')
  const sentences = said.map((text, i) => ({ key: `${i}`, text }))
  const uses = said.map((_, sentence) => ({ sentence, contributor: `${sentence}`, n: 1 }))
  const found: Record<string, Compared> = {}
  for (const by of ['environment_category', 'nist_activity_category', 'goal_domain_category']) {
    // Where two readings differ, both are listed: the first is taken.
    const topics = items.map(({ labels }) => String([labels[by]].flat()[0]))
    found[by] = await compared([sentences, uses], topics, vocabulary)
  }
  return found
}

async function speed(embedder: Embedder): Promise<object> {
  const stages: Record<string, { ms: number; cpu: number }> = {}
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const [began, used] = [performance.now(), process.cpuUsage()]
    const done = await work()
    const { user, system } = process.cpuUsage(used)
    stages[stage] = { ms: performance.now() - began, cpu: (user + system) / 1000 }
    return done
  }
  const senses = await timed('embed', () => sensesOf(sentences, embedder, 1))
  const shared = await timed('fold', () => sharedBy(senses, contributorsOf(senses, uses), 1))
  const found = await timed('find groups', () => founded(shared, 1, 100, 1))
  const taxonomy: Taxonomy = { format: 1, of: 'action', embedder: embedder.id, ...found }
  const { numbers } = await timed('place all', () => placed(taxonomy, senses.rows))
  const leaves = senses.of.map((sense) => (sense < 0 ? NEAR_NONE : numbers[sense]!))
  await timed('name', () => nameClusters(taxonomy, sentences, uses, leaves, { least: 1 }))
  const peak = process.resourceUsage().maxRSS / 1000
  const { centres } = levelOf(taxonomy, 0, embedder.dimensions)
  const known = senses.of.filter((sense) => sense >= 0)
  await timed('floor', () => floor(centres, senses.rows, known))
  await timed('floor of senses', () =>
    floor(
      centres,
      senses.rows,
      Int32Array.from({ length: senses.rows.count }, (_, i) => i),
    ),
  )
  return { senses: senses.rows.count, leaves: centres.count, stages, peak }
}

/** What the index alone takes: built over the centres by all threads, and every one of these rows looked up once. */
function floor(centres: Rows, rows: Rows, places: Int32Array): void {
  const index = new Index({
    ...{ dimensions: centres.width, metric: MetricKind.IP, quantization: ScalarKind.F32, multi: false },
    ...SEARCHED,
  })
  const threads = availableParallelism()
  const keys = BigUint64Array.from({ length: centres.count }, (_, place) => BigInt(place))
  index.add(keys, centres.values, threads)
  for (let from = 0; from < places.length; from += 65_536)
    index.search(pick(rows, places.subarray(from, from + 65_536)).values, 1, threads)
}

const runs: Record<string, (embedder: Embedder) => Promise<object>> = { quality, speed, labelled }
process.stdout.write(JSON.stringify(await runs[what!]!(embedderOf())))
