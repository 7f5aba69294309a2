import type { Conceal, Context, RowSink, Rows } from '../model/index.js'
import { type Again, type Lying, lyingOf, readRowsAgain } from './again.js'
import { Capture, type Captured } from './capture.js'
import type { EvidenceFile, EvidenceGroup } from './evidence-file.js'

/** Wanted items of a large file that wait for the end of their turns, at most. */
const WAITING = 1_000

/** Takes the rows of one file, and gives the evidence of those that are wanted. */
export class FileEvidence implements RowSink {
  private readonly capture: Capture
  /** Items by the turn, or the subagent, that they lie in. */
  private readonly waiting = new Map<string, Waiting>()
  /** Whose the rows are that are wanted, by where they lie. */
  private readonly contributors: ReadonlyMap<string, string>
  private count = 0
  /** What was kept of the file so far: some logs show a unit twice. */
  private readonly kept = new Set<string>()
  /** How often reading started over so far, and how often it will: unknown until rows come in parts. */
  private started = 0
  private starts: number | null = null

  constructor(
    private readonly file: EvidenceFile,
    private readonly conceal: Conceal,
    context: Context,
    private readonly wants: (unit: 'action' | 'turn', id: string) => boolean,
    private readonly give: (group: EvidenceGroup) => Promise<void>,
  ) {
    this.capture = new Capture(context)
    const { path, person = null, contributor, also = [] } = file
    this.contributors = new Map([{ path, person, contributor }, ...also].map((one) => [keyOf(one), one.contributor]))
  }

  async read(): Promise<void> {
    for (const rows of await readRowsAgain(this.file, this.conceal, this, this.capture)) this.keep(rows)
    await this.giveWhere(() => true)
  }

  async add(rows: Rows): Promise<void> {
    // What is given cannot be taken back, so nothing of a reading that will start over is given.
    this.starts ??= await startsOver(this.file)
    if (this.started < this.starts) return this.capture.forget()
    const over = this.keep(rows)
    const full = this.count > WAITING
    await this.giveWhere((turn) => full || over.has(turn))
  }

  async startOver(): Promise<void> {
    this.started++
    this.capture.forget()
    this.waiting.clear()
    this.kept.clear()
    this.count = 0
  }

  /** Keeps what is wanted of some rows and lets go of the rest. @returns turns that are over. */
  private keep(rows: Rows): Set<string> {
    const { actions, turns } = rows
    const lying = lyingOf(rows, this.file, this.conceal)
    const contributor = this.contributors.get(keyOf(lying))
    for (const { action, turn, subagent, why } of actions)
      this.keepOne(this.capture.take(why), action, turn ?? `subagent ${subagent}`, lying, contributor)
    for (const { turn, why } of turns) this.keepOne(this.capture.take(why), turn, turn, lying, contributor)
    return new Set(turns.map(({ turn }) => turn))
  }

  private keepOne(
    captured: Captured | undefined,
    id: string,
    turn: string,
    { path }: Lying,
    contributor: string | undefined,
  ): void {
    if (captured === undefined || contributor === undefined || !this.wants(captured.unit, id)) return
    const name = `${captured.unit} ${id}`
    if (this.kept.has(name)) return
    this.kept.add(name)
    const within = `${turn}\n${contributor}\n${path}`
    const waiting = this.waiting.get(within) ?? { turn, path, contributor, items: [] }
    waiting.items.push({ ...captured, id })
    this.waiting.set(within, waiting)
    this.count++
  }

  private async giveWhere(over: (turn: string) => boolean): Promise<void> {
    const groups = [...this.waiting].filter(([, { turn }]) => over(turn))
    for (const [within, { items }] of groups) {
      this.waiting.delete(within)
      this.count -= items.length
      items.sort((a, b) => a.nth - b.nth)
    }
    for (const [, { path, contributor, items }] of groups.sort(([, a], [, b]) => a.items[0]!.nth - b.items[0]!.nth))
      await this.give({ path, contributor, items: items.map(({ nth: _, ...item }) => item) })
  }
}

/** Wanted items of one turn, or of one subagent. */
interface Waiting {
  turn: string
  path: string
  contributor: string
  items: (Captured & { id: string })[]
}

const keyOf = ({ path, person }: Lying): string => `${path}\n${person ?? ''}`

/** How often reading a file starts over, as it does each time in the same way. */
async function startsOver({ source, path, together }: Again): Promise<number> {
  if (together !== undefined) return 0
  let times = 0
  const count: RowSink = {
    add: async () => {},
    startOver: async () => {
      times++
    },
  }
  await source.read(path, null, (_kind, id) => id, count)
  return times
}
