/** Past tense and participle of verbs that do not just take -ed. */
const IRREGULAR: Record<string, readonly [past: string, participle: string]> = {
  buy: ['bought', 'bought'],
  cut: ['cut', 'cut'],
  find: ['found', 'found'],
  get: ['got', 'got'],
  give: ['gave', 'given'],
  hold: ['held', 'held'],
  keep: ['kept', 'kept'],
  'book-keep': ['book-kept', 'book-kept'],
  read: ['read', 'read'],
  build: ['built', 'built'],
  reset: ['reset', 'reset'],
  run: ['ran', 'run'],
  're-run': ['re-ran', 're-run'],
  sell: ['sold', 'sold'],
  send: ['sent', 'sent'],
  spell: ['spelled', 'spelled'],
  spin: ['spun', 'spun'],
  sweep: ['swept', 'swept'],
  tear: ['tore', 'torn'],
  win: ['won', 'won'],
  write: ['wrote', 'written'],
  choose: ['chose', 'chosen'],
  teach: ['taught', 'taught'],
  split: ['split', 'split'],
  show: ['showed', 'shown'],
}

/** Verbs that double their last letter. */
const DOUBLED =
  /^(?:debug|format|ship|commit|pin|plot|scan|crop|plan|skim|dim|run|re-run|reset|cut|get|set|spin|win|put|split|tag)$/
const doubled = (verb: string) => DOUBLED.test(verb)

const split = (verb: string): [string, string] => {
  const at = verb.indexOf(' ')
  return at < 0 ? [verb, ''] : [verb.slice(0, at), verb.slice(at)]
}

function regular(verb: string): string {
  if (/e$/.test(verb)) return `${verb}d`
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`
  return `${doubled(verb) ? verb + verb.at(-1) : verb}ed`
}

/** "looked up" of "look up". */
export function past(phrase: string): string {
  const [verb, rest] = split(phrase)
  return (IRREGULAR[verb]?.[0] ?? regular(verb)) + rest
}

/** "written down" of "write down". */
export function done(phrase: string): string {
  const [verb, rest] = split(phrase)
  return (IRREGULAR[verb]?.[1] ?? regular(verb)) + rest
}

/** "writing down" of "write down". */
export function doing(phrase: string): string {
  const [verb, rest] = split(phrase)
  const stem = /[^e]e$/.test(verb) ? verb.slice(0, -1) : doubled(verb) ? verb + verb.at(-1) : verb
  return `${stem}ing${rest}`
}

/** Whether a thing is one or many, by the last letter of what stands before "of", "in" and the like. */
export const were = (what: string) => (/[^s]s$/.test(what.split(/ (?:of|in|on|for|to|from) /)[0]!) ? 'were' : 'was')
