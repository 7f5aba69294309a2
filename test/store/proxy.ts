import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of an insertion on its way: its answer is lost, or it breaks off in the middle. */
export type Disturbance = 'answer lost' | 'broken off' | null

/** A way to a server on which insertions get lost. */
export interface Proxy {
  /** As an address names it. */
  at: string
  /** How many insertions were disturbed, by kind. */
  readonly disturbed: Readonly<Record<NonNullable<Disturbance>, number>>
  close(): Promise<void>
}

/**
 * Passes everything on to a port of this machine.
 * @param disturb says what becomes of the how-manieth insertion.
 */
export async function startProxy(port: number, disturb: (nth: number) => Disturbance): Promise<Proxy> {
  const disturbed = { 'answer lost': 0, 'broken off': 0 }
  let insertions = 0

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bytesOf(asked)
    const insertion = /^INSERT /i.test(new URL(asked.url!, 'http://node').searchParams.get('query') ?? '')
    const fate = insertion ? disturb(++insertions) : null
    if (fate !== null) disturbed[fate]++
    const { method = 'POST', url: path = '/', headers } = asked
    const onward = request({ host: '127.0.0.1', port, method, path, headers })
    onward.on('error', () => asked.socket.destroy())
    if (fate === 'broken off') {
      onward.write(body.subarray(0, body.length / 2), () => {
        onward.destroy()
        asked.socket.destroy()
      })
      return
    }
    onward.on('response', async (response) => {
      const text = await bytesOf(response)
      if (fate === 'answer lost') return asked.socket.destroy()
      const { 'transfer-encoding': _, 'content-length': __, connection: ___, ...kept } = response.headers
      answer.writeHead(response.statusCode!, { ...kept, 'content-length': text.length })
      answer.end(text)
    })
    onward.end(body)
  }

  const server = createServer((asked, answer) => {
    pass(asked, answer).catch(() => asked.socket.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    at: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    disturbed,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
