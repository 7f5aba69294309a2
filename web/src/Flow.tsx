import { count, isExact } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'

/** From what was eligible to what was counted, as a strip; steps that lost nothing are left out. */
export function Flow({ figure }: { figure: Figure }) {
  const shown = figure.flow.filter(({ step, n }) => n > 0 || step === 'counted')
  if (shown.length === 0) return null
  return (
    <ol className="flow" aria-label={`From eligible to counted ${figure.unit}`}>
      {shown.map(({ step, n }) => {
        const kept = step === 'eligible' || step === 'counted'
        return (
          <li key={step} className={kept ? 'kept' : 'lost'}>
            <b>
              {!kept && '− '}
              {count(n)}
            </b>{' '}
            {step}
          </li>
        )
      })}
      {!isExact(figure) && <li className="how">rounded, so the steps need not add up</li>}
    </ol>
  )
}
