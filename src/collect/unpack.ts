import { gunzipSync } from 'node:zlib'
import type { Limits } from './limits.js'
import { Refusal } from './refusal.js'

/**
 * Unpacks a body, never further than it may grow.
 * @throws Refusal where it becomes too large, or is no gzip.
 */
export function unpack(bytes: Uint8Array, { plainBytes, ratio, ratioFrom }: Limits): Uint8Array {
  const most = Math.min(plainBytes, Math.max(ratioFrom, ratio * bytes.length))
  try {
    return gunzipSync(bytes, { maxOutputLength: most })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal(413, `this body becomes larger than ${most} bytes when it is unpacked`)
    throw new Refusal(400, 'this body is no gzip')
  }
}
