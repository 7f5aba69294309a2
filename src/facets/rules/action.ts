import { type ActionEvidence, type ActionVerdict, ENVIRONMENTAL_IMPACTS, NOT_INFERABLE } from '../../model/index.js'
import type { Deed, DeedId } from './deeds.js'
import { readingOf } from './forget.js'
import { safeguardsOf } from './guards.js'
import type { Summed } from './reading.js'
import { asks, gives, prompts } from './signs.js'
import { architectureOf, domainOf, domainOfCall, humanOf, settingOf } from './who.js'
import { autonomyOf, complexitySoFar } from './work.js'

const UNDONE: Record<Deed['undo'], ActionVerdict['reversibility']> = {
  nothing: 'Not applicable',
  easy: 'Easily reversible',
  effort: 'Reversible with effort',
  never: 'Irreversible',
}

/** What the rules say of an action. */
export function judgeAction(evidence: ActionEvidence): ActionVerdict {
  const call = readingOf(evidence)
  const { main, deed } = call
  const setting = settingOf(evidence)
  const human = humanOf(evidence, setting)
  const coordinating = deed.environment === 'Multi-agent coordination'
  const simulated = isSimulated(evidence, call, setting)
  return {
    goal_complexity: complexitySoFar(evidence, coordinating),
    environment_type: simulated ? 'Simulated or sandboxed' : REACHES[main.local === true ? 'machine' : deed.reach],
    environmental_impact: ENVIRONMENTAL_IMPACTS[call.impact]!,
    human_in_loop: human,
    autonomy: autonomyOf(evidence, main.deed, human, setting),
    // Nothing to undo where nothing is left behind; what stands beside the main deed may be harder to undo than it.
    reversibility: call.impact === 0 ? 'Not applicable' : UNDONE[call.undo],
    risk: simulated ? inSimulation(call.risk, evidence) : call.risk,
    safeguards_category: safeguardsOf(evidence, main.deed),
    agentic_architecture: architectureOf(evidence, coordinating),
    goal_domain_category: domainOf(evidence.circumstances, evidence.soFar.goal, domainOfCall(evidence), evidence.tool),
    environment_category: deed.environment,
    nist_activity_category: activityOf(main.deed, deed, evidence),
    confidence: confidenceOf(evidence, call, setting),
    setting,
    did: main.deed,
    why: call.why,
  }
}

const REACHES: Record<Deed['reach'], ActionVerdict['environment_type']> = {
  scaffolding: 'Agent scaffolding',
  machine: 'Individual virtual',
  shared: 'Shared virtual',
  physical: 'Physical world',
}

/** Where nothing real can be touched: harnesses, and services that a demonstration makes up. */
function isSimulated({ circumstances }: ActionEvidence, { deed }: Summed, setting: string): boolean {
  if (deed.reach === 'scaffolding') return false
  if (circumstances.sandbox === 'sandbox') return true
  if (setting === 'Evaluation or red team') return true
  return setting === 'Demo or test' && circumstances.kind === 'api'
}

/** In a container of its own an agent can break little; a simulated customer's booking is judged as if it were real. */
function inSimulation(risk: number, { circumstances }: ActionEvidence): number {
  return circumstances.kind === 'api' &&
    circumstances.evaluation === true &&
    !prompts(circumstances.system, 'contained')
    ? risk
    : Math.max(1, Math.min(risk, Math.ceil(risk / 2)))
}

/** Work that is given away is of the kind that is asked for; looking again at the same thing is watching it. */
function activityOf(id: DeedId, deed: Deed, { input, soFar }: ActionEvidence): ActionVerdict['nist_activity_category'] {
  if (id === 'agent-start') {
    if (gives(input, 'looks')) return 'Information retrieval/search'
    if (gives(input, 'makes')) return 'Content creation'
    return gives(input, 'wordless') ? 'Digital assistance' : deed.activity
  }
  const watches =
    id === 'service-read' && asks(soFar.goal, 'scheduled') && (gives(input, 'watching') || asks(soFar.goal, 'watching'))
  return watches ? 'Monitoring' : deed.activity
}

function confidenceOf({ circumstances }: ActionEvidence, call: Summed, setting: string): number {
  let level = 9
  if (call.main.unclear === true) level -= 3
  else if (call.unclear) level -= 1
  if (circumstances.kind === null) level -= 2
  if (circumstances.mode === null && circumstances.kind === 'coding') level -= 1
  if (setting === NOT_INFERABLE) level -= 1
  return Math.max(1, level)
}
