import { createHash } from 'node:crypto'
import type { Located, Source, Tables } from '../model/index.js'
import { startCounts } from '../sources/index.js'
import { type FileBatch, type FileOwner, OF_A_PERSON, type StoredFile } from '../store/index.js'
import { Filling, noRows, type Streamed } from './filling.js'
import { storedPath } from './machine.js'
import type { IngestMeans } from './means.js'
import { partOf } from './parts.js'
import type { FileOutcome, ReadFile, Task, Whose } from './reader.js'
import { leave, type PlaceReport, take } from './report.js'
import { untimed } from './timed.js'
import { readBy, versionOf } from './versions.js'
import { contributorName, type LeftOut, markOf, personNamed, withLeftOut } from './whose.js'

/** A file that is new or has changed, or that is read together with such. */
export interface Plan {
  located: Located
  known: StoredFile | null
  /** What is stored of people whom its records name, by pseudonym. */
  parts: ReadonlyMap<string, StoredFile>
  unchanged: boolean
}

/** What is read at once: a file, or several whose records belong together. */
interface Unit {
  plans: readonly Plan[]
  /** The source of each, where they are read together. */
  sources: readonly string[] | null
  /** Of each, who was left out, by reason. */
  left: Map<string, string>[]
}

const unitOf = (plans: readonly Plan[], sources: readonly string[] | null): Unit => ({
  plans,
  sources,
  left: plans.map(() => new Map()),
})

/** Counts nothing: the file's own entry does. */
const UNCOUNTED = startCounts()

/** Brings files of a place that are new or have changed to the store. */
export class Bringing {
  private readonly filling: Filling
  private readonly outcomes = new Map<Plan, Exclude<FileOutcome, ReadFile>>()
  private readonly people = new Set<string>()
  private bytes = 0
  private ofFiles = 0
  private ofBytes = 0

  constructor(
    private readonly sources: readonly Source[],
    private readonly report: PlaceReport,
    private readonly means: IngestMeans,
  ) {
    this.filling = new Filling(means.store, means.timed ?? untimed)
  }

  async readAll(plans: readonly Plan[]): Promise<void> {
    const { report } = this
    const changed = plans.filter((plan) => !plan.unchanged)
    this.ofFiles = changed.length
    this.ofBytes = changed.reduce((sum, { located }) => sum + located.size, 0)
    const together = await this.round(changed.map((plan) => unitOf([plan], null)))
    const groups = this.groups(plans, together)
    if (groups.length > 0) await this.round(groups)
    await this.filling.flush()
    if (this.people.size > 0) await this.means.store.forget([], [...this.people])
    // In the order of their names, whichever was looked at first.
    for (const plan of plans) {
      const outcome = this.outcomes.get(plan)
      const { path } = plan.located
      if (outcome === undefined) continue
      if ('reason' in outcome) report.refused.push({ path, reason: outcome.reason })
      else report.unrecognised.push(path)
    }
    report.unrecognised.sort()
  }

  /** @returns sources of files that are to be read together with others. */
  private async round(units: readonly Unit[]): Promise<Map<Plan, string>> {
    const { reader, progress } = this.means
    const together = new Map<Plan, string>()
    const streams = new Map<Unit, Streamed>()
    const sinkOf = (unit: Unit, source: string) => {
      const stream = this.streamOf(unit, source)
      streams.set(unit, stream)
      return stream
    }
    const toRead = (unit: Unit) => this.taskOf(unit)
    for await (const { item: unit, result } of reader.readAll(units, toRead, sinkOf)) {
      const stream = streams.get(unit) ?? this.streamOf(unit, '')
      streams.delete(unit)
      stream.settle()
      if ('together' in result) together.set(unit.plans[0]!, result.source)
      else await this.settle(unit, 'each' in result ? result.each : [result], stream)
      const { read, appended } = this.report
      progress({
        ...{ files: read + appended + this.outcomes.size, ofFiles: this.ofFiles },
        ...{ bytes: this.bytes, ofBytes: this.ofBytes },
      })
    }
    return together
  }

  private streamOf(unit: Unit, source: string): Streamed {
    const ownerOf = ({ user, file }: Whose) => this.ownerOf(unit, file, unit.sources?.[file] ?? source, user)
    return this.filling.stream(ownerOf, unit.plans.length > 1)
  }

  private groups(plans: readonly Plan[], sources: ReadonlyMap<Plan, string>): Unit[] {
    const byOwner = new Map<string, Plan[]>()
    for (const plan of plans) {
      if (!plan.unchanged && !sources.has(plan)) continue
      const { customer, user } = plan.located
      const owner = JSON.stringify([customer, user])
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), plan])
    }
    return [...byOwner.values()].flatMap((group) => {
      if (group.every(({ unchanged }) => unchanged)) return []
      // Those that have changed come last: until they are written, what others gained by them is missing.
      const inOrder = [...group].sort((a, b) => Number(b.unchanged) - Number(a.unchanged))
      return [
        unitOf(
          inOrder,
          inOrder.map((plan) => sources.get(plan) ?? plan.known!.source),
        ),
      ]
    })
  }

  private taskOf({ plans, sources: together }: Unit): Task {
    const [plan] = plans as [Plan]
    const { path, size } = plan.located
    const sources = this.sources.map(({ id }) => id)
    const task: Task = { path, size, sources, resume: null, together: [] }
    if (together !== null)
      return {
        ...task,
        together: plans.map(({ located: { path, size } }, i) => ({ path, size, source: together[i]! })),
      }
    const { known } = plan
    if (known === null || !readBy(known, this.sources) || size < known.size || known.checkpointOffset === null)
      return task
    // What was read of it before would stay with whose it was.
    const { contributor, customer } = this.fileOwner(plan, known.source)
    if (contributor !== known.contributor || customer !== known.customer) return task
    const from = { offset: known.checkpointOffset, line: known.checkpointLine!, state: known.state! }
    return { ...task, resume: { source: known.source, head: known.head, headBytes: known.headBytes, from } }
  }

  private async settle(unit: Unit, outcomes: readonly FileOutcome[], stream: Streamed): Promise<void> {
    const members = unit.plans.map(({ located: { path, size, mtime } }) => `${path}\n${size}\n${mtime}`).sort()
    const group = members.length < 2 ? '' : createHash('sha256').update(members.join('\n')).digest('hex')
    for (const [file, outcome] of outcomes.entries()) {
      const plan = unit.plans[file]!
      if ('tables' in outcome) await this.store(unit, file, outcome, group.slice(0, 16), stream)
      else {
        await stream.startOver(file)
        this.outcomes.set(plan, outcome)
      }
      if (!plan.unchanged) this.bytes += plan.located.size
    }
  }

  /** Stores what a file gives: first what is of people whom its records name, then the rest, with what is known of the file. */
  private async store(unit: Unit, file: number, read: ReadFile, group: string, stream: Streamed): Promise<void> {
    const plan = unit.plans[file]!
    const { source } = read
    const whole = this.fileOwner(plan, source)
    const parts = new Map<string, { owner: FileOwner; tables: Tables }>()
    for (const owner of stream.ownersIn(file)) parts.set(owner.path, { owner, tables: noRows() })
    for (const { user, tables } of read.others) {
      const owner = this.ownerOf(unit, file, source, user)
      // Whoever the place names owns all that is in the file.
      if (owner?.path === whole.path) await stream.add(tables, { user, file })
      else if (owner !== null) parts.set(owner.path, { owner, tables })
    }
    parts.delete(whole.path)
    for (const contributor of plan.parts.keys()) {
      const owner = this.partOwner(plan, source, contributor)
      if (!parts.has(owner.path)) parts.set(owner.path, { owner, tables: noRows() })
    }
    const left: Record<string, number> = {}
    for (const reason of unit.left[file]!.values()) left[reason] = (left[reason] ?? 0) + 1
    const common = this.batchOf(plan, read, group, left)
    const part = {
      ...common,
      sourceVersion: OF_A_PERSON,
      counts: UNCOUNTED,
      unreadable: [],
      checkpoint: null,
      fromLine: 1,
    }
    for (const { owner, tables } of parts.values()) await this.filling.add({ ...part, ...owner, tables }, stream)
    await this.filling.add(common, stream)
    if (plan.unchanged) return
    this.report[read.resumed ? 'appended' : 'read']++
    take(this.report, plan.located)
    leave(this.report, left)
  }

  private batchOf(plan: Plan, read: ReadFile, group: string, left: LeftOut): FileBatch {
    const { others: _, head, ...rest } = read
    const { size, mtime } = plan.located
    const sourceVersion = versionOf(this.sources.find(({ id }) => id === read.source)!)
    const { exclude, conceal } = this.means
    const whole = group === '' ? head : `${head}${group}`
    const marked = withLeftOut(whole, markOf(exclude, conceal), left)
    return { ...rest, ...this.fileOwner(plan, read.source), sourceVersion, size, mtime, head: marked }
  }

  /** Where rows of a file belong; null where they are somebody's who is kept out. */
  private ownerOf(unit: Unit, file: number, source: string, user: string | null): FileOwner | null {
    const plan = unit.plans[file]!
    const { customer } = plan.located
    if (user === null || plan.located.user !== null) return this.fileOwner(plan, source)
    const { conceal, exclude } = this.means
    const contributor = personNamed(user, { customer }, conceal)
    const is = (name: string | undefined) =>
      name !== undefined && personNamed(name, { customer }, conceal) === contributor
    const reason = exclude.find((one) => is(one.user))?.reason
    if (reason === undefined) return this.partOwner(plan, source, contributor)
    unit.left[file]!.set(contributor, reason)
    this.people.add(contributor)
    return null
  }

  private partOwner(plan: Plan, source: string, contributor: string): FileOwner {
    const owner = this.fileOwner(plan, source)
    return { ...owner, path: partOf(owner.path, contributor), contributor, known: plan.parts.get(contributor) ?? null }
  }

  private fileOwner({ located, known }: Plan, source: string): FileOwner {
    const { conceal, machine = null } = this.means
    return {
      place: this.report.place.id,
      path: storedPath(located.path, machine),
      source,
      contributor: conceal('user', contributorName(located, this.report.place, this.means)),
      customer: located.customer === null ? null : conceal('customer', located.customer),
      known,
    }
  }
}
