import type { Kind } from './concept.js'

/** Past tense and participle of verbs that do not just take -ed. */
const IRREGULAR: Readonly<Record<string, string>> = {
  become: 'became',
  begin: 'began begun',
  break: 'broke broken',
  bring: 'brought',
  build: 'built',
  buy: 'bought',
  call: 'called',
  choose: 'chose chosen',
  cut: 'cut',
  deal: 'dealt',
  do: 'did done',
  draw: 'drew drawn',
  drive: 'drove driven',
  find: 'found',
  get: 'got gotten',
  give: 'gave given',
  go: 'went gone',
  grind: 'ground',
  hang: 'hung',
  hold: 'held',
  keep: 'kept',
  overwrite: 'overwrote overwritten',
  rebuild: 'rebuilt',
  resend: 'resent',
  redo: 'redid redone',
  know: 'knew known',
  lay: 'laid',
  learn: 'learnt learned',
  make: 'made',
  pay: 'paid',
  put: 'put',
  read: 'read',
  rerun: 'reran rerun',
  reset: 'reset',
  rewrite: 'rewrote rewritten',
  run: 'ran run',
  see: 'saw seen',
  seek: 'sought',
  sell: 'sold',
  send: 'sent',
  set: 'set',
  show: 'showed shown',
  shut: 'shut',
  speak: 'spoke spoken',
  split: 'split',
  stick: 'stuck',
  sweep: 'swept',
  take: 'took taken',
  teach: 'taught',
  tell: 'told',
  think: 'thought',
  throw: 'threw thrown',
  undo: 'undid undone',
  wake: 'woke woken',
  withdraw: 'withdrew withdrawn',
  write: 'wrote written',
}

/** Verbs that double their last letter though they have more than one syllable. */
const DOUBLED = new Set(['commit', 'submit', 'debug', 'format', 'reformat', 'transfer', 'unzip', 'refer', 'permit'])

const VOWEL = /[aeiou]/g

function doubles(verb: string): boolean {
  if (DOUBLED.has(verb)) return true
  return /[^aeiou][aeiou][bdgklmnprtz]$/.test(verb) && verb.match(VOWEL)!.length === 1
}

/** @returns a verb, with what it is called in the past, in progress and of others ("writes"). */
export function verbForms(verb: string): string[] {
  const irregular = IRREGULAR[verb]?.split(' ')
  const stem = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}i` : doubles(verb) ? verb + verb.at(-1) : verb
  const past = irregular ?? [verb.endsWith('e') ? `${verb}d` : `${stem}ed`]
  const going = /(?:[^eoy]|[^o]y)e$/.test(verb) ? verb.slice(0, -1) : doubles(verb) ? verb + verb.at(-1) : verb
  // British and American: "labelled", "labeled".
  const twice = /[aeiou]l$/.test(verb) && !doubles(verb) ? [`${verb}led`, `${verb}ling`] : []
  return [verb, ...past, `${going}ing`, pluralOf(verb), ...twice]
}

/** @returns more than one of a thing, or what another does: "queries", "boxes", "runs". */
export function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

/** Words that are no verbs in their base form any more. */
const BENT = /(?:[a-z]{3}ing|[a-z]{3}ed|tion|sion)$/

/** @returns what a word may be met as, bent as a verb or as a thing. */
export const everyForm = (word: string): string[] =>
  BENT.test(word) ? [word, pluralOf(word)] : [...new Set(verbForms(word))]

/**
 * @returns what a form may be met as, itself first: activities bend their first word, things their last, and reasons
 * any one of their words.
 */
export function inflected(kind: Kind, words: readonly string[]): string[][] {
  const bent = (at: number, forms: readonly string[]) => forms.map((form) => words.with(at, form))
  if (kind === 'activity') return bent(0, everyForm(words[0]!))
  if (kind === 'stop' || kind === 'interrupt') return words.flatMap((word, at) => bent(at, everyForm(word)))
  const last = words.at(-1)!
  return bent(words.length - 1, [last, pluralOf(last)])
}
