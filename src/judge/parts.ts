import type { Run } from './settings.js'
import type { Pending } from './sheet.js'

/** Around one item in a request: its fences and its label, in bytes. */
const AROUND = 120

/**
 * Divides the items of an inquiry into requests.
 * @returns groups of items, and those that are too long for any request.
 */
export function divided<P extends Pick<Pending, 'text'>>(
  shared: string,
  items: readonly P[],
  { itemsPerRequest, requestBytes }: Pick<Run, 'itemsPerRequest' | 'requestBytes'>,
): { groups: P[][]; tooLong: P[] } {
  const room = requestBytes - Buffer.byteLength(shared)
  const groups: P[][] = []
  const tooLong: P[] = []
  let left = 0
  for (const item of items) {
    const bytes = Buffer.byteLength(item.text) + AROUND
    if (bytes > room) {
      tooLong.push(item)
      continue
    }
    const last = groups.at(-1)
    if (last === undefined || last.length >= itemsPerRequest || bytes > left) {
      groups.push([item])
      left = room - bytes
    } else {
      last.push(item)
      left -= bytes
    }
  }
  return { groups, tooLong }
}
