import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clustered } from '../algebra/index.js'
import type { ClusterName, Taxonomy } from '../clusters/index.js'
import { reasonOf } from '../ingest/index.js'
import type { Regrouped } from '../privacy/index.js'
import { StoreError } from '../store/index.js'
import type { Phrasings } from './naming.js'

/** The groups of one kind of sentences, as they are kept from one study of the same data to the next. */
export interface KeptTaxonomy {
  taxonomy: Taxonomy
  /** Names that groups were given, by number: a group keeps its own as long as enough contributors use its terms. */
  names: Readonly<Record<string, ClusterName>>
  /** What models said of names, where a study had one put them into words. */
  phrased?: Phrasings
  /** Stands for the sentences that the groups were last held against: of the same ones, nothing is made anew. */
  mark: string
  /** What that changed, or null where groups were found then. */
  changed: Regrouped | null
}

/** Grows with every change of what a file holds. */
const FORMAT = 1

/** @param definition of the data that the groups are of. */
const pathOf = (folder: string, definition: string, of: Clustered): string => join(folder, definition, `${of}.json`)

/**
 * The groups that are kept of some data, or null where none are.
 * @throws StoreError that names the file and says what to do, where it cannot be read or is not as it was written.
 */
export async function readTaxonomy(folder: string, definition: string, of: Clustered): Promise<KeptTaxonomy | null> {
  const path = pathOf(folder, definition, of)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unusable(path, of, `cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}`)
  }
  let found: { format?: unknown; sum?: unknown } & Partial<KeptTaxonomy>
  try {
    found = JSON.parse(text)
  } catch {
    throw unusable(path, of, 'is damaged: expected JSON')
  }
  const { format, sum, ...kept } = Object(found) as typeof found
  if (sum !== sumOf(kept)) throw unusable(path, of, 'is damaged: expected it as it was written')
  if (format !== FORMAT) throw unusable(path, of, `is of another version of Leeway: expected format ${FORMAT}`)
  return kept as KeptTaxonomy
}

function unusable(path: string, of: Clustered, why: string): StoreError {
  const then = 'put it back from a copy, or remove it: groups are then found anew, with other numbers and names'
  return new StoreError(
    `the groups of ${of} sentences in ${path}: the file ${why}; ${then}`,
    `the file clusters/…/${of}.json in the data folder ${why}; ${then}`,
  )
}

/**
 * Keeps groups for the next study of the same data. Only its owner may read the file, and it appears whole or not at all.
 * @throws StoreError where it cannot be written.
 */
export async function writeTaxonomy(folder: string, definition: string, kept: KeptTaxonomy): Promise<void> {
  const { of } = kept.taxonomy
  const path = pathOf(folder, definition, of)
  const { taxonomy, names, mark, changed, phrased } = kept
  const body = { taxonomy, names, ...(phrased === undefined ? {} : { phrased }), mark, changed }
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.new`
  try {
    await mkdir(join(folder, definition), { recursive: true, mode: 0o700 })
    await writeFile(unfinished, `${JSON.stringify({ format: FORMAT, sum: sumOf(body), ...body })}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    const why = reasonOf(error as NodeJS.ErrnoException)
    throw new StoreError(
      `the groups of ${of} sentences cannot be kept in ${path}: ${why}; see to its folder, or set LEEWAY_HOME to another`,
      `the groups of ${of} sentences cannot be kept in the data folder: ${why}; see to it, or set LEEWAY_HOME to another`,
    )
  }
}

const sumOf = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')
