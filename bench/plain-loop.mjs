// The plain baseline: one thread reads every file and parses every line, and keeps nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

let records = 0
for (const name of readdirSync(process.argv[2], { recursive: true })) {
  if (!name.endsWith('.jsonl')) continue
  for (const line of readFileSync(join(process.argv[2], name), 'utf8').split('\n')) {
    if (line !== '') records += JSON.parse(line) === null ? 0 : 1
  }
}
process.stdout.write(`${records}\n`)
