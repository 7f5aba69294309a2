import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import {
  type Collecting,
  type CollectOptions,
  collect,
  inThisThread,
  type Keep,
  LIMITS,
  type Limits,
} from '../../src/collect/index.js'
import { outline } from './outline.js'

const running: Collecting[] = []
const folders: string[] = []

afterEach(async () => {
  for (const collecting of running.splice(0)) await collecting.stop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-collect-'))
  folders.push(folder)
  return folder
}

/** A collector of its own, in this process, on a folder of its own. */
export async function started(
  options: Partial<Omit<CollectOptions, 'limits'>> & { limits?: Partial<Limits>; spool?: boolean } = {},
): Promise<Collecting & { folder: string }> {
  const { spool = false, ...more } = options
  const folder = options.folder ?? (await ownFolder())
  const limits = { ...LIMITS, ...options.limits }
  const workersOf = (keep: Keep) => inThisThread({ reducer: outline, spool, limits }, keep)
  const collecting = await collect({ host: '127.0.0.1', port: 0, tokens: null, workersOf, ...more, folder, limits })
  running.push(collecting)
  return { ...collecting, folder }
}

export interface Answered {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Sends a body. */
export function send(
  url: string,
  path: string,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers, agent: false }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
      )
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const JSON_TYPE = { 'Content-Type': 'application/json' }
export const LINES_TYPE = { 'Content-Type': 'application/x-ndjson' }
export const PROTOBUF_TYPE = { 'Content-Type': 'application/x-protobuf' }

/** An OTLP/JSON object with so many log records, known by their span ids, which begin with a number. */
export const logs = (first: number, many = 1, text = 'words') => ({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'agent' } }] },
      scopeLogs: [
        {
          logRecords: Array.from({ length: many }, (_, i) => ({
            timeUnixNano: '1767225600000000000',
            spanId: String(first + i).padStart(16, '0'),
            body: { stringValue: text },
          })),
        },
      ],
    },
  ],
})

/** OTLP/JSON with one span of a tool call, known by its id, which is a number. */
export const toolSpan = (id: number, text: string) => {
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'Bash' }
  return {
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: '0'.repeat(31) + 1, spanId: String(id).padStart(16, '0'), name: 'execute_tool Bash' },
                ...{ startTimeUnixNano: '1767225600000000000', endTimeUnixNano: '1767225601000000000' },
                attributes: Object.entries({
                  ...attributes,
                  'gen_ai.tool.call.arguments': `{"command":"echo ${text}"}`,
                }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
              },
            ],
          },
        ],
      },
    ],
  }
}

/** Every file below a folder, by its path there. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    // A collector that runs removes some.
    const bytes = entry.isFile() ? await readFile(path).catch(() => null) : null
    if (bytes !== null) found.set(path.slice(folder.length + 1), bytes)
  }
  return found
}

/** Numbers of the span ids in the lines of files, however they call them. */
export const spansIn = (files: Map<string, Buffer>): number[] =>
  [...files.values()].flatMap((bytes) =>
    String(bytes)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { spanId?: string; span?: string })
      .map(({ spanId, span }) => Number(spanId ?? span)),
  )
