import type { Conceal, Context } from '../model/index.js'
import type { EvidenceFile, EvidenceGroup, Units } from './evidence-file.js'
import { FileEvidence } from './file-evidence.js'
import { handed } from './handed.js'

/** A file whose units could not be had. */
export interface Unread {
  path: string
  reason: string
}

/**
 * Reads logs again, in this thread, and gives what a judge may look at of some units, file by file and turn by turn. It
 * reads on only as groups are taken, and of a large file holds no more than a part. A turn of very many wanted units comes
 * in several groups. Each unit comes once: from the first file that has it, unless files say what is wanted of them.
 * @param wanted all that is wanted.
 * @param context how much of what happened before is to be seen.
 */
export const gatherEvidence = (
  files: readonly EvidenceFile[],
  wanted: Units,
  conceal: Conceal,
  context: Context,
): Gathering => new Gathering(files, wanted, conceal, context)

/** Evidence that is gone through once, and then what was not found. */
export class Gathering implements AsyncIterable<EvidenceGroup> {
  /** Files that could not be read, or not to their end. */
  readonly unread: Unread[] = []
  private readonly given = { action: new Set<string>(), turn: new Set<string>() }

  constructor(
    private readonly files: readonly EvidenceFile[],
    private readonly wanted: Units,
    private readonly conceal: Conceal,
    private readonly context: Context,
  ) {}

  /** What was not given: at the end, the units that no file shows any more. */
  get missing(): { actions: string[]; turns: string[] } {
    const { actions, turns } = this.wanted
    return { actions: left(actions, this.given.action), turns: left(turns, this.given.turn) }
  }

  private get allGiven(): boolean {
    const { actions, turns } = this.wanted
    return this.given.action.size === actions.size && this.given.turn.size === turns.size
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EvidenceGroup> {
    for (const file of this.files) {
      if (this.allGiven) return
      const { actions, turns } = file.wanted ?? this.wanted
      const wants = (unit: 'action' | 'turn', id: string) =>
        (unit === 'action' ? actions : turns).has(id) && !this.given[unit].has(id)
      if (file.source.textless) {
        this.unread.push({ path: file.path, reason: 'its text was forgotten when it was collected' })
        continue
      }
      const groups = handed<EvidenceGroup>((give) =>
        new FileEvidence(file, this.conceal, this.context, wants, give).read(),
      )
      try {
        for await (const group of groups) {
          for (const { unit, id } of group.items) this.given[unit].add(id)
          yield group
        }
      } catch (error) {
        this.unread.push({ path: file.path, reason: String((error as NodeJS.ErrnoException).code ?? error) })
      }
    }
  }
}

const left = (wanted: ReadonlySet<string>, given: ReadonlySet<string>) => [...wanted].filter((id) => !given.has(id))
