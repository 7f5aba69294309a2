/** What stands where there is no value. */
export const NOTHING = '—'

const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** 12431 → `12,431`; the same on every machine. */
export function count(value: number): string {
  const text = String(Math.round(Math.abs(value))).replace(/\B(?=(\d{3})+$)/g, ',')
  return value < 0 ? `−${text}` : text
}

/** Two or three figures: 4.38, 0.11, 31. */
export function plain(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return count(value)
  return trim(value.toFixed(size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3)).replace('-', '−')
}

/** 31000 → `31k`, 1.2e6 → `1.2M`. */
export function compact(value: number): string {
  const size = Math.abs(value)
  if (size < 1000) return trim(value.toFixed(size < 10 ? 1 : 0))
  const [unit, by] = size < 999_500 ? ['k', 1e3] : size < 999.5e6 ? ['M', 1e6] : ['G', 1e9]
  const scaled = value / (by as number)
  return `${trim(scaled.toFixed(Math.abs(scaled) < 10 ? 1 : 0))}${unit}`
}

/** A share as a percentage: 0.0462 → `4.6%`, 0.41 → `41%`. */
export function percent(share: number): string {
  const value = share * 100
  const size = Math.abs(value)
  if (size === 0) return '0%'
  if (size < 0.05) return '<0.1%'
  const whole = Math.abs(value - Math.round(value)) < 1e-9
  const digits = !whole && (size < 9.95 || (size > 90 && size < 100)) ? 1 : 0
  return `${value.toFixed(digits).replace('-', '−')}%`
}

const STEPS: readonly (readonly [below: number, unit: string, seconds: number])[] = [
  [119.5, 's', 1],
  [5400, 'min', 60],
  [172_800, 'h', 3600],
  [Number.POSITIVE_INFINITY, 'd', 86_400],
]

/** Seconds as a person would say them: `44 s`, `38 min`, `3.2 h`. */
export function duration(seconds: number): string {
  const [number, unit] = durationParts(seconds)
  return `${number} ${unit}`
}

/** The number and the unit of a duration, so that ranges can share a unit. */
export function durationParts(seconds: number): readonly [number: string, unit: string] {
  const [, unit, size] = STEPS.find(([below]) => seconds < below)!
  const value = seconds / size
  return [value.toFixed(value >= 9.95 || Number.isInteger(value) ? 0 : 1), unit]
}
