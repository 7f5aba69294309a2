import type { Progress } from '../judge/index.js'

/** How far a judge is, on one line. */
export function judgeLine(what: string, progress: Progress): string {
  const { done, of, refused, failed, tokens, usd, secondsLeft } = progress
  const parts = [
    `judging ${what}: ${done}${of === null ? '' : ` of ${of}`}`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${short(tokens)} tokens`,
    ...(usd === null ? [] : [`${money(usd)} USD`]),
    ...(secondsLeft === null || done === of ? [] : [`${duration(secondsLeft)} left`]),
  ]
  return parts.join(', ')
}

/** Dollars, with cents, or more digits where there are only fractions of one. */
export const money = (usd: number): string => (usd === 0 || usd >= 0.1 ? usd.toFixed(2) : usd.toPrecision(2))

/** A large number in thousands or millions. */
export function short(n: number): string {
  if (n < 10_000) return String(Math.round(n))
  return n < 1e6 ? `${(n / 1e3).toFixed(0)} k` : `${(n / 1e6).toFixed(1)} M`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}

/** A line on stderr that is written over; where that is no terminal, every so often a line of its own. */
export function progressOn(stderr: NodeJS.WriteStream, now: () => number) {
  let shown = false
  let last = now()
  return {
    show(line: string): void {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`)
      else if (now() - last >= EVERY_MS) stderr.write(`leeway: ${line}\n`)
      else return
      shown = stderr.isTTY
      last = now()
    },
    done(): void {
      if (shown) stderr.write('\r\u001b[K')
      shown = false
    },
  }
}

const EVERY_MS = 30_000
