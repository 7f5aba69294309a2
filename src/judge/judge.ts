import { setMaxListeners } from 'node:events'
import { anthropic } from './anthropic.js'
import { Asker } from './asker.js'
import { Batcher } from './batcher.js'
import { Budget, plus } from './budget.js'
import { Flow } from './flow.js'
import { Journal } from './journal.js'
import { openai } from './openai.js'
import { Pace } from './pace.js'
import { type Progress, Tally } from './progress.js'
import type { Inquiry, Question, Verdict } from './question.js'
import { collectEarlier } from './resume.js'
import { identityOf, type ModelSettings, modelOf, type RunSettings, runOf } from './settings.js'
import { JudgeStopped } from './stopped.js'
import { type JudgeWorld, realWorld } from './world.js'

export interface JudgeOptions {
  world?: JudgeWorld
  /** Ends the run: what is under way is waited for and kept, nothing more leaves. */
  signal?: AbortSignal
  /** How many items there will be, for the time and the money left. */
  of?: number
  progress?(progress: Progress): void
}

const PROVIDERS = { anthropic, openai }

/**
 * Judges the items of inquiries. Gives exactly one verdict for each, in the order in which they come: judged, refused,
 * or failed with the reason. Takes inquiries in only as verdicts are taken out, so that memory does not grow with them.
 *
 * What is kept in the run's folder is not asked. A run that was killed is gone on with by calling this again with the
 * same name, folder and inquiries.
 * @throws JudgeStopped where settings contradict each other, where nothing that is sent would be answered, or where the
 *   signal ended the run. Verdicts until then are kept.
 */
export async function* judge<T>(
  inquiries: AsyncIterable<Inquiry> | Iterable<Inquiry>,
  question: Question<T>,
  settings: { model: ModelSettings; run: RunSettings },
  { world = realWorld, signal, of, progress = () => undefined }: JudgeOptions = {},
): AsyncGenerator<Verdict<T>> {
  const model = modelOf(settings.model)
  const run = runOf(settings.run, model)
  if (run.knownPerRequest > question.known.length)
    throw new JudgeStopped(
      `${run.knownPerRequest} known answers are to ride in each request, and the question has ${question.known.length}: without them, nothing notices evidence that steers the model`,
    )
  const identity = identityOf(model)
  const journal = await Journal.open(run.folder, run.name, world)
  try {
    const provider = await PROVIDERS[model.provider](model, run.timeoutMs, world)
    const halt = new AbortController()
    // Every wait listens.
    setMaxListeners(0, halt.signal)
    const halting = () => halt.abort()
    signal?.addEventListener('abort', halting, { once: true })
    const by = JSON.stringify([identity, question.version])
    const batcher =
      provider.batches === null ? null : new Batcher(provider.batches, { journal, run, world, by, halt: halt.signal })
    const aside = await collectEarlier(journal, batcher, by, question, model)
    await journal.begin(run.name, `${model.provider}/${model.model}`, question.version, world.now())
    const spent = plus(journal.spent, aside)
    if (run.budget.microUsd !== null && spent.microUsd === null)
      throw new JudgeStopped(
        `part of what was spent under the name ${run.name} has no price: give a budget in tokens, or another name`,
      )
    const budget = new Budget(run.budget, spent)
    const tally = new Tally(of ?? null, () => budget.spent, world.now, progress)
    const asker = new Asker<T>(
      {
        question,
        model,
        run,
        journal,
        budget,
        pace: new Pace(run.concurrency, world, halt.signal),
        tally,
        world,
        send: (request) => (model.batched && batcher !== null ? batcher.send(request) : provider.send(request)),
        told: (key, outcome, cost) => flow.told(key, outcome, cost),
      },
      halt,
    )
    const flow = new Flow<T>({ asker, journal, tally, model, run, world, judge: identity, version: question.version })
    const interrupt = () => asker.stop('the run was interrupted; start it again and it goes on')
    if (signal?.aborted) interrupt()
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      yield* flow.verdicts(inquiries)
    } finally {
      signal?.removeEventListener('abort', interrupt)
      signal?.removeEventListener('abort', halting)
      tally.tell()
    }
  } finally {
    await journal.close()
  }
}
