/** A pseudonym behind the path of a file: rows of somebody whom its records name. No path has two slashes in a row. */
const PART = /\/\/([\w-]{22})$/

/** The name under which rows of a file are stored that are somebody's whom its records name. */
export const partOf = (path: string, contributor: string): string => `${path}//${contributor}`

/** The path of a stored file, whosever rows are meant. */
export const wholeOf = (path: string): string => path.replace(PART, '')

/** Whose rows are meant of the people whom a file's records name, as a pseudonym; null for nobody of them. */
export const personOf = (path: string): string | null => PART.exec(path)?.[1] ?? null
