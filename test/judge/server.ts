import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answersTo, itemsIn, type Obeys } from './scripted-model.js'

/** How the server goes about a request. */
export type Deed =
  | 'answer'
  /** Takes the request and says nothing. */
  | 'hang'
  /** Sends the head and half of the body, and nothing more. */
  | 'hang-in-body'
  /** Has the whole answer, and breaks the connection. */
  | 'drop'
  /** Half of the body's JSON, as if it were all. */
  | 'cut-body'
  /** The model's own text ends in the middle, at its longest length. */
  | 'cut-text'
  | 'no-json'
  | 'wrong-enum'
  | 'missing-item'
  | 'twice'
  | 'refuse'
  | 'no-usage'
  /** More tokens written than were allowed. */
  | 'overlong'
  | { status: number; headers?: Record<string, string>; message?: string }
  | { redirect: string }

export type Fate = 'succeeded' | 'expired' | 'errored' | 'canceled' | Deed

interface Seen {
  path: string
  prompt: string
  body: Record<string, unknown>
  headers: IncomingMessage['headers']
}

interface Batch {
  id: string
  created: number
  requests: { custom_id: string; params: Record<string, unknown> }[]
  polls: number
  results: string | null
}

/** An endpoint that speaks Messages, Message Batches and chat completions, and misbehaves as it is told. */
export class TestServer {
  /** What it does with the nth request for an answer, counted from 0. */
  deed: (nth: number, seen: Seen) => Deed | Promise<Deed> = () => 'answer'
  /** What becomes of the nth request of a batch. */
  fate: (nth: number) => Fate = () => 'succeeded'
  /** What it does with a call that makes, looks at, lists or collects batches. */
  batchDeed: (what: 'make' | 'state' | 'list' | 'results', nth: number) => Deed = () => 'answer'
  obeys: Obeys = 'nothing'
  /** What the model says of the items of a prompt. */
  answers: (prompt: string, obeys: Obeys) => { item: string; answer: object }[] = answersTo
  /** How often a batch is looked at until it is over. */
  pollsUntilOver = 2
  delayMs = 0
  /** Whether it remembers what it saw and answered; not where that would be all of a benchmark. */
  remembers = true
  readonly seen: Seen[] = []
  /** How often each evidence was answered in full, whether or not the answer arrived. */
  readonly answered = new Map<string, number>()
  readonly batches = new Map<string, Batch>()
  /** Tokens of everything it worked out, whether or not the answer arrived. */
  billed = { input: 0, output: 0 }
  underWay = 0
  mostUnderWay = 0
  #calls = { make: 0, state: 0, list: 0, results: 0 }
  #requests = 0
  #fates = 0
  #server: Server | null = null
  #sockets = new Set<Socket>()
  #port = 0

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get requests(): number {
    return this.#requests
  }

  get made(): number {
    return this.#calls.make
  }

  /** Listens, on the same port as before. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  /** Breaks all connections. @param forget whether it comes back without its batches. */
  async stop({ forget = false } = {}): Promise<void> {
    const server = this.#server
    this.#server = null
    if (forget) this.batches.clear()
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '/', this.address)
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    if (url.pathname.startsWith('/v1/messages/batches')) return this.#batch(request.method!, url, body, response)
    const style = url.pathname === '/v1/messages' ? 'messages' : url.pathname === '/v1/chat/completions' ? 'chat' : null
    if (style === null) return json(response, 404, { error: { message: 'no such address' } })
    const seen = { path: url.pathname, prompt: promptOf(body), body, headers: request.headers }
    if (this.remembers) this.seen.push(seen)
    this.underWay++
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay)
    try {
      const deed = await this.deed(this.#requests++, seen)
      if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs))
      await this.#do(deed, style, body, response)
    } finally {
      this.underWay--
    }
  }

  async #do(deed: Deed, style: 'messages' | 'chat', body: Record<string, unknown>, response: ServerResponse) {
    if (typeof deed === 'object') {
      if ('redirect' in deed) return void response.writeHead(307, { location: deed.redirect }).end()
      const error = { type: 'error', error: { type: 'api_error', message: deed.message ?? `status ${deed.status}` } }
      return json(response, deed.status, error, deed.headers)
    }
    if (deed === 'hang') return
    const answer = this.#answer(body, style, deed)
    const whole = JSON.stringify(answer)
    const head = { 'content-type': 'application/json' }
    if (deed === 'drop') return void response.socket?.destroy()
    if (deed === 'hang-in-body') return void response.writeHead(200, head).write(whole.slice(0, whole.length / 2))
    if (deed === 'cut-body') return void response.writeHead(200, head).end(whole.slice(0, whole.length / 2))
    response.writeHead(200, head).end(whole)
  }

  /** Works out an answer, which costs what it costs whether or not it arrives. */
  #answer(body: Record<string, unknown>, style: 'messages' | 'chat', deed: Deed): unknown {
    const prompt = promptOf(body)
    const refused = deed === 'refuse'
    const limit = Number(body.max_tokens ?? body.max_completion_tokens)
    const text = refused ? '' : this.#text(prompt, deed)
    const usage = {
      input: Math.ceil(Buffer.byteLength(prompt) / 4),
      output: deed === 'overlong' ? limit + 1 : Math.ceil(Buffer.byteLength(text) / 4),
    }
    this.billed.input += usage.input
    this.billed.output += usage.output
    if (!refused && this.remembers)
      for (const { text } of itemsIn(prompt)) this.answered.set(text, (this.answered.get(text) ?? 0) + 1)
    const cut = deed === 'cut-text'
    const said = deed === 'no-usage' ? {} : { usage: usageIn(style, usage) }
    if (style === 'messages')
      return {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: body.model,
        content: [{ type: 'text', text }],
        stop_reason: refused ? 'refusal' : cut ? 'max_tokens' : 'end_turn',
        stop_details: refused ? { type: 'refusal', category: 'cyber', explanation: 'because' } : null,
        ...said,
      }
    const message = refused ? { content: null, refusal: 'I cannot' } : { content: text, refusal: null }
    return {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: cut ? 'length' : 'stop', message: { role: 'assistant', ...message } }],
      ...said,
    }
  }

  #text(prompt: string, deed: Deed): string {
    const answers = this.answers(prompt, this.obeys)
    if (deed === 'no-json') return 'I think that all of them are fine.'
    if (deed === 'wrong-enum')
      return JSON.stringify({
        answers: answers.map(({ item, answer }) => ({ item, answer: { ...answer, kind: 'eat' } })),
      })
    if (deed === 'missing-item') return JSON.stringify({ answers: answers.slice(1) })
    if (deed === 'twice') return JSON.stringify({ answers: [...answers, ...answers] })
    const whole = JSON.stringify({ answers })
    return deed === 'cut-text' ? whole.slice(0, whole.length / 2) : whole
  }

  async #batch(method: string, url: URL, body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const [id, results] = url.pathname.split('/').slice(4)
    const what = method === 'POST' ? 'make' : id === undefined ? 'list' : results === undefined ? 'state' : 'results'
    const deed = this.batchDeed(what, this.#calls[what]++)
    if (deed !== 'answer' && deed !== 'drop') return this.#do(deed, 'messages', body, response)
    if (what === 'make') {
      const made = `msgbatch_${this.batches.size + 1}`
      const requests = body.requests as Batch['requests']
      this.batches.set(made, { id: made, created: Date.now(), requests, polls: 0, results: null })
      return deed === 'drop' ? void response.socket?.destroy() : json(response, 200, this.#told(made))
    }
    if (deed === 'drop') return void response.socket?.destroy()
    if (what === 'list') {
      const data = [...this.batches.keys()].reverse().map((one) => this.#told(one))
      return json(response, 200, { data, has_more: false, first_id: data[0]?.id ?? null, last_id: null })
    }
    const batch = this.batches.get(id!)
    if (batch === undefined) return json(response, 404, { type: 'error', error: { type: 'not_found_error' } })
    if (what === 'state') {
      batch.polls++
      return json(response, 200, this.#told(batch.id))
    }
    batch.results ??= batch.requests.map((one) => JSON.stringify(this.#result(one))).join('\n')
    response.writeHead(200, { 'content-type': 'application/binary' }).end(`${batch.results}\n`)
  }

  #result({ custom_id, params }: Batch['requests'][number]) {
    const fate = this.fate(this.#fates++)
    if (fate === 'expired' || fate === 'canceled') return { custom_id, result: { type: fate } }
    const error = { type: 'error', error: { type: 'api_error', message: 'went wrong' } }
    if (fate === 'errored') return { custom_id, result: { type: 'errored', error } }
    const message = this.#answer(params, 'messages', fate === 'succeeded' ? 'answer' : fate)
    return { custom_id, result: { type: 'succeeded', message } }
  }

  #told(id: string) {
    const { created, requests, polls } = this.batches.get(id)!
    const over = polls >= this.pollsUntilOver
    return {
      id,
      type: 'message_batch',
      processing_status: over ? 'ended' : 'in_progress',
      created_at: new Date(created).toISOString(),
      results_url: over ? 'http://elsewhere.invalid/results' : null,
      request_counts: {
        processing: over ? 0 : requests.length,
        succeeded: over ? requests.length : 0,
        canceled: 0,
        errored: 0,
        expired: 0,
      },
    }
  }
}

const usageIn = (style: 'messages' | 'chat', { input, output }: { input: number; output: number }) =>
  style === 'messages'
    ? { input_tokens: input, output_tokens: output, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
    : { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** All text of a request, in order. */
function promptOf(body: Record<string, unknown>): string {
  const parts = (content: unknown): string =>
    typeof content === 'string' ? content : ((content ?? []) as { text: string }[]).map(({ text }) => text).join('')
  const messages = (body.messages ?? []) as { content: unknown }[]
  return [parts(body.system), ...messages.map(({ content }) => parts(content))].join('\n')
}
