import type { GatheredItem } from '../facets/index.js'
import type { Conceal, Context, RowSink, Rows, Source } from '../model/index.js'
import { Capture, type Captured } from './capture.js'

/** Wanted items of a large file that wait for the end of their turns, at most. */
const WAITING = 1_000

/** Takes the rows of one file, and gives the evidence of those that are wanted. */
export class FileEvidence implements RowSink {
  private readonly capture: Capture
  /** Items by the turn, or the subagent, that they lie in. */
  private readonly waiting = new Map<string, (Captured & { id: string })[]>()
  private count = 0
  /** What was kept of the file so far: some logs show a unit twice. */
  private readonly kept = new Set<string>()
  /** How often reading started over so far, and how often it will: unknown until rows come in parts. */
  private started = 0
  private starts: number | null = null

  constructor(
    private readonly file: { path: string; source: Source },
    private readonly conceal: Conceal,
    context: Context,
    private readonly wants: (unit: 'action' | 'turn', id: string) => boolean,
    private readonly give: (items: GatheredItem[]) => Promise<void>,
  ) {
    this.capture = new Capture(context)
  }

  async read(): Promise<void> {
    const { source, path } = this.file
    const rest = await source.read(path, null, this.conceal, this, this.capture)
    this.keep(rest)
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
  private keep({ actions, turns }: Rows): Set<string> {
    for (const { action, turn, subagent, why } of actions)
      this.keepOne(this.capture.take(why), action, turn ?? `subagent ${subagent}`)
    for (const { turn, why } of turns) this.keepOne(this.capture.take(why), turn, turn)
    return new Set(turns.map(({ turn }) => turn))
  }

  private keepOne(captured: Captured | undefined, id: string, within: string): void {
    if (captured === undefined || !this.wants(captured.unit, id)) return
    const name = `${captured.unit} ${id}`
    if (this.kept.has(name)) return
    this.kept.add(name)
    const items = this.waiting.get(within) ?? []
    items.push({ ...captured, id })
    this.waiting.set(within, items)
    this.count++
  }

  private async giveWhere(over: (within: string) => boolean): Promise<void> {
    const first = (items: readonly Captured[]) => items[0]!.nth
    const groups = [...this.waiting].filter(([within]) => over(within))
    for (const [within, items] of groups) {
      this.waiting.delete(within)
      this.count -= items.length
      items.sort((a, b) => a.nth - b.nth)
    }
    for (const [, items] of groups.sort(([, a], [, b]) => first(a) - first(b)))
      await this.give(items.map(({ nth: _, ...item }) => item))
  }
}

/** How often reading a file starts over, as it does each time in the same way. */
async function startsOver({ source, path }: { path: string; source: Source }): Promise<number> {
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
