import picocolors from 'picocolors'

/** The few ways in which the screen stresses words. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  warn(text: string): string
}

/** Colours, or none at all. */
export function paint(color: boolean): Paint {
  const { bold, dim, yellow } = picocolors.createColors(color)
  return { bold, dim, warn: yellow }
}
