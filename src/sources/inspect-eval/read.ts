import { beginningOf } from '../beginning.js'
import { headOf } from '../contents.js'
import { documentOf, forEachElement } from '../documents.js'
import { forEachRecordOf, type Reading } from '../reading.js'
import { UnreadableFile } from '../unpacked.js'
import { isObject, type Json, objectOf, textOf } from '../values.js'
import { entriesOf, isZip } from '../zip.js'
import { type Evaluation, evaluationOf } from './evaluation.js'
import { tellSample } from './sample.js'

const HEAD_BYTES = 65_536

/** Tells what is in a log: each sample is a session. */
export async function readLog(path: string, reading: Reading): Promise<void> {
  if (isZip(headOf(path, 8))) return await readPacked(path, reading)
  const { rest } = forEachElement(path, ['samples'], () => {})
  const [beginning] = beginningOf(headOf(path, HEAD_BYTES))
  const evaluation = evaluationOf(objectOf(rest) ?? objectOf(beginning) ?? {})
  const seen = new Set<string>()
  await forEachRecordOf(path, ['samples'], reading, (sample, line) => take(sample, line, evaluation, reading, seen))
}

async function readPacked(path: string, reading: Reading): Promise<void> {
  const names = [...new Set(entriesOf(path).map(({ name }) => name))]
  const part = (name: string): unknown => (names.includes(name) ? documentOf(`${path}/${name}`) : undefined)
  // An evaluation that was broken off has only what was written at its beginning.
  const evaluation = evaluationOf(objectOf(part('header.json') ?? part('_journal/start.json')) ?? {})
  const seen = new Set<string>()
  let line = 0
  for (const name of names.filter((one) => /^samples\/.+\.json$/.test(one))) {
    line++
    const malformed = unpacked(
      () => part(name),
      (sample) => take(sample, line, evaluation, reading, seen),
    )
    if (malformed === undefined) reading.tally.record(line)
    else reading.tally.note('unreadable', line, malformed)
    await reading.handOver()
  }
}

/** Reads one sample; one that cannot be read does not keep the others from being read. */
function unpacked(part: () => unknown, each: (sample: Json) => string | undefined): string | undefined {
  let sample: unknown
  try {
    sample = part()
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON object'
    if (error instanceof UnreadableFile) return error.message
    throw error
  }
  return isObject(sample) ? each(sample) : 'no JSON object'
}

function take(
  sample: Json,
  line: number,
  evaluation: Evaluation,
  reading: Reading,
  seen: Set<string>,
): string | undefined {
  if (!('epoch' in sample) && !('messages' in sample)) return 'a sample without messages'
  const { id, epoch } = sample
  const session =
    textOf(sample.uuid) ?? [evaluation.id, textOf(id) ?? JSON.stringify(id), JSON.stringify(epoch)].join('/')
  if (seen.has(session)) return void reading.tally.note('duplicates', line)
  seen.add(session)
  tellSample(sample, session, line, evaluation, reading)
  reading.over(session)
  return undefined
}
