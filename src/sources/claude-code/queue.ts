/** The line of messages typed, or announced by background tasks, while the agent works. */
export class Queue {
  private readonly waiting: { human: boolean; at: number; text: string | null }[] = []
  private taken: { at: number } | null = null
  private removedAhead = 0
  private attachedAhead = 0
  /** What the message says that was removed last, where the log has it. */
  removed: string | null = null

  enqueue(human: boolean, at: number, text: string | null): void {
    this.waiting.push({ human, at, text })
  }

  /** The next message leaves the line to start a turn. */
  dequeue(): void {
    const item = this.waiting.shift()
    this.taken = item?.human ? { at: item.at } : null
  }

  popAll(): void {
    this.waiting.length = 0
  }

  /** When the message that starts the coming turn was typed, or null where it did not wait in line. */
  takeTyped(): number | null {
    const at = this.taken?.at ?? null
    this.taken = null
    return at
  }

  /**
   * A message leaves the line to reach the working agent. True where that is a human steering it, seen for the first
   * time: newer versions write the same message again as an attachment.
   */
  remove(human: boolean | null): boolean {
    const item = this.waiting.shift()
    this.removed = item?.text ?? null
    if (!(human ?? item?.human ?? false)) return false
    if (this.attachedAhead > 0) {
      this.attachedAhead--
      return false
    }
    this.removedAhead++
    return true
  }

  /** The attachment that shows a human's message to the working agent; true where no removal told of it before. */
  attach(): boolean {
    if (this.removedAhead > 0) {
      this.removedAhead--
      return false
    }
    this.attachedAhead++
    return true
  }

  get empty(): boolean {
    return this.waiting.length === 0 && this.taken === null && this.removedAhead === 0 && this.attachedAhead === 0
  }
}
