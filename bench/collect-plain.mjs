// A server that writes each body to a file and answers 200; with `sync`, once it is on the disk.
// Usage: node bench/collect-plain.mjs <port> <dir> [sync]
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [port, dir, sync] = process.argv.slice(2)
const file = await open(join(dir, 'bodies'), 'a')
const server = createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', async () => {
    await file.write(Buffer.concat(pieces))
    if (sync !== undefined) await file.datasync()
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 2 })
    response.end('{}')
  })
})
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
process.on('SIGTERM', () => process.exit(0))
