import type { IncomingMessage } from 'node:http'
import type { Room } from './admission.js'
import { Refusal } from './refusal.js'

/** Bytes that are set aside at first, however many are to come. */
const [FIRST, FIRST_MOST] = [16 * 1024, 1024 * 1024]
const NOTHING = new Uint8Array(0)

/**
 * Takes in a body. One that comes in one piece stays as it is; else pieces are copied as they come: of very small ones, each
 * would take more than it holds.
 * @param most bytes that it may have.
 * @throws Refusal where it is larger, there is no room for it, or it ends early.
 */
export function receive(request: IncomingMessage, room: Room, most: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const told = Number(request.headers['content-length'] ?? FIRST)
    let held: Uint8Array<ArrayBuffer> = NOTHING
    let total = 0
    const refuse = (refusal: Refusal) => {
      request.off('data', take).off('end', end)
      reject(refusal)
    }
    const take = (piece: Buffer) => {
      try {
        const end = total + piece.length
        if (end > most) throw tooLarge(most)
        room.take(piece.length)
        if (total === 0 && end === told && piece.byteLength === piece.buffer.byteLength) {
          held = new Uint8Array(piece.buffer as ArrayBuffer)
          total = end
          return
        }
        if (end > held.length) {
          const larger = new Uint8Array(Math.min(most, Math.max(end, 2 * held.length, Math.min(told, FIRST_MOST))))
          larger.set(held.subarray(0, total))
          held = larger
        }
        held.set(piece, total)
        total = end
      } catch (refusal) {
        refuse(refusal as Refusal)
      }
    }
    // Its bytes may be handed to another thread, so no two bodies have the same, even of none.
    const end = () => resolve(total === held.length && total > 0 ? held : held.slice(0, total))
    const brokenOff = () => {
      if (!request.complete) refuse(new Refusal(400, 'this body was broken off'))
    }
    request.on('data', take).on('end', end).on('error', brokenOff).on('close', brokenOff)
  })
}

export const tooLarge = (most: number): Refusal => new Refusal(413, `a body may have ${most} bytes`)
