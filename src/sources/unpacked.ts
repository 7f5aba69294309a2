import { Gunzip, Inflate } from 'fflate'
import { Decompress } from 'fzstd'

/** Bytes of a log, one after the other, however its file is packed. */
export interface Contents {
  /** Reads on into a part of a buffer. @returns how many bytes came; 0 at the end. */
  read(into: Uint8Array, at: number, length: number): number
  close(): void
}

/** A file that cannot be read although it is there; the message says why, without its path. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}

export type Packing = 'gzip' | 'zstd' | 'deflate'

/** How contents are packed that begin with these bytes; null where they are not. */
export function unpackerOf(mark: Uint8Array): Packing | null {
  const begins = (...bytes: number[]) => bytes.every((byte, i) => mark[i] === byte)
  if (begins(0x1f, 0x8b)) return 'gzip'
  return begins(0x28, 0xb5, 0x2f, 0xfd) ? 'zstd' : null
}

/**
 * What contents may be larger than what they are packed in: logs reach some 20 to 100 times, made-up data any number. Small
 * ones may be larger by more.
 */
const MOST_TIMES = 250
const SMALL = 1024 ** 3

/**
 * Packed bytes that are unpacked at once: with deflate each may become a thousand, with zstd thirty thousand, and all that
 * comes of them is held.
 */
const STEP: Record<Packing, number> = { gzip: 16_384, deflate: 16_384, zstd: 1024 }

interface Unpacker {
  push(bytes: Uint8Array, last: boolean): void
}

/** Packed contents, unpacked as far as they are asked for. */
export class Unpacked implements Contents {
  private readonly unpacker: Unpacker
  private readonly step: Buffer
  private ready: Uint8Array[] = []
  /** Bytes of the first of `ready` that were given. */
  private given = 0
  private held = 0
  private total = 0
  private ended = false

  /** @param size how many bytes are packed. @param small how many they may become, however few they are. */
  constructor(
    private readonly packed: Contents,
    private readonly packing: Packing,
    private readonly size: number,
    private readonly small = SMALL,
  ) {
    const take = (bytes: Uint8Array) => this.take(bytes)
    this.unpacker =
      packing === 'gzip' ? new Gunzip(take) : packing === 'zstd' ? new Decompress(take) : new Inflate(take)
    this.step = Buffer.allocUnsafe(STEP[packing])
  }

  read(into: Uint8Array, at: number, length: number): number {
    while (this.held === 0 && !this.ended) this.unpack()
    let read = 0
    while (read < length && this.ready.length > 0) {
      const [first] = this.ready
      const part = first!.subarray(this.given, this.given + length - read)
      into.set(part, at + read)
      read += part.length
      this.given += part.length
      if (this.given < first!.length) break
      this.ready.shift()
      this.given = 0
    }
    this.held -= read
    return read
  }

  close(): void {
    this.packed.close()
  }

  private unpack(): void {
    const bytes = this.packed.read(this.step, 0, this.step.length)
    this.ended = bytes === 0
    try {
      // The unpackers keep what they cannot use yet.
      this.unpacker.push(Uint8Array.prototype.slice.call(this.step, 0, bytes), this.ended)
    } catch (error) {
      if (error instanceof UnreadableFile) throw error
      const { message } = error as Error
      throw new UnreadableFile(`its ${this.packing} data are damaged or end too early (${message})`)
    }
  }

  private take(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.total += bytes.length
    if (this.total > Math.max(this.small, MOST_TIMES * this.size))
      throw new UnreadableFile(`its ${this.packing} data become more than ${MOST_TIMES} times their size`)
    this.ready.push(Uint8Array.prototype.slice.call(bytes))
    this.held += bytes.length
  }
}
