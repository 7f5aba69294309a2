const context = document.createElement('canvas').getContext('2d')

/** The width of a text in the font of the page's drawings, in pixels; where no canvas can say, six tenths of its size each. */
export function measure(text: string, size: number): number {
  if (!context) return text.length * size * 0.6
  context.font = `${size}px ${getComputedStyle(document.documentElement).getPropertyValue('--sans')}`
  return context.measureText(text).width
}
