import { publishedValue } from '../../src/charts/index.js'
import type { Figure, Published } from '../../src/release/index.js'

const COMPARABLE: Record<Published['comparable'], string> = {
  yes: 'comparable',
  partly: 'partly comparable',
  no: 'not comparable',
}

/** What others published, and whether it may be set beside this figure. */
export function PublishedValues({ figure }: { figure: Figure }) {
  if (figure.published.length === 0) return null
  const reasons = new Map<string, Published[]>()
  for (const one of figure.published) {
    const key = `${one.comparable}\n${one.why}\n${one.source}`
    reasons.set(key, [...(reasons.get(key) ?? []), one])
  }
  return (
    <div className="published">
      <h3>Published elsewhere</h3>
      {[...reasons].map(([key, values]) => (
        <p key={key}>
          {values.map((one) => `${one.label}: ${publishedValue(figure, one)}`).join('; ')} —{' '}
          <em>{COMPARABLE[values[0]!.comparable]}</em>: {values[0]!.why}. <cite>{values[0]!.source}</cite>
        </p>
      ))}
    </div>
  )
}
