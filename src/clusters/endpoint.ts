/** Where a model is asked: at OpenAI, or at any endpoint that speaks its protocol. */
export interface Endpoint {
  model: string
  /** Base URL; OpenAI's own where none is given. */
  address?: string | undefined
  /** Null where the endpoint asks for none. Never stored. */
  key: string | null
  /** How often a request without an answer is sent again; the kit waits longer each time, or as long as it is told. */
  retries?: number | undefined
  timeoutMs?: number | undefined
  /** How requests leave; the platform's own where none is given. */
  fetch?: typeof fetch | undefined
}

/** A model that can be asked. */
export interface Asking {
  model: string
  address: string
  /** The model and where it is, for errors. */
  whose: string
  /** @throws Error that says what to do, where there is no answer; it repeats nothing that the endpoint says. */
  post(path: string, body: object): Promise<unknown>
}

const OPENAI = 'https://api.openai.com/v1'

/**
 * Gets ready to ask a model. The kit is loaded when this is called, and nothing is sent.
 * @param wanted what the model is asked for, in the plural.
 */
export async function asking(wanted: string, endpoint: Endpoint): Promise<Asking> {
  const { model, key, retries = 5, timeoutMs = 60_000 } = endpoint
  const address = (endpoint.address ?? OPENAI).replace(/\/+$/, '')
  const whose = `${wanted} of ${model} at ${address}`
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({
    apiKey: key ?? 'none',
    baseURL: address,
    organization: null,
    project: null,
    maxRetries: retries,
    timeout: timeoutMs,
    logLevel: 'off',
    // What is sent goes where the user was told, and nowhere else.
    fetchOptions: { redirect: 'error' },
    ...(endpoint.fetch === undefined ? {} : { fetch: endpoint.fetch }),
  })
  return {
    model,
    address,
    whose,
    post: (path, body) =>
      client.post<unknown>(path, { body }).catch((error: unknown) => {
        throw new Error(`${whose}: ${remedyOf(error, wanted)}`)
      }),
  }
}

const REMEDIES: Record<number, string> = {
  400: 'the endpoint does not take the request: look at the model’s name',
  401: 'the key is not accepted: set the right one',
  403: 'the key may not use this model: ask for access, or name another model',
  404: 'the endpoint has no such model or address: look at both',
  429: 'the endpoint takes no more: wait, or ask for a higher limit',
}

/** What to do about an error of a request. It never repeats what the endpoint says, which may quote what was sent. */
function remedyOf(error: unknown, wanted: string): string {
  const { status } = error as { status?: unknown }
  if (typeof status !== 'number') return 'no whole answer: look whether the endpoint runs and can be reached'
  return `${REMEDIES[status] ?? `the endpoint answers with something that is no ${wanted}`} (${status})`
}

/** Requests under way at a time. */
const AT_ONCE = 4

/** Sends a list in parts, some at a time, and puts the answers in the order of the parts. */
export async function inParts<T, A>(
  list: readonly T[],
  perRequest: number,
  ask: (part: readonly T[]) => Promise<A>,
): Promise<A[]> {
  const parts = Array.from({ length: Math.ceil(list.length / perRequest) }, (_, i) =>
    list.slice(i * perRequest, (i + 1) * perRequest),
  )
  const answers: A[] = []
  let next = 0
  const work = async () => {
    while (next < parts.length) {
      const part = next++
      answers[part] = await ask(parts[part]!)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answers
}
