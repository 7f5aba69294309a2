import { listPrice, type ModelSettings, type Prices } from '../judge/index.js'
import type { StudyJudge } from '../study/index.js'
import { UsageError } from './exit.js'
import type { Environment } from './home.js'

/** Options by which a command line names a model and says how it is asked. */
export interface ModelOptions {
  model?: string
  address?: string
  batch?: boolean
  temperature?: string
  thinking?: string
  price?: string
}

/** A model that is to judge: as a study records it, and as it is asked. */
export interface Chosen {
  judge: StudyJudge
  settings: ModelSettings
}

const PROVIDERS = ['anthropic', 'openai'] as const
type Provider = (typeof PROVIDERS)[number]

/** The variable that holds the key of a vendor, at the vendor's own address only. */
const keyOf = (provider: Provider, environment: Environment): string | undefined =>
  provider === 'anthropic' ? environment.ANTHROPIC_API_KEY : environment.OPENAI_API_KEY

/**
 * The model that a command line names, else the one of the study.
 * @param asks whether it will be asked, which takes a key.
 * @throws UsageError where none is named, or something is said of it that cannot be.
 */
export function chosenModel(options: ModelOptions, study: StudyJudge, environment: Environment, asks: boolean): Chosen {
  const judge = judgeOf(options, study)
  const { provider, model } = partsOf(judge.id)
  const { address } = judge
  if (options.batch === true && provider !== 'anthropic')
    throw new UsageError('--batch: batches are known of Anthropic only')
  // A vendor's key is for the vendor: whoever runs another address would learn it.
  const key = environment.LEEWAY_JUDGE_KEY || (address === undefined ? keyOf(provider, environment) : undefined)
  if (asks && !key && address === undefined)
    throw new UsageError(
      `no key for ${judge.id}: set LEEWAY_JUDGE_KEY or ${provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'OPENAI_API_KEY'}, or name an --address that asks for none`,
    )
  const prices = options.price === undefined ? undefined : priced(options.price, provider)
  const { thinking, thinkingTokens } = thinkingOf(judge.thinking)
  return {
    judge,
    settings: {
      provider,
      model,
      address,
      key: key || null,
      batched: options.batch ?? false,
      temperature: judge.temperature,
      thinking,
      thinkingTokens,
      prices,
    },
  }
}

/** Whether a budget in dollars can be kept: the price was given, or is on the list. */
export const isPriced = ({ provider, model, address, prices }: ModelSettings): boolean =>
  prices !== undefined || (address === undefined && listPrice(provider, model) !== null)

function judgeOf(options: ModelOptions, study: StudyJudge): StudyJudge {
  const id = options.model ?? study.id
  if (id === 'rules')
    throw new UsageError('no model is named: --model anthropic/<name> or openai/<name>, or judge.id in the study file')
  partsOf(id)
  const own = id === study.id ? study : { id }
  const temperature = options.temperature === undefined ? own.temperature : temperatureOf(options.temperature)
  const given: StudyJudge = {
    ...own,
    address: options.address === undefined ? own.address : addressOf(options.address),
    temperature,
    thinking: options.thinking === undefined ? own.thinking : options.thinking,
  }
  thinkingOf(given.thinking)
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as StudyJudge
}

function partsOf(id: string): { provider: Provider; model: string } {
  const at = id.indexOf('/')
  const provider = PROVIDERS.find((name) => name === id.slice(0, at))
  if (provider === undefined || at === id.length - 1)
    throw new UsageError(
      `the model ${id}: expected anthropic/<name>, or openai/<name> for any endpoint that speaks its chat completions`,
    )
  return { provider, model: id.slice(at + 1) }
}

function addressOf(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new UsageError(
      `--address ${url?.username || url?.search ? '…' : text}: expected a base URL such as http://localhost:11434/v1, without a key in it`,
    )
  return text
}

function temperatureOf(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 2) return value
  throw new UsageError(`--temperature ${text}: expected a number from 0 to 2`)
}

function thinkingOf(given: StudyJudge['thinking']): Pick<ModelSettings, 'thinking' | 'thinkingTokens'> {
  if (given === undefined) return {}
  const match = /^(?:(budget|adaptive|untold):)?([1-9]\d{0,6})$/.exec(String(given))
  if (match === null)
    throw new UsageError(`--thinking ${given}: expected tokens, such as 1024, or adaptive:1024 or untold:1024`)
  const thinking = (match[1] ?? 'budget') as NonNullable<ModelSettings['thinking']>
  return { thinking, thinkingTokens: Number(match[2]) }
}

/** What vendors take for writing a cache, as a multiple of the price of input. */
const WRITING = { anthropic: 1.25, openai: 1 }

function priced(text: string, provider: Provider): Prices {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [input, output] = numbers
  if (numbers.length !== 2 || !(input! >= 0) || !(output! >= 0))
    throw new UsageError(`--price ${text}: expected dollars per million tokens of input and of output, such as 3,15`)
  return { input: input!, output: output!, cacheRead: input!, cacheWrite: WRITING[provider] * input! }
}
