import { inputOf, objectOf, textOf } from './values.js'

/** What Claude Code says of itself to an API: an installation, an account where there is one, and a session. */
const INSTALLED = /^user_([0-9a-z]+)_account_([0-9a-f-]*)_session_[0-9a-f-]+$/i

/**
 * Whom the first of some values names that names anybody. Of several names for one person, in one text, it is the one
 * that is the same on all their machines.
 */
export function userIn(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const name = typeof value === 'number' ? String(value) : (textOf(value)?.trim() ?? '')
    if (name !== '') return personIn(name)
  }
  return null
}

function personIn(name: string): string | null {
  const parts = INSTALLED.exec(name)
  if (parts !== null) return textOf(parts[2]) ?? parts[1]!
  const told = name.startsWith('{') ? objectOf(inputOf(name)) : null
  return told === null ? name : (textOf(told.account_uuid) ?? textOf(told.device_id) ?? textOf(told.user_id))
}
