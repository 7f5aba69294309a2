import { count } from '../../src/charts/index.js'
import type { FlowStep } from '../../src/release/index.js'

/** From what was eligible to what was counted, as a strip; steps that lost nothing are left out. */
export function Flow({ steps, unit }: { steps: readonly FlowStep[]; unit: string }) {
  const shown = steps.filter(({ step, n }) => n > 0 || step === 'counted')
  if (shown.length === 0) return null
  return (
    <ol className="flow" aria-label={`From eligible to counted ${unit}`}>
      {shown.map(({ step, n }) => (
        <li key={step} className={step === 'eligible' || step === 'counted' ? 'kept' : 'lost'}>
          <b>{count(n)}</b> {step}
        </li>
      ))}
    </ol>
  )
}
