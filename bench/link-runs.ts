import { type LinkedSession, Linker } from '../src/link/index.js'
import type { CallMark, Exchange, Mark } from '../src/model/index.js'

/** Conversations of 20 requests on average, so many of them at a time; requests within a few seconds come in any order. */
const [many, open] = process.argv.slice(2).map(Number) as [number, number]
const LENGTH = 20
const HORIZON = 600_000
/** Between two requests of one conversation, ms. */
const PAUSE = 20_000

let seed = 42
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
let ids = 0
const id = () => `${(ids++).toString(36).padStart(10, '0')}abcdefghijkl`
const mark = (by: Mark['by'], calls: CallMark[], results: string[]): Mark => ({
  ...{
    by,
    speaker: by === 'agent' ? null : results.length > 0 ? 'results' : 'human',
    hash: id(),
    prefix: id(),
    pair: id(),
  },
  ...{ size: 300, length: 600, calls, results },
})

interface Open {
  owner: string
  history: Mark[]
  left: number
}

const begin = (): Open => ({
  ...{ owner: `owner${Math.floor(random() * 100)}`, history: [mark('caller', [], [])] },
  left: 1 + Math.floor(random() * 2 * LENGTH),
})

function next(one: Open, at: number): Exchange {
  const call: CallMark = { id: id(), unique: true, tool: 'Bash', long: random() < 0.1 ? [id()] : [] }
  const answer = mark('agent', [call], [])
  const history = [...one.history]
  one.history.push(answer, mark('caller', [], [call.id]))
  const name = id()
  return {
    ...{ owner: one.owner, id: name, response: name, previous: null, conversation: null, at, ended: at + 2_000 },
    ...{ system: 'system', history, answer, end: 'calls', prompts: [history[0]!.hash], opening: [], passages: [] },
  }
}

const linker = new Linker(HORIZON)
const talks = Array.from({ length: open }, begin)
const held: Exchange[] = []
const cpu = process.cpuUsage()
const began = performance.now()
const counts = { sessions: 0, exchanges: 0, actions: 0, linked: 0 }
let [peak, live, mostOpen, making] = [0, 0, 0, 0]
const take = (sessions: Iterable<LinkedSession>) => {
  for (const session of sessions) {
    counts.sessions++
    counts.exchanges += session.exchanges.length
    counts.actions += session.actions.length
    counts.linked += session.exchanges.filter(({ link }) => link !== null).length
  }
}
for (let i = 0; i < many; i++) {
  const from = performance.now()
  const at = Date.UTC(2026, 0, 1) + Math.floor((i * PAUSE) / open)
  const place = Math.floor(random() * talks.length)
  const talk = talks[place]!
  held.push(next(talk, at))
  if (--talk.left === 0) talks[place] = begin()
  making += performance.now() - from
  if (held.length < 50) continue
  for (const exchange of held.sort(() => random() - 0.5)) {
    const kind = random()
    if (kind < 0.02) continue
    linker.add(exchange)
    if (kind > 0.95) linker.add(exchange)
  }
  held.length = 0
  if (i % 10_000 < 50) {
    take(linker.over())
    mostOpen = Math.max(mostOpen, linker.open)
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  if (i % 50_000 < 50) {
    const from = performance.now()
    globalThis.gc?.()
    live = Math.max(live, process.memoryUsage().heapUsed)
    making += performance.now() - from
  }
}
take(linker.end())
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - began - making) / 1000
process.stdout.write(
  JSON.stringify({
    seconds,
    cpu: (user + system) / 1e6,
    making: making / 1000,
    peak: peak / 1e6,
    live: live / 1e6,
    mostOpen,
    ...counts,
  }),
)
