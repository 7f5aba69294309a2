import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** Something that answers where a server of the store should. */
export interface Faulty {
  port: number
  /** Statements that came, in order. */
  asked: string[]
}

type Answer = (statement: string, response: ServerResponse, request: IncomingMessage) => unknown

const opened: { close(): void; closeAllConnections(): void }[] = []
afterAll(() => {
  for (const server of opened) {
    server.close()
    server.closeAllConnections()
  }
})

/** Listens as a server of the store does, and answers as it is told to. It ends with the tests of the file. */
export async function faulty(answer: Answer): Promise<Faulty> {
  const asked: string[] = []
  const server = createServer(async (from, to) => {
    const body: Buffer[] = []
    for await (const piece of from) body.push(piece as Buffer)
    const parameters = new URL(from.url ?? '', 'http://x').searchParams
    const statement = [parameters.get('query') ?? '', Buffer.concat(body).toString()].filter(Boolean).join('\n')
    asked.push(statement)
    answer(statement, to, from)
  })
  opened.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, asked }
}

/** Stands before a real server. @param fault answers in its place where it gives true. */
export const before = (
  port: number,
  fault: (statement: string, response: ServerResponse) => boolean,
): Promise<Faulty> =>
  faulty((statement, response, from) => {
    if (!fault(statement, response)) pass(port, statement, from, response)
  })

/** Hands a question on to a real server, and its answer back. */
export function pass(port: number, statement: string, from: IncomingMessage, to: ServerResponse): void {
  const url = new URL(from.url ?? '', 'http://x')
  const query = url.searchParams.get('query')
  const body = query === null ? statement : statement.slice(query.length).replace(/^\n/, '')
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = from.headers
  const onward = request({ host: '127.0.0.1', port, path: from.url, method: from.method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(to)
  })
  onward.on('error', () => to.destroy())
  onward.end(body)
}

/** What a real server answers with when it refuses. */
export function refuse(response: ServerResponse, code: number, text: string): true {
  response.writeHead(500, { 'X-ClickHouse-Exception-Code': String(code) })
  response.end(`Code: ${code}. DB::Exception: ${text} (version 26.7.2.1)\n`)
  return true
}
