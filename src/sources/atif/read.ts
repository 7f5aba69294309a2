import { beginningOf } from '../beginning.js'
import { headOf } from '../contents.js'
import { forEachElement } from '../documents.js'
import { Nameless } from '../nameless.js'
import { type EachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { parseShortened } from '../shorten.js'
import { type Json, objectOf, saidIn, textOf, timeOf } from '../values.js'
import { agentOf } from './agent.js'
import { embeddedIn, Steps } from './steps.js'

const AT = ['steps']
const HEAD_BYTES = 65_536

/** Tells what is in a trajectory: a session, or a part of one. */
export async function readTrajectory(path: string, reading: Reading): Promise<void> {
  const { around, embedded, start, system, session, part } = look(path)
  const agent = agentOf(around)
  let steps: Steps | null = null
  const each: EachRecord = (step, line) => {
    if (typeof step.source !== 'string') return 'a step without a source'
    steps ??= new Steps(
      reading.conversation(session, () => ({
        ...{ id: session, part, interactive: agent.interactive, entrypoint: agent.name, version: agent.version, start },
        operator: agent.interactive === 'yes' || (agent.kind === 'coding' && agent.interactive !== 'no'),
        setting: {
          ...{ kind: agent.kind, evaluation: agent.evaluation, system },
          sandbox: agent.evaluation === true ? 'sandbox' : null,
        },
      })),
      agent,
      embedded,
    )
    const unknown = steps.take(step, line)
    if (unknown !== null) reading.tally.note('unknown', line, unknown)
    return undefined
  }
  await forEachRecordOf(path, AT, reading, each)
  const told = steps as Steps | null
  told?.end(textOf(around.continued_trajectory_ref) !== null)
  // What was used in all is written when all is over.
  if (objectOf(around.final_metrics) !== null) reading.over(session)
}

/** What has to be known before the first step is told. */
function look(path: string) {
  let start: number | null = null
  let system: string | null = null
  let first: string | null = null
  let own: Json | null = null
  const { rest } = forEachElement(path, AT, ({ buffer, start: from, end }) => {
    const step = stepIn(buffer, from, end)
    if (step === null) return
    start ??= timeOf(step.timestamp)
    if (step.source === 'system' && first === null) system ??= saidIn(step.message)
    if (step.source === 'user') first ??= saidIn(step.message)
    if (step.is_copied_context !== true) own ??= step
  })
  const around = objectOf(rest) ?? objectOf(beginningOf(headOf(path, HEAD_BYTES))[0]) ?? {}
  const { name } = agentOf(around)
  const began = own as Json | null
  return {
    // What is cut off in the middle is left out.
    embedded: embeddedIn(objectOf(rest) ?? {}),
    ...{ around, start: start as number | null, system: system as string | null },
    // Some harnesses give many sessions one and the same id.
    session: new Nameless().add(textOf(around.session_id)).add(name).add(first).name,
    part: new Nameless().add(textOf(around.trajectory_id)).add(saidIn(began?.message)).name,
  }
}

function stepIn(buffer: Buffer, start: number, end: number): Json | null {
  try {
    return objectOf(parseShortened(buffer, start, end))
  } catch {
    return null
  }
}
