// A server that writes each body to a file and answers 200; with `sync`, once it is on the disk. It begins another file every
// gigabyte and removes the one before the last, so that minutes on end do not fill the disk.
// Usage: node bench/collect-plain.mjs <port> <dir> [sync]
import { open, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [port, dir, sync] = process.argv.slice(2)
const path = (number) => join(dir, `bodies-${number}`)
let number = 0
let file = await open(path(0), 'a')
let bytes = 0

async function next() {
  bytes = 0
  const [full, gone] = [file, number - 1]
  file = await open(path(++number), 'a')
  await rm(path(gone), { force: true })
  // What is still being written to it ends first.
  setTimeout(() => full.close(), 10_000)
}

const server = createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', async () => {
    const body = Buffer.concat(pieces)
    const own = file
    bytes += body.length
    if (bytes > 1e9) await next()
    await own.write(body)
    if (sync !== undefined) await own.datasync()
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 2 })
    response.end('{}')
  })
})
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
process.on('SIGTERM', () => process.exit(0))
