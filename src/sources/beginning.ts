/** A JSON value as far as it is there, for telling what kind of log a file is. */

/** What a file begins with: its first records, or the beginning of the one document that it is. */
export type Beginning = readonly unknown[]

/** Records that are looked at. */
const MOST = 50
/** What is nested deeper is not looked at. */
const DEEPEST = 64

const known = new WeakMap<Buffer, Beginning>()

/**
 * The first JSON values of a file, by its first bytes. Of the last one, and of a document that goes on behind them, all
 * that is there. Lines that are no JSON are left out.
 */
export function beginningOf(head: Buffer): Beginning {
  const before = known.get(head)
  if (before !== undefined) return before
  const beginning = valuesIn(head.toString('utf8').replace(/^\uFEFF/, ''))
  known.set(head, beginning)
  return beginning
}

function valuesIn(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first] = lines
  if (first === undefined) return []
  if (isSpread(first, lines.slice(1))) return some(begun(text))
  const values: unknown[] = []
  for (const line of lines.slice(0, MOST)) values.push(...some(whole(line) ?? begun(line)))
  return values
}

/** Whether lines are those of one document. A log of many may begin with a line that is torn. */
function isSpread(first: string, others: readonly string[]): boolean {
  if (/^\s*[[{]\s*$/.test(first)) return true
  if (!/^\s*[[{]/.test(first) || others.length === 0 || whole(first) !== undefined) return false
  return !others.some((line) => line.startsWith('{') && whole(line) !== undefined)
}

const some = (value: unknown): unknown[] => (value === undefined ? [] : [value])

function whole(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The value that a text begins with, as far as it goes; undefined where it begins with none. */
export function begun(text: string): unknown {
  const reader = new Begun(text)
  return reader.value(0)
}

const LITERALS: readonly [string, unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

class Begun {
  private at = 0
  private over = false

  constructor(private readonly text: string) {}

  value(depth: number): unknown {
    const next = this.peek()
    if (next === '{') return depth < DEEPEST ? this.object(depth) : this.stop()
    if (next === '[') return depth < DEEPEST ? this.array(depth) : this.stop()
    if (next === '"') return this.string()
    const rest = this.text.slice(this.at, this.at + 40)
    for (const [word, value] of LITERALS)
      if (rest.startsWith(word)) {
        this.at += word.length
        return value
      }
    const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(rest)?.[0]
    if (number === undefined) return this.stop()
    this.at += number.length
    return Number(number)
  }

  private object(depth: number): Record<string, unknown> {
    // Without a prototype, so that a key is never taken for what every object has.
    const found: Record<string, unknown> = Object.create(null)
    this.at++
    while (!this.over && this.peek() === '"') {
      const key = this.string()
      if (this.over || this.peek() !== ':') break
      this.at++
      const value = this.value(depth + 1)
      if (value !== undefined) found[key] = value
      if (this.over || this.peek() !== ',') break
      this.at++
    }
    this.close('}')
    return found
  }

  private array(depth: number): unknown[] {
    const found: unknown[] = []
    this.at++
    while (!this.over && this.peek() !== ']') {
      const value = this.value(depth + 1)
      if (value !== undefined) found.push(value)
      if (this.over || this.peek() !== ',') break
      this.at++
    }
    this.close(']')
    return found
  }

  /** A string that is cut off is what there is of it. */
  private string(): string {
    const from = this.at++
    for (; this.at < this.text.length; this.at++) {
      if (this.text[this.at] === '\\') this.at++
      else if (this.text[this.at] === '"') return read(this.text.slice(from, ++this.at))
    }
    this.over = true
    return read(`${this.text.slice(from).replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')}"`)
  }

  private peek(): string | undefined {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
    return this.text[this.at]
  }

  private close(by: string): void {
    if (this.over || this.peek() !== by) this.over = true
    else this.at++
  }

  private stop(): undefined {
    this.over = true
    return undefined
  }
}

function read(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted.slice(1, -1)
  }
}
