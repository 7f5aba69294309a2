import type { Figure } from '../release/index.js'
import { choicesIn, type View } from './chart.js'
import { chartOf } from './charts.js'
import { hasIntervals } from './empty.js'
import { judgeName } from './judged.js'
import { judgeOf, sayBasis, sayCount } from './precision.js'
import type { DrawingDocument } from './surface.js'
import { FILE_THEME } from './theme.js'

const [WIDTH, PAD] = [820, 28]
const FONT = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"'

/** The same figure of another release, and what that release is called. */
export interface PlateOther {
  figure: Figure
  name: string
}

/** A figure as an SVG file that stands alone: question, sentence, chart and source on white. Null where nothing is drawn. */
export function plate(figure: Figure, view: View, document: DrawingDocument, other?: PlateOther): string | null {
  const chart = chartOf(figure)
  const surface = { document, width: WIDTH - 2 * PAD, theme: FILE_THEME }
  const drawn = chart.draw(figure, view, surface, other?.figure)
  if (!drawn) return null
  const sentence = chart.sentence(figure, view)
  const lines = wrap(sentence, 100)
  const heading = wrap(figure.question, 62)
  const foot = wrap(footOf(figure, view, other), 132)
  const below = 18 + heading.length * 24
  const top = below + 20 + lines.length * 19
  const height = Number(drawn.getAttribute('height'))
  const total = top + height + 30 + foot.length * 15
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${total}" viewBox="0 0 ${WIDTH} ${total}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${text(figure.question)}</title>`,
    `<desc id="desc">${text(sentence || figure.title)}</desc>`,
    `<rect width="100%" height="100%" fill="${FILE_THEME.paper}"/>`,
    `<g ${FONT} fill="${FILE_THEME.ink}">`,
    ...heading.map(
      (line, i) => `<text x="${PAD}" y="${42 + i * 24}" font-size="20" font-weight="600">${text(line)}</text>`,
    ),
    ...lines.map((line, i) => `<text x="${PAD}" y="${below + 26 + i * 19}" font-size="13.5">${text(line)}</text>`),
    ...foot.map(
      (line, i) =>
        `<text x="${PAD}" y="${total - 18 - (foot.length - 1 - i) * 15}" font-size="11" fill="${FILE_THEME.muted}">${text(line)}</text>`,
    ),
    '</g>',
    `<g transform="translate(${PAD},${top})">${inner(drawn.outerHTML as string)}</g>`,
    '</svg>',
    '',
  ].join('\n')
}

/** What must stand below a drawing that has left its page. */
function footOf(figure: Figure, view: View, other: PlateOther | undefined): string {
  const chart = chartOf(figure)
  const parts = [
    figure.title,
    choicesIn(chart.controls(figure), view),
    figure.evidence,
    ...sayBasis(figure).split(', '),
    hasIntervals(figure) ? `bands and whiskers: 95%, clustered by ${figure.clusters}` : 'no intervals',
    chart.judge?.(figure, view) ? `judge: ${judgeName(judgeOf(figure) ?? '')}` : '',
    ...(figure.suppressed.cells > 0 ? [`${sayCount(figure, figure.suppressed.cells)} cells withheld or merged`] : []),
    ...(other ? [`broken lines: ${other.name}`] : []),
  ]
  return parts.filter(Boolean).join(' · ')
}

/** Markup of an HTML document as XML: named entities become numbers. */
const inner = (markup: string): string => markup.replaceAll('&nbsp;', '&#160;')

const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Breaks a sentence into lines of at most `width` characters. */
function wrap(sentence: string, width: number): string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ').filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
