import type { SoFar } from '../../model/index.js'
import { changes, readCall } from './call.js'

/** Nothing has been done yet. */
export const nothingSoFar = (goal: string | null): SoFar => ({
  goal,
  calls: 0,
  changes: 0,
  planned: false,
  delegated: false,
})

/** What is known of the work after one more call. */
export function afterCall(soFar: SoFar, tool: string, input: unknown): SoFar {
  const readings = readCall(tool, input, null)
  const deeds = readings.map(({ deed }) => deed)
  return {
    goal: soFar.goal,
    calls: soFar.calls + 1,
    changes: soFar.changes + (deeds.some(changes) ? 1 : 0),
    planned: soFar.planned || deeds.some((deed) => deed === 'todo-keep' || deed === 'plan-show'),
    delegated: soFar.delegated || deeds.some((deed) => deed.startsWith('agent-')),
  }
}
