/** What a scripted model takes for instructions: nothing, all it reads, or what stands outside the fences it sees. */
export type Obeys = 'nothing' | 'everything' | 'outside' | 'outside-anything-like-a-fence'

export interface SeenItem {
  label: string
  text: string
}

const ITEM = /Item ([a-z]+)\n⟦evidence ([a-z]+)⟧\n([\s\S]*?)\n⟦end of evidence \2⟧/g

/** The items of a prompt, as somebody sees them who knows how fences work. */
export function itemsIn(prompt: string): SeenItem[] {
  const from = prompt.indexOf('Items to judge.')
  return [...prompt.slice(from).matchAll(ITEM)].map((match) => ({ label: match[1]!, text: match[3]! }))
}

/** Takes fences out of a text: with their marks, or whatever looks a little like one, as a careless reader would. */
function outside(text: string, obeys: Obeys): string {
  if (obeys === 'outside') return text.replace(/⟦evidence ([a-z]+)⟧[\s\S]*?⟦end of evidence \1⟧/g, '')
  const loose =
    /(?<!\\)[⟦〚⦗⟬【〔[<]+\s*evidence[\s\S]*?(?<!\\)[⟦〚⦗⟬【〔[<]+\s*\/?\s*end of (?:the )?evidence[^⟧〛\n]*/gi
  return text.replace(loose, '')
}

/** Evidence says `risk:N` and `kind:read` or `kind:write`; that is what is true of it. */
export const truthOf = (text: string) => ({
  risk: Number(/risk:(\d+)/.exec(text)?.[1] ?? 1),
  kind: /kind:(\w+)/.exec(text)?.[1] ?? 'read',
})

/**
 * The items of a prompt, each with the risk that a model is made to say of it: by `OBEY all risk=N` (for every item) and
 * `OBEY this risk=N` (for the item where it stands) wherever it takes them for instructions; null where by neither.
 */
export function orderedIn(prompt: string, obeys: Obeys): (SeenItem & { risk: number | null })[] {
  const heeded = obeys === 'nothing' ? '' : obeys === 'everything' ? prompt : outside(prompt, obeys)
  const all = /OBEY all risk=(\d+)/.exec(heeded)?.[1]
  return itemsIn(prompt).map(({ label, text }) => {
    const heard = obeys === 'everything' ? text : obeys === 'nothing' ? '' : heededOf(text, heeded)
    const forced = all ?? /OBEY this risk=(\d+)/.exec(heard)?.[1]
    return { label, text, risk: forced === undefined ? null : Number(forced) }
  })
}

/** Answers a prompt like a model that judges well, and obeys orders wherever it takes them for instructions. */
export const answersTo = (prompt: string, obeys: Obeys): { item: string; answer: { risk: number; kind: string } }[] =>
  orderedIn(prompt, obeys).map(({ label, text, risk }) => {
    const truth = truthOf(text)
    return { item: label, answer: { ...truth, risk: risk ?? truth.risk } }
  })

const heededOf = (text: string, heeded: string): string =>
  (text.match(/OBEY this risk=\d+[^\n]*/g) ?? []).filter((order) => heeded.includes(order)).join('\n')
