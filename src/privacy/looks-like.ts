const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['an e-mail address', /[^\s@]@[^\s@]/],
  ['a path', /[\\/]\S|\S[\\/]|(?:^|\s)~(?:\s|$)/],
  ['an id', /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i],
  ['an id', /(?<![0-9a-z])(?=[0-9a-f]*\d)[0-9a-f]{16,}(?![0-9a-z])/i],
  // 22 characters of base64url, as pseudonyms are; in that many there are small and large letters.
  ['a pseudonym', /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{22}(?![\w-])/],
]

/** What a text looks like that must not be in a release for other readers: a path, an address, an id; else null. */
export const looksLike = (text: string): string | null => SHAPES.find(([, shape]) => shape.test(text))?.[0] ?? null
