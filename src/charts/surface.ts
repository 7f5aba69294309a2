import type * as Plot from '@observablehq/plot'
import type { Theme } from './theme.js'

/** The document to draw with: the browser's, or one that another library brings to Node. */
export type DrawingDocument = NonNullable<Plot.PlotOptions['document']>

/** What Plot returns: an SVG element of that document. */
export type Drawn = ReturnType<typeof Plot.plot>

/** Where and how large to draw. */
export interface Surface {
  document: DrawingDocument
  /** In pixels; heights follow from it. */
  width: number
  theme: Theme
  /** Adds values under the pointer; only where somebody can point. */
  pointing?: boolean
  /** The width of a text in its font, in pixels; where nobody can measure it is estimated. */
  measure?(text: string, size: number): number
}

/** Narrow surfaces drop what does not fit instead of shrinking it. */
export const isNarrow = (surface: Surface): boolean => surface.width < 520

/** The height of a chart that is `surface.width` wide. */
export const heightOf = (surface: Surface): number =>
  isNarrow(surface) ? 300 : Math.round(Math.min(430, surface.width * 0.46))
