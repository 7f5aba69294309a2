import { areOrdinaryCapitals, isOrdinary } from './ordinary.js'
import { secretsIn } from './secrets.js'

/** Secrets that have spaces in them, or stand beside the word that gives them away. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g,
  /\b[\w-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|key|credentials?)["']?\s{0,3}[:=]\s{0,3}(?:"[^"]*"|'[^']*'|`[^`]*`|[^\s[]\S*)/giu,
  /\b(?:bearer|basic)\s+(?=\S*[\p{N}=])[^\s[]{8,}/giu,
]
/** Numbers of five digits and more, in groups or not: of phones, cards, accounts, dates. */
const NUMBERS = /(?<![\p{L}\p{N}_])\+?\(?\p{N}(?:[ ().,/–-]{0,3}\p{N}){0,60}(?![\p{L}\p{N}_])/gu
const FEWEST_DIGITS = 5
/** What stands between spaces and punctuation that separates. Marks fall apart into brackets and plain words. */
const WORDS = /[^\s,;()[\]{}<>"“”„«»`|—…]+/gu
/** Punctuation around a word that is no part of it. */
const AROUND = /^(['‘’*_#$€£+=-]*)(.*?)([.:!?'’*_=%-]*)$/su
const TITLED =
  /\b(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Señora?|Monsieur|Madame)\b\.?[^\S\n]+\p{Lu}[\p{L}\p{M}'’-]*(?:[^\S\n]+\p{Lu}[\p{L}\p{M}'’-]*)*/gu
const FIRM =
  /(?:\p{Lu}[\p{L}\p{M}\p{N}&'’-]*[^\S\n]+){1,4}(?:Inc|LLC|Ltd|Limited|GmbH|Corp|Corporation|PLC|SARL|SpA|Oy|KK)\b\.?/gu
const CAPITALS =
  /(?<![\p{L}\p{M}\p{N}.['’-])\p{Lu}(?:\.|[\p{L}\p{M}'’-]*)(?:[^\S\n]+(?:(?:van|von|de|del|della|der|den|da|di|bin|al|la|le)[^\S\n]+){0,2}\p{Lu}(?:\.|[\p{L}\p{M}'’-]*))+/gu

/**
 * Takes out of a sentence what may say who, where or with which key: secrets (by Secretlint's recommended rules and by
 * shape), addresses, paths, names of files, ids, handles, long numbers, and words with capitals that look like names.
 * A mark says what stood there. Words of ordinary prose stay, and what is no such word goes, so an unknown kind of key
 * is taken out as well. A single name without a title is not seen.
 *
 * What was scrubbed once stays as it is.
 */
export async function scrub(text: string): Promise<string> {
  const plain = text.normalize('NFKC').replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '')
  let left = plain
  for (const [from, to] of (await secretsIn(plain)).reverse()) left = `${left.slice(0, from)}[secret]${left.slice(to)}`
  for (const shape of SECRETS) left = left.replace(shape, '[secret]')
  left = left.replace(NUMBERS, (found) => ((found.match(/\p{N}/gu)?.length ?? 0) < FEWEST_DIGITS ? found : '[number]'))
  left = left.replace(WORDS, (word) => {
    const [, before = '', inner = '', after = ''] = AROUND.exec(word) ?? []
    if (word.includes('@')) return `${/.@/.test(inner) ? '[e-mail]' : '[handle]'}${after}`
    return isOrdinary(word) || isOrdinary(inner) ? word : `${before}${markOf(inner)}${after}`
  })
  return left
    .replace(TITLED, '[name]')
    .replace(FIRM, '[name]')
    .replace(CAPITALS, (found) => (areOrdinaryCapitals(found) ? found : '[name]'))
}

function markOf(word: string): string {
  if (/:\/\/|^(?:www\.|mailto:)|^[\da-f]*(?::[\da-f]*){2,}$|^\d+(?:\.\d+){3}/i.test(word)) return '[address]'
  if (/[\\/~]/.test(word)) return '[path]'
  return /\.\p{L}/u.test(word) ? '[file]' : '[id]'
}
