import { createInterface } from 'node:readline'
import { columnsOf, paint, wrap } from '../report/index.js'
import type { Asking, Dimension, Labelling, Section } from '../validate/index.js'

/** The terminal that a person labels in. */
export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  /** Columns. */
  width: number
  /** Whether both ends are a terminal, so that lines can be edited. */
  interactive: boolean
  color: boolean
}

/** What is said of a unit in the heading of an item. */
export type UnitName = 'action' | 'turn' | 'interrupt'

/** Lines of a section before it is cut in the middle. */
const MOST_LINES = 14
const MOST_WIDTH = 110

/** What may be typed. */
const keysFor = ({ kind }: Dimension): string =>
  `${kind === 'set' ? 'numbers, such as 1,4,' : 'a number'} and Enter; s: skip the item, u: undo, m: show it uncut, q: save and quit`

/** Shows items one by one and asks for labels, until all are labelled or the person quits; everything is kept by then. */
export async function labelInTerminal(labelling: Labelling, unit: UnitName, terminal: Terminal): Promise<void> {
  const { input, output, interactive } = terminal
  const lines = createInterface({ input, output, terminal: interactive, historySize: 0 })
  const say = (text: string) => output.write(`${text}\n`)
  lines.on('SIGINT', () => lines.close())
  lines.setPrompt('> ')
  let shown: string | null = null
  const ask = () => {
    const asking = labelling.now()
    if (asking === null) return false
    if (asking.item.id !== shown) say(itemText(asking, unit, terminal, MOST_LINES))
    shown = asking.item.id
    say(questionText(asking, terminal))
    lines.prompt()
    return true
  }
  if (!ask()) return lines.close()
  for await (const line of lines) {
    const word = line.trim().toLowerCase()
    if (word === 'q') break
    if (word === 's') await labelling.skip()
    else if (word === 'm') say(itemText(labelling.now()!, unit, terminal, Number.POSITIVE_INFINITY))
    else if (word === 'u') {
      if (!(await labelling.undo())) say('There is nothing to undo in this sitting.')
    } else if (!/^\d+(?:[ ,]+\d+)*$/.test(word)) {
      say(`Expected ${keysFor(labelling.now()!.dimension)}.`)
      lines.prompt()
      continue
    } else {
      const wrong = await labelling.choose(word.split(/[ ,]+/).map(Number))
      if (wrong !== null) {
        say(`That is no answer: ${wrong}.`)
        lines.prompt()
        continue
      }
    }
    if (!ask()) break
  }
  lines.close()
}

function itemText({ item, number, items }: Asking, unit: UnitName, terminal: Terminal, most: number): string {
  const { bold, dim } = paint(terminal.color)
  const width = Math.min(terminal.width, MOST_WIDTH)
  const heading = `${unit} ${number} of ${items} `
  const rule = '─'.repeat(Math.max(0, width - columnsOf(heading)))
  return [
    '',
    `${bold(heading.trimEnd())} ${dim(rule)}`,
    ...item.sections.flatMap((section) => [bold(section.title), ...cut(section, width, most)]),
  ].join('\n')
}

/** Lines of a section, indented; of long ones the beginning and the end. */
function cut({ text, end }: Section, width: number, most: number): string[] {
  const lines = text.split('\n').flatMap((line) => folded(line, width - 2))
  if (lines.length <= most) return lines.map((line) => `  ${line}`)
  const head = Math.ceil((most * (end ? 1 : 2)) / 3)
  const tail = most - head
  const between = `  … ${lines.length - most} more lines (m shows them) …`
  return [...lines.slice(0, head).map((line) => `  ${line}`), between, ...lines.slice(-tail).map((line) => `  ${line}`)]
}

/** A line with the spaces it begins with, broken where it is wider than the terminal. */
function folded(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line]
  const indent = /^ */.exec(line)![0].slice(0, width >> 1)
  return wrap(line, width - indent.length).map((part) => indent + part)
}

function questionText({ dimension, part, parts }: Asking, terminal: Terminal): string {
  const { bold, dim } = paint(terminal.color)
  const width = Math.min(terminal.width, MOST_WIDTH)
  const name = dimension.name.replaceAll('_', ' ')
  return [
    '',
    ...wrap(`${name} (${part} of ${parts}): ${dimension.question}`, width).map(bold),
    ...choices(dimension, width),
    ...wrap(keysFor(dimension), width).map(dim),
  ].join('\n')
}

/** Numbered values: with their meanings one below the other, else in as many columns as there is room for. */
function choices({ kind, values, meanings }: Dimension, width: number): string[] {
  if (kind === 'score') {
    const lines = values.flatMap((value) => (meanings[value] === undefined ? [] : [`${value} ${meanings[value]}`]))
    return [...lines, '0 cannot be told'].flatMap((text) => wrap(text, width - 2, '  ').map((line) => `  ${line}`))
  }
  const digits = String(values.length).length
  const numbered = values.map((value, i) => {
    const meaning = meanings[value]
    return `  ${String(i + 1).padStart(digits)} ${value}${meaning === undefined ? '' : `: ${meaning}`}`
  })
  const widest = Math.max(...numbered.map((text) => columnsOf(text))) + 1
  const columns = Object.keys(meanings).length > 0 ? 1 : Math.floor(width / widest)
  if (columns < 2) {
    const indent = ' '.repeat(digits + 1)
    return numbered.flatMap((text) => wrap(text, width - 2, indent).map((line) => `  ${line}`))
  }
  const rows = Math.ceil(numbered.length / columns)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => numbered[column * rows + row] ?? '')
      .map((text) => text + ' '.repeat(widest - columnsOf(text)))
      .join('')
      .trimEnd(),
  )
}
