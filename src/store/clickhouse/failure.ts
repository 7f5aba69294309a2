import { StoreError } from '../store.js'

/** Ways in which a server that is there may still refuse (its error codes), in words that say what to do. */
const REFUSALS: readonly { codes: readonly number[]; says: (first: string) => string }[] = [
  {
    codes: [192, 193, 194, 516],
    says: () =>
      'it does not let this user in; see to the user in the address, or LEEWAY_STORE_USER and LEEWAY_STORE_PASSWORD',
  },
  {
    codes: [164, 497, 291],
    says: (first) => `this user may not do what is needed there (${first}); see docs/cluster.md for the grants`,
  },
  {
    codes: [242],
    says: () => 'its tables are read-only just now, as when it cannot reach its keeper; try again when they are not',
  },
  {
    codes: [243],
    says: () => 'there is no room left on its disk; make room and run this again. What was stored before is intact',
  },
  {
    codes: [241],
    says: () => 'the question needs more memory than it has to give; raise max_memory_usage for this user',
  },
  {
    codes: [159, 160, 209],
    says: () => 'the question took longer than it may; name more seconds with ?timeout= in the address',
  },
  { codes: [252], says: () => 'it has too many parts to merge; try again when it has caught up' },
  { codes: [202], says: () => 'it has too many questions at once; try again later' },
]

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Failures of the way there, which may be better in a moment. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EAI_AGAIN'])
const away = (error: unknown) => AWAY.has(codeOf(error)) || /socket hang up|other side closed/i.test(textOf(error))
/** Too many parts or questions, tables read-only for a moment, a server that is about to end or to start. */
const BUSY = new Set(['252', '202', '242', '236', '210', '279'])

/** Whether asking again in a moment may help. */
export const mayPass = (error: unknown): boolean => away(error) || BUSY.has(codeOf(error))

/** Why something is asked again in a moment. */
export const waitingFor = (error: unknown, at: string): string =>
  away(error) ? `the store at ${at} does not answer` : `the store at ${at} cannot do this just now (${codeOf(error)})`

/** What a server answered, or that it did not, as an error that says what to do. @param at its host and port. */
export function failure(error: unknown, at: string): StoreError {
  if (error instanceof StoreError) return error
  const [text, code] = [textOf(error), codeOf(error)]
  const first = text.split('\n')[0]!.slice(0, 300)
  if (away(error))
    return new StoreError(
      `the store at ${at} does not answer (${code || first}); is it running, and is this its HTTP port?`,
    )
  if (code === 'ENOTFOUND') return new StoreError(`the store at ${at} cannot be found: no host has that name`)
  if (/timeout/i.test(text) && !/^\d+$/.test(code))
    return new StoreError(
      `the store at ${at} did not answer in time; where it is only slow, name more seconds with ?timeout= in the address`,
    )
  if (/certificate|self.signed|SSL|TLS/i.test(text) && !/^\d+$/.test(code))
    return new StoreError(
      `the store at ${at} cannot be trusted (${first}); see to LEEWAY_STORE_CA, LEEWAY_STORE_CERT and LEEWAY_STORE_KEY`,
    )
  const full = /no space left on device|Cannot reserve/i.test(text)
  const known = full
    ? REFUSALS.find(({ codes }) => codes.includes(243))
    : REFUSALS.find(({ codes }) => codes.includes(Number(code)))
  if (known !== undefined) return new StoreError(`the store at ${at}: ${known.says(first)}`)
  return new StoreError(`the store at ${at} answered: ${first}${code === '' ? '' : ` (${code})`}`)
}
