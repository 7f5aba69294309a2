import type { ClusterAddress } from '../address.js'
import { type Patience, type SharedStore, StoreError } from '../store.js'

/**
 * Opens the store on a cluster, or makes it there.
 * @param keyMark names the pseudonym key, so that rows under another key are never mixed in.
 */
export async function openClickhouse(
  _address: ClusterAddress,
  _keyMark: string,
  _patience?: Patience,
): Promise<SharedStore> {
  throw new StoreError('not yet')
}
