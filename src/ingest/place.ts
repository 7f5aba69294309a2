import { relative, resolve, sep } from 'node:path'

/** A place that was named wrongly; the message says what was expected. */
export class PlaceError extends Error {
  override name = 'PlaceError'
}

/** Where logs lie: a folder, a file, or a template whose `{user}` and `{customer}` say whose each file is. */
export interface Place {
  /** The template with an absolute beginning; also the name under which the store keeps what came from here. */
  id: string
  /** What the person wrote. */
  written: string
  /** The deepest folder or file without anything to match. */
  base: string
  /** Matches a file's path below the base; null where the base itself is the place. */
  pattern: RegExp | null
}

const NAMES = ['customer', 'user']

/**
 * Reads a place. `*` matches within one name, `**` any number of folders; a template that ends in a folder takes
 * everything below it.
 * @throws PlaceError for braces with another name than `user` or `customer`, or the same name twice.
 */
export function parsePlace(written: string, cwd: string): Place {
  const id = resolve(cwd, written)
  const segments = id.split(sep)
  const first = segments.findIndex((segment) => /[*{}]/.test(segment))
  if (first === -1) return { id, written, base: id, pattern: null }
  const used = new Set<string>()
  const parts = segments.slice(first).map((segment) => segmentPattern(segment, used, written))
  const source = parts.reduce((sum, part, i) => {
    const last = i === parts.length - 1
    if (part === '**') return sum + (last ? '.*' : '(?:.*/)?')
    return sum + part + (last ? '' : '/')
  }, '')
  return {
    id,
    written,
    base: segments.slice(0, first).join(sep) || sep,
    pattern: new RegExp(`^${source.replace(/\/$/, '')}(?:/.*)?$`, 's'),
  }
}

function segmentPattern(segment: string, used: Set<string>, written: string): string {
  if (segment === '**') return '**'
  let out = ''
  for (const piece of segment.split(/(\{[^}]*\}|\*+)/)) {
    if (piece.startsWith('*')) out += '[^/]*'
    else if (piece.startsWith('{')) {
      const name = piece.slice(1, -1)
      if (!NAMES.includes(name))
        throw new PlaceError(`the place "${written}" has ${piece}; expected {user} or {customer}`)
      if (used.has(name)) throw new PlaceError(`the place "${written}" has ${piece} twice; name each once`)
      used.add(name)
      out += `(?<${name}>[^/]+)`
    } else out += piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  }
  return out
}

/** Whose a file is, by its path below the place's base; null where it does not belong to the place. */
export function match(place: Place, below: string): { customer: string | null; user: string | null } | null {
  if (place.pattern === null) return { customer: null, user: null }
  const found = place.pattern.exec(below)
  return found === null ? null : { customer: found.groups?.customer ?? null, user: found.groups?.user ?? null }
}

/** Whose a file is, in the words of its place's template; the place itself where the template names nobody. */
export function ownerByPath(
  path: string,
  place: Place,
): { customer: string | null; user: string | null; contributor: string } {
  const below = relative(place.base, path).split(sep).join('/')
  const owner = match(place, below) ?? { customer: null, user: null }
  return { ...owner, contributor: owner.user ?? owner.customer ?? place.written }
}
