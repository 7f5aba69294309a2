import type { Reading } from './reading.js'

/** What SQL does, by its first words; several statements count as the heaviest. */
export function sqlDeed(text: string): Reading {
  const bare = text.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
  const has = (pattern: RegExp) => pattern.test(bare)
  if (has(/\b(?:DROP\s+(?:TABLE|DATABASE|SCHEMA|COLLECTION|USER)|TRUNCATE)\b/i))
    return { deed: 'database-destroy', why: 'sql.drop', more: 0 }
  if (has(/\b(?:DELETE\s+FROM|UPDATE)\s+\S+(?:(?!\bWHERE\b)[^;])*(?:;|$)/i) && !has(/\bWHERE\b/i))
    return {
      deed: has(/\bDELETE\s+FROM\b/i) ? 'database-destroy' : 'database-change',
      why: 'sql.without-where',
      more: 0,
    }
  if (
    has(
      /\b(?:INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO|REPLACE\s+INTO|ALTER\s+(?:TABLE|USER|DATABASE)|CREATE\s+(?:TABLE|INDEX|DATABASE|USER|VIEW)|GRANT|REVOKE|COPY\s+\S+\s+FROM)\b/i,
    )
  )
    return { deed: 'database-change', why: 'sql.change', more: 0 }
  return { deed: 'database-read', why: 'sql.read', more: 0 }
}
