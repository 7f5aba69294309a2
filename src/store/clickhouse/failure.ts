import { StoreError } from '../store.js'

/** An error that holds nothing of files or people, and so may be told to anybody. */
export const refusal = (text: string): StoreError => new StoreError(text, text)

/** A way in which a server that is there may still refuse. */
interface Refusal {
  /** Its error codes. */
  codes: readonly number[]
  /** What the person can do. */
  says: string
  /** Whether the server's own words tell which right, setting or table it is of. They hold nothing of the data. */
  names?: true
}

const NO_ROOM: Refusal = {
  codes: [243],
  says: 'there is no room left on its disk; make room there and run this again. What was stored before is intact',
}

const REFUSALS: readonly Refusal[] = [
  NO_ROOM,
  {
    codes: [192, 193, 194, 195, 516],
    says: 'it does not let this user in; see to the user in the address, or LEEWAY_STORE_USER, and to LEEWAY_STORE_PASSWORD',
  },
  {
    codes: [164, 291, 452, 497],
    says: 'this user may not do what is needed there; its administrator can grant what docs/cluster.md lists',
    names: true,
  },
  {
    codes: [60, 81],
    says: 'a table is missing there; leeway store schema prints the statements that make it',
    names: true,
  },
  { codes: [201], says: 'the quota of this user is used up; raise it, or run this again later' },
  { codes: [241], says: 'the question needs more memory than it may take; raise max_memory_usage for this user' },
  {
    codes: [158, 307, 396],
    says: 'the question reads more than this user may; raise that limit in its profile',
    names: true,
  },
  {
    codes: [159, 160, 209],
    says: 'the question took longer than it may; name more seconds with ?timeout= in the address',
  },
  {
    codes: [225, 242, 999],
    says: 'its tables are read-only just now, as when it cannot reach its keeper; run this again when they are not',
  },
  { codes: [198, 210, 279], says: 'it cannot reach another server of its cluster; see whether all of them run' },
  { codes: [236], says: 'it is about to end, or to start; run this again when it runs' },
  { codes: [252], says: 'it has too many parts to merge; run this again when it has caught up' },
  { codes: [202], says: 'it has too many questions at once; run this again later' },
]

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** Errors of the server itself have a number; those on the way there a word or nothing. */
const ofServer = (error: unknown): boolean => /^\d+$/.test(codeOf(error))

/** Failures of the way there, which may be better in a moment. */
const AWAY = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'EAI_AGAIN',
]
/** Something before the server that does not reach it. */
const GATEWAY = /\b50[234]\b[^<\n]{0,40}/

/** Whether the server was not reached. */
export const away = (error: unknown): boolean =>
  AWAY.includes(codeOf(error)) ||
  (!ofServer(error) && (/socket hang up|other side closed/i.test(textOf(error)) || GATEWAY.test(textOf(error))))

const BUSY: Record<string, string> = {
  '202': 'has too many questions at once',
  '210': 'does not reach its cluster',
  '236': 'is about to end or to start',
  '242': 'cannot be written to just now',
  '252': 'has too many parts to merge',
  '279': 'does not reach its cluster',
}

/** Why asking again in a moment may help, as the end of "the store …"; null where it does not. */
export function mayPass(error: unknown): string | null {
  if (away(error)) return 'does not answer'
  return (ofServer(error) ? BUSY[codeOf(error)] : undefined) ?? null
}

/** Who was asked by whom, and for how long. */
export interface Asked {
  /** Host and port. */
  at: string
  user: string
  /** Milliseconds since it was asked for the first time. */
  waited: number
}

/** What a server answered, or that it did not, as an error that says what to do. */
export function failure(error: unknown, asked: Asked): StoreError {
  if (error instanceof StoreError) return error
  const { at, waited } = asked
  if (ofServer(error)) return refused(error, asked)
  const [text, code] = [textOf(error), codeOf(error)]
  const long = waited > 1000 ? `, still after ${Math.round(waited / 1000)} s` : ''
  if (code === 'ENOTFOUND')
    return refusal(`the store at ${at} cannot be found: no host has that name; see to the address of the store`)
  if (code === 'EAI_AGAIN')
    return refusal(
      `the store at ${at} cannot be found: names of hosts cannot be looked up just now${long}; is there a network?`,
    )
  if (away(error)) {
    const gateway = GATEWAY.exec(text)?.[0].trim()
    return refusal(
      `the store at ${at} does not answer (${code || gateway || 'it hung up'})${long}; see whether it runs, and whether this is its HTTP port`,
    )
  }
  if (/timeout|user aborted/i.test(text))
    return refusal(
      `the store at ${at} did not answer in time; where it is only slow, name more seconds with ?timeout= in the address`,
    )
  if (/certificate|self.signed/i.test(text))
    return refusal(
      `the store at ${at} is not trusted (${firstOf(text)}); LEEWAY_STORE_CA names a PEM file with the certificates that are`,
    )
  if (code === 'EPROTO' || /SSL|TLS/.test(text))
    return refusal(`the store at ${at} does not speak TLS as was expected; see whether this is its HTTPS port`)
  return refusal(`what answers at ${at} is no ClickHouse over HTTP; see to host and port in the address of the store`)
}

function refused(error: unknown, { at, user }: Asked): StoreError {
  const text = textOf(error)
  const first = firstOf(text.startsWith(`${user}: `) ? text.slice(user.length + 2) : text)
  const full = /no space left on device|cannot reserve/i.test(text)
  const known = full ? NO_ROOM : REFUSALS.find(({ codes }) => codes.includes(Number(codeOf(error))))
  if (known !== undefined)
    return refusal(`the store at ${at}: ${known.says}${known.names ? ` (it said: ${first})` : ''}`)
  const type = (error as { type?: string }).type
  const name = [type, codeOf(error)].filter(Boolean).join(', ')
  return new StoreError(
    `the store at ${at} answered: ${first} (${name})`,
    `the store at ${at} answered with an error (${name}); --policy private tells all of it`,
  )
}

const firstOf = (text: string): string => text.split('\n')[0]!.trim().replace(/\.$/, '').slice(0, 300)
