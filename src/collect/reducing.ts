import { FORGET } from '../facets/index.js'
import type { Conceal } from '../model/index.js'
import { Reducing } from '../sources/index.js'
import type { Reducer } from './reduce.js'

/** Leaves of what arrives what the source of collected lines reads, with what the rules judge need of each text. */
export function reducing(conceal: Conceal): Reducer {
  const kept = new Reducing({ conceal, forget: FORGET })
  return {
    reduce: (kind, body, { customer }) =>
      kind === 'requests' ? kept.request(body, customer) : kept.telemetry(body, customer),
    startOver: () => kept.startOver(),
  }
}
