import { Chain } from './chain.js'
import type { Fact } from './facts.js'
import { JITTER_MS } from './order.js'

/** A fact in its place. */
export interface Placed {
  fact: Fact
  /** The call that started the subagent whose message this is, where another record wraps it; else undefined. */
  wrappedBy: string | null | undefined
  /** It does not stand where a time of its own puts it. */
  moved: boolean
}

interface Held extends Placed {
  moment: number
  depth: number
  index: number
}

/** A file whose records stand too far from where they belong to be put in order while it is read. */
export class Disorder extends Error {
  override name = 'Disorder'
}

/** Facts that are held back at least, because one may still come that belongs before them. */
const HELD = 512
/** The latest facts, which are held back wherever they belong. */
const FRESH = 256
/** A session of which nothing came among so many facts is taken to be over. */
const QUIET = 2048
/** Ids of records that are followed and not there, at most. */
const MISSING = 100_000

/** Where something stands among all. */
type Standing = Pick<Held, 'moment' | 'depth' | 'index'>

/**
 * Puts facts in order as `inOrder` does, while they come, holding only some of them. What it gives is the same for each
 * session; where it cannot be, it throws {@link Disorder}. Sessions that stand behind each other in a file may lie in any
 * order in time.
 */
export class OrderWindow {
  /** Whether all was given in one order, whatever its session. */
  inOneOrder = true
  private readonly chain = new Chain()
  private readonly missing = new Set<string>()
  private held: Held[] = []
  /** Facts before the first time there is. */
  private leading: { fact: Fact; wrappedBy: string | null | undefined; record: number }[] = []
  private last: number | null = null
  /** The last fact that was given. */
  private given: Standing | null = null
  /** For each session, the last fact of it that came, and the last that was given. */
  private readonly sessions = new Map<string | null, { came: number; given: Standing | null }>()
  private count = 0
  private released = 0

  constructor(
    private readonly give: (placed: Placed) => void,
    private readonly clockBack: (fact: Fact) => void,
  ) {}

  /** Takes a record in. @returns false where its id stood there before. */
  add(fact: Fact): boolean {
    const { record, fresh } = this.known(fact)
    if (record !== -1 && this.chain.own(record)) return false
    this.enter(fact, undefined, fresh ? record : -1)
    return true
  }

  /** Takes in a fact that another record wraps. */
  addWrapped(fact: Fact, spawn: string | null): void {
    const { record, fresh } = this.known(fact)
    this.enter(fact, spawn, fresh ? record : -1)
  }

  /** Gives what is still held. */
  end(): void {
    this.begin(0)
    this.held.sort(compare)
    for (const held of this.held) this.pass(held)
    this.held = []
  }

  private known({ uuid }: Fact): { record: number; fresh: boolean } {
    if (uuid === null) return { record: -1, fresh: false }
    const found = this.chain.add(uuid)
    if (found.fresh && this.missing.has(uuid)) throw new Disorder('a record stands before the one it follows')
    return found
  }

  private enter(fact: Fact, wrappedBy: string | null | undefined, record: number): void {
    if (this.last === null) {
      if (fact.at === null) {
        this.leading.push({ fact, wrappedBy, record })
        if (this.leading.length > HELD) throw new Disorder('no times')
        return
      }
      this.begin(fact.at)
    }
    this.place(fact, wrappedBy, record)
  }

  private begin(at: number): void {
    this.last ??= at
    const { leading } = this
    this.leading = []
    for (const { fact, wrappedBy, record } of leading) this.place(fact, wrappedBy, record)
  }

  /** @param record where the fact's own place is to be kept, or -1. */
  private place(fact: Fact, wrappedBy: string | null | undefined, record: number): void {
    const { chain } = this
    const parent = this.parentOf(fact, record)
    const floor = parent === -1 ? Number.NEGATIVE_INFINITY : chain.moment(parent)
    if (Number.isNaN(floor)) throw new Disorder('a record stands before the one it follows')
    const follows = floor > Number.NEGATIVE_INFINITY
    const before = follows ? chain.stamp(parent) : 0
    const depth = follows ? chain.depth(parent) + 1 : 0
    if (follows && fact.at !== null && fact.at < before - JITTER_MS) this.clockBack(fact)
    const moved = fact.at === null || fact.at < floor
    const last = this.last!
    const moment = Math.max(fact.at ?? (follows ? floor : last), floor)
    if (record !== -1) chain.place(record, moment, depth, fact.at ?? (follows ? before : last))
    if (fact.at !== null) this.last = moment
    else if (fact.ofSession) fact.at = moment
    const held: Held = { fact, wrappedBy, moved, moment, depth, index: this.count++ }
    const session = this.sessions.get(fact.session)
    if (session === undefined) this.sessions.set(fact.session, { came: held.index, given: null })
    else {
      if (session.given !== null && compare(held, session.given) < 0)
        throw new Disorder('a record stands far behind its time')
      session.came = held.index
    }
    this.held.push(held)
    if (this.held.length >= 2 * HELD && this.count - this.released >= HELD) this.release()
  }

  private parentOf(fact: Fact, record: number): number {
    if (fact.parent === null) return -1
    const parent = this.chain.find(fact.parent)
    if (parent !== -1) return parent === record ? -1 : parent
    this.missing.add(fact.parent)
    if (this.missing.size > MISSING) throw new Disorder('too many records follow what is not there')
    return -1
  }

  /** Gives the first of what is held, in order, and all of sessions that are over. */
  private release(): void {
    this.released = this.count
    this.held.sort(compare)
    const kept: Held[] = []
    const waiting = new Set<string | null>()
    let left = this.held.length - HELD
    for (const held of this.held) {
      const { session } = held.fact
      const over = session !== null && this.sessions.get(session)!.came < this.count - QUIET
      if (over || (left > 0 && held.index < this.count - FRESH && !waiting.has(session))) {
        this.pass(held)
        left--
        continue
      }
      kept.push(held)
      waiting.add(session)
    }
    this.held = kept
  }

  private pass(held: Held): void {
    const { moment, depth, index } = held
    this.inOneOrder &&= this.given === null || compare(held, this.given) > 0
    this.given = { moment, depth, index }
    this.sessions.get(held.fact.session)!.given = this.given
    this.give(held)
  }
}

const compare = (a: Standing, b: Standing): number => a.moment - b.moment || a.depth - b.depth || a.index - b.index
