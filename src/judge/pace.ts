import type { JudgeWorld } from './world.js'

/**
 * How many requests are under way at a time. Halves where an endpoint has too much to do, and comes back by one after as
 * many good answers as there are places.
 */
export class Pace {
  #most: number
  #places: number
  #active = 0
  #good = 0
  #round = 0
  #pausedUntil = 0
  #waiting: (() => void)[] = []
  #world: JudgeWorld
  #halt: AbortSignal | undefined

  /** @param halt ends pauses: who waits for a place comes in, to see that there is nothing left to do. */
  constructor(most: number, world: JudgeWorld, halt?: AbortSignal) {
    this.#most = most
    this.#places = most
    this.#world = world
    this.#halt = halt
  }

  get places(): number {
    return this.#places
  }

  get active(): number {
    return this.#active
  }

  /** Waits for a place. @returns what gives it back, told how it went. */
  async enter(): Promise<(how: 'good' | 'crowded' | 'neither', waitMs?: number | null) => void> {
    while (this.#active >= this.#places || this.#paused()) {
      const pause = this.#pausedUntil - this.#world.now()
      if (pause > 0) await this.#world.sleep(pause, this.#halt)
      else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#active++
    const round = this.#round
    return (how, waitMs = null) => {
      this.#active--
      if (how === 'crowded') this.#slow(round, waitMs)
      else if (how === 'good') this.#fast()
      this.#wake()
    }
  }

  #paused(): boolean {
    return this.#halt?.aborted !== true && this.#world.now() < this.#pausedUntil
  }

  /** Requests that left together and come back crowded together slow it down once. */
  #slow(round: number, waitMs: number | null): void {
    if (waitMs !== null) this.#pausedUntil = Math.max(this.#pausedUntil, this.#world.now() + waitMs)
    this.#good = 0
    if (round !== this.#round) return
    this.#round++
    this.#places = Math.max(1, Math.floor(this.#places / 2))
  }

  #fast(): void {
    if (this.#places >= this.#most || ++this.#good < this.#places) return
    this.#good = 0
    this.#places++
  }

  #wake(): void {
    for (let free = this.#places - this.#active; free > 0 && this.#waiting.length > 0; free--) this.#waiting.shift()!()
  }
}
