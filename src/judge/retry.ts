const BASE_MS = 1000
const CAP_MS = 60_000

/**
 * How long to wait before a try: evenly drawn between nothing and a bound that doubles ("full jitter", Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), and no less than the endpoint asks for.
 * @param tries how many went before, 1 for the first one again.
 * @param asked milliseconds, or null.
 */
export function backoff(tries: number, asked: number | null, random: () => number): number {
  const drawn = random() * Math.min(CAP_MS, BASE_MS * 2 ** (tries - 1))
  // Who was told the same moment should not come back at the same moment.
  return asked === null ? drawn : asked + drawn
}

/** `retry-after-ms`, or `Retry-After` as seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now; else null. */
export function waitAsked(headers: Headers | undefined, now: number): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(exact) && exact >= 0) return exact
  const value = headers?.get('retry-after')?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : Math.max(0, moment - now)
}
