import { BATCH_SHARE, listPrice, type Prices } from './prices.js'
import { JudgeStopped } from './stopped.js'

/** Which model judges, and how it is reached. */
export interface ModelSettings {
  /** `anthropic` speaks Messages, `openai` chat completions; any compatible endpoint serves under `address`. */
  provider: 'anthropic' | 'openai'
  model: string
  /** Base URL; the vendor's own where none is given. */
  address?: string | undefined
  /** Null where the endpoint asks for none. Never stored. */
  key: string | null
  /** Message Batches: half the price, answers within a day. Anthropic only. */
  batched?: boolean | undefined
  temperature?: number | undefined
  /** Tokens the model may think before it answers, for each request: room in its longest answer. */
  thinkingTokens?: number | undefined
  /**
   * How an Anthropic model with such room is told to think: with them as its budget, as it sees fit, or not at all, for one
   * that does so anyway.
   */
  thinking?: 'budget' | 'adaptive' | 'untold' | undefined
  effort?: 'low' | 'medium' | 'high' | undefined
  /** The longest answer for one item, in tokens. */
  answerTokens?: number | undefined
  /** Go before the list prices. */
  prices?: Prices | undefined
  /** What an OpenAI-compatible endpoint calls the limit of an answer. */
  limitField?: 'max_tokens' | 'max_completion_tokens' | undefined
}

/** How a run goes about it. */
export interface RunSettings {
  /**
   * What the user said yes to. The budget covers everything that was spent under this name, restarts included, and what
   * failed under it is not asked again under it.
   */
  name: string
  /** Never passed. Dollars need prices; tokens of input and output together need none. */
  budget: { usd?: number | undefined; tokens?: number | undefined }
  /** Where verdicts and the journal lie. One run at a time. */
  folder: string
  /** Requests under way at a time. */
  concurrency?: number | undefined
  itemsPerRequest?: number | undefined
  /** Known answers that ride in each request. */
  knownPerRequest?: number | undefined
  /** How often an item is asked alone until it fails. */
  attempts?: number | undefined
  /** How often a request without an answer is sent again. */
  retries?: number | undefined
  timeoutMs?: number | undefined
  /** The longest request, in bytes of text. */
  requestBytes?: number | undefined
  /** Also asks what was lost or failed under this name. */
  again?: boolean | undefined
  /** The longest wait an endpoint may ask for, in milliseconds. */
  longestWaitMs?: number | undefined
  batch?: Partial<BatchSettings> | undefined
}

export interface BatchSettings {
  /** Requests in one batch, and the bytes of them. */
  requests: number
  bytes: number
  /** Batches under way at a time. */
  atOnce: number
  /** How often a batch is looked at, in milliseconds. */
  pollMs: number
  /** How long a batch that is not full waits for more, in milliseconds. */
  lingerMs: number
}

export const ADDRESSES = { anthropic: 'https://api.anthropic.com', openai: 'https://api.openai.com/v1' } as const

/** Settings with everything decided. */
export interface Model extends Omit<ModelSettings, 'prices'> {
  address: string
  batched: boolean
  thinkingTokens: number
  thinking: 'budget' | 'adaptive' | 'untold'
  answerTokens: number
  limitField: 'max_tokens' | 'max_completion_tokens'
  prices: Prices | null
  /** What of the price is paid. */
  share: number
}

export interface Run {
  name: string
  budget: { microUsd: number | null; tokens: number | null }
  folder: string
  concurrency: number
  itemsPerRequest: number
  knownPerRequest: number
  attempts: number
  retries: number
  timeoutMs: number
  requestBytes: number
  again: boolean
  longestWaitMs: number
  batch: BatchSettings
}

/** @throws JudgeStopped where settings contradict each other. */
export function modelOf(settings: ModelSettings): Model {
  const { provider, model, batched = false } = settings
  if (batched && provider !== 'anthropic')
    throw new JudgeStopped('batches are known of Anthropic only: leave them out, or name an Anthropic model')
  const address = (settings.address ?? ADDRESSES[provider]).replace(/\/+$/, '')
  const own = address === ADDRESSES[provider]
  return {
    ...settings,
    address,
    batched,
    thinkingTokens: settings.thinkingTokens ?? 0,
    thinking: settings.thinking ?? 'budget',
    answerTokens: settings.answerTokens ?? 800,
    limitField: settings.limitField ?? (own ? 'max_completion_tokens' : 'max_tokens'),
    // A gateway has prices of its own.
    prices: settings.prices ?? (own ? listPrice(provider, model) : null),
    share: batched ? BATCH_SHARE : 1,
  }
}

/** @throws JudgeStopped where there is no budget, or one in dollars without prices. */
export function runOf(settings: RunSettings, model: Model): Run {
  const { usd, tokens } = settings.budget
  if (usd === undefined && tokens === undefined)
    throw new JudgeStopped('a budget is needed, in dollars or in tokens: nothing is sent without one')
  if (usd !== undefined && model.prices === null)
    throw new JudgeStopped(
      `the price of ${model.model} at ${model.address} is not known: give its prices, or a budget in tokens`,
    )
  const batch = { requests: 500, bytes: 8_000_000, atOnce: 4, pollMs: 30_000, lingerMs: 2000, ...settings.batch }
  return {
    name: settings.name,
    budget: { microUsd: usd === undefined ? null : Math.floor(usd * 1e6), tokens: tokens ?? null },
    folder: settings.folder,
    concurrency: model.batched ? batch.requests * batch.atOnce : (settings.concurrency ?? 8),
    itemsPerRequest: settings.itemsPerRequest ?? 8,
    knownPerRequest: settings.knownPerRequest ?? 1,
    attempts: settings.attempts ?? 3,
    retries: settings.retries ?? 6,
    timeoutMs: settings.timeoutMs ?? 300_000,
    requestBytes: settings.requestBytes ?? 400_000,
    again: settings.again ?? false,
    longestWaitMs: settings.longestWaitMs ?? 3_600_000,
    batch,
  }
}

/** What of the settings can change a verdict, for the key under which it is kept. */
export const identityOf = ({
  provider,
  address,
  model,
  temperature,
  thinkingTokens,
  thinking,
  effort,
}: Model): string =>
  JSON.stringify([provider, address, model, temperature ?? null, thinkingTokens, thinking, effort ?? null])
