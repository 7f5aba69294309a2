import stringWidth from 'string-width'

/** Breaks text into lines no wider than `width` columns; words that are wider than a line are cut. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text
    .split(/[^\S\u00a0]+/)
    .filter(Boolean)
    .flatMap((one) => pieces(one, width - stringWidth(indent)))) {
    const start = lines.length === 0 ? '' : indent
    const joined = line === '' ? `${start}${word}` : `${line} ${word}`
    if (line !== '' && stringWidth(joined) > width) {
      lines.push(line)
      line = `${indent}${word}`
    } else line = joined
  }
  return line === '' ? lines : [...lines, line]
}

function pieces(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word]
  const result = ['']
  for (const character of word) {
    if (stringWidth(result.at(-1)! + character) > width) result.push('')
    result[result.length - 1] += character
  }
  return result
}

/** Pads to `width` columns, at the left for numbers. */
export function pad(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return side === 'left' ? space + text : text + space
}

/** The widths of the columns of a table. */
export const widths = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))))

export { stringWidth as columnsOf }
