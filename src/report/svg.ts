import { type DrawingDocument, plate, platesOf, told } from '../charts/index.js'
import type { Release } from '../release/index.js'

/** Every figure that can be drawn, as SVG files that stand alone; one per clock, measure, regime or cohort. */
export async function figureSvgs(release: Release): Promise<{ name: string; svg: string }[]> {
  // Loaded only where files are drawn: it is the largest part of the program.
  const { Window } = await import('happy-dom')
  const window = new Window()
  try {
    const document = window.document as unknown as DrawingDocument
    return told(release).figures.flatMap((figure) =>
      platesOf(figure).flatMap(({ name, view }) => {
        const svg = plate(figure, view, document)
        return svg === null ? [] : [{ name, svg }]
      }),
    )
  } finally {
    await window.happyDOM.close()
  }
}
