import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { isOwnHost, listen, type Served, securityHeaders } from '../serve/index.js'
import type { Asking, Labelling } from '../validate/index.js'
import { LABELLING_PAGE } from './validate-page-html.js'
import type { UnitName } from './validate-terminal.js'

/** A page that is being labelled on. */
export interface LabellingPage extends Served {
  /** Holds when the person saved and quit. */
  done: Promise<void>
}

/** What the page may do. `question` is the one that it showed: an answer to another one changes nothing. */
type Deed = { question: string | null } & ({ do: 'choose'; numbers: number[] } | { do: 'skip' | 'undo' | 'quit' })

/**
 * Shows the items of a labelling on this machine, to whoever has the address: its path is a secret.
 * @throws Error where the port is taken.
 */
export async function labelOnPage(labelling: Labelling, unit: UnitName, port = 0): Promise<LabellingPage> {
  const token = randomBytes(24).toString('base64url')
  let quit = () => {}
  const done = new Promise<void>((resolve) => {
    quit = resolve
  })
  const served = await listen((own) => labellingApp({ labelling, unit, token, port: own, quit }), { port })
  return { ...served, url: `${served.url}${token}/`, done }
}

export interface LabellingAppOptions {
  labelling: Labelling
  unit: UnitName
  token: string
  port: () => number
  quit: () => void
}

/** The page, the question that waits, and where answers go. */
export function labellingApp({ labelling, unit, token, port, quit }: LabellingAppOptions): Hono {
  const headers = securityHeaders(LABELLING_PAGE, ["connect-src 'self'"])
  let over = false
  let last: Promise<unknown> = Promise.resolve()
  const state = (note: string | null) => ({ ...stateOf(labelling, unit), over, note })
  const answered = async (deed: Deed) => {
    if (over || (deed.do !== 'quit' && deed.question !== keyOf(labelling.now()))) return state(null)
    if (deed.do === 'quit') {
      over = true
      setTimeout(quit, 100)
      return state(null)
    }
    if (deed.do === 'skip') await labelling.skip()
    if (deed.do === 'undo' && !(await labelling.undo())) return state('There is nothing to undo in this sitting.')
    const wrong = deed.do === 'choose' ? await labelling.choose(deed.numbers) : null
    return state(wrong === null ? null : `That is no answer: ${wrong}.`)
  }
  const app = new Hono()
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    const host = c.req.header('host')
    const origin = c.req.header('origin')
    if (!isOwnHost(host, port())) return c.text('This address is not served here.\n', 403)
    if (origin !== undefined && origin !== `http://${host}`) return c.text('Other pages may not ask.\n', 403)
    if (!same(c.req.path.split('/')[1] ?? '', token)) return c.text('Nothing here.\n', 404)
    await next()
  })
  app.get('/:token/', (c) => c.html(LABELLING_PAGE))
  app.get('/:token/now', (c) => c.json(state(null)))
  app.post('/:token/answer', async (c) => {
    if (!/^application\/json\b/.test(c.req.header('content-type') ?? '')) return c.text('Expected JSON.\n', 415)
    const deed = deedOf(await c.req.json().catch(() => null))
    if (deed === null) return c.text('Expected {do, question}, and numbers to choose.\n', 400)
    // One after the other: an answer is kept before the next one is looked at.
    const answer = last.then(() => answered(deed))
    last = answer.catch(() => {})
    return c.json(await answer)
  })
  app.notFound((c) => c.text('Nothing here.\n', 404))
  return app
}

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function deedOf(body: unknown): Deed | null {
  if (typeof body !== 'object' || body === null) return null
  const { do: what, question, numbers } = body as Record<string, unknown>
  if (question !== null && typeof question !== 'string') return null
  if (what === 'skip' || what === 'undo' || what === 'quit') return { do: what, question }
  if (what !== 'choose' || !Array.isArray(numbers) || !numbers.every((n) => Number.isInteger(n))) return null
  return { do: what, question, numbers }
}

const keyOf = (asking: Asking | null): string | null =>
  asking === null ? null : `${asking.number}/${asking.dimension.name}`

/** What the page shows. Ids of units stay here. */
function stateOf(labelling: Labelling, unit: UnitName) {
  const asking = labelling.now()
  const { labelled, skipped } = labelling.count()
  const count = `${labelled} labelled${skipped > 0 ? `, ${skipped} skipped` : ''}`
  if (asking === null) return { item: null, question: null, count }
  const { item, number, items, dimension, part, parts } = asking
  const { name, kind, values, meanings, question } = dimension
  const scores = kind === 'score'
  return {
    count,
    item: { key: number, heading: `${unit} ${number} of ${items}`, sections: item.sections },
    question: {
      key: keyOf(asking),
      name: name.replaceAll('_', ' '),
      part: `${part} of ${parts}`,
      text: question,
      kind,
      choices: [
        ...values.map((value, i) => ({ number: i + 1, value, meaning: scores ? null : (meanings[value] ?? null) })),
        ...(scores ? [{ number: 0, value: 'cannot be told', meaning: null }] : []),
      ],
      meanings: scores ? Object.entries(meanings).map(([from, meaning]) => `${from} ${meaning}`) : [],
    },
  }
}
