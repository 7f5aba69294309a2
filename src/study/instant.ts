const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * Reads `2026-01-19` (midnight) or a full ISO 8601 time; without a zone it is UTC, with an offset it is moved to UTC.
 * Returns ISO 8601 with `Z`, fractions only where there are some; null where the text is no such time.
 */
export function instant(text: string): string | null {
  const match = PATTERN.exec(text.trim())
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const ms = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  if (hour! > 23 || minute! > 59 || second! > 59) return null
  const utc = Date.UTC(year!, month! - 1, day!, hour, minute, second, ms)
  const date = new Date(utc)
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return null
  const offset = offsetMinutes(match[8])
  return offset === null ? null : new Date(utc - offset * 60_000).toISOString().replace('.000Z', 'Z')
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 23 || minutes > 59) return null
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}
