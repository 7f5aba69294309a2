import { createHash } from 'node:crypto'
import { type Prepared, prepare, releaseOf, windowOf } from '../../src/cli/run.js'
import { concealer, inThread, type PseudonymKey, type Reader } from '../../src/ingest/index.js'
import { addressOf } from '../../src/store/address.js'
import { openDuckdb, openShared, type Store } from '../../src/store/index.js'
import { parseStudy, type StudyFile } from '../../src/study/index.js'
import { noCluster, startCluster, type TestCluster } from '../cluster/cluster.js'

/** One key for all stores, so that the same logs give the same pseudonyms and so the same bytes. */
export const KEY: PseudonymKey = {
  key: createHash('sha256').update('stores').digest(),
  mark: 'stores',
}

/** A kind of store. */
export interface Kind {
  name: string
  open(): Promise<Store>
}

let cluster: Promise<TestCluster> | null = null
let databases = 0

/** The two shards that all tests of a file share. They end with its process. */
export const theCluster = (): Promise<TestCluster> => {
  cluster ??= startCluster(2)
  return cluster
}

/** The address of a database on the cluster that nothing uses yet. */
export const newAddress = async (): Promise<string> => (await theCluster()).url(`leeway_${++databases}`)

/** Every engine behind the store, with an empty store at each opening. */
export const KINDS: Kind[] = [
  { name: 'embedded', open: () => openDuckdb(':memory:', KEY.mark) },
  ...(noCluster === null
    ? [{ name: 'a cluster of two shards', open: async () => openCluster(await newAddress()) }]
    : []),
]

export const openCluster = (address: string, mark = KEY.mark, ms = 20_000) =>
  openShared(addressOf(address, {}), mark, { ms, waits() {} })

/** A study file as people write it, over places below a folder. */
export const studyOf = (text: string): StudyFile => parseStudy(text, 'study.yaml', ['claude-code'])

/** Reads what a study names into a store, and puts it together. */
export function read(
  store: Store,
  study: StudyFile,
  cwd: string,
  ordered: <F>(files: readonly F[]) => readonly F[] = (files) => files,
): Promise<Prepared> {
  const plain = inThread(concealer(KEY.key))
  const reader: Reader = { readAll: (files, ...how) => plain.readAll(ordered(files), ...how) }
  const named = study.policy.name
  return prepare(study, { cwd, own: [], key: KEY, store, reader, progress: () => {}, named })
}

/** A release as it is written to disk. */
export async function released(store: Store, text: string, cwd: string, ordered?: Parameters<typeof read>[3]) {
  const study = studyOf(text)
  const prepared = await read(store, study, cwd, ordered)
  return JSON.stringify(await releaseOf(prepared, windowOf(prepared.study)), null, 2)
}
