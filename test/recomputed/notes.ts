import type { PrivateRow, PrivateRows } from './private-rows.js'
import { type Holds, interrupted, judgedAction, judgedTurn, people, talked, typed, unsure } from './units.js'

/** The counts that sentences beside figures hold, in order, by the words around them. */
export interface Said {
  figure: RegExp
  words: RegExp
  counts: readonly number[]
}

/** Every sentence with a count, with the counts that it must hold. */
export function saidOf({ turns, sessions, actions }: PrivateRows): Said[] {
  const own = { typed: turns.filter(typed), talked: sessions.filter(talked) }
  const judged = { turns: turns.filter(judgedTurn), actions: actions.filter(judgedAction) }
  const share = (rows: readonly PrivateRow[], where: Holds) => [rows.filter(where).length, rows.length]
  const untyped: Holds = ({ interactive }) => interactive === 'unknown'
  const regimes = own.talked.filter(({ regime }) => regime !== null)
  const known = (rows: readonly PrivateRow[]) => {
    const [some, all] = [people(rows.filter((row) => row.known_start === 1)), people(rows)]
    return [some, all, all - some]
  }
  const otherwise: Holds = (row) =>
    interrupted(row) !== (row.stop_reason === 'interrupted') ||
    (row.ended_by === 'asked' && row.stop_reason !== 'asked_for_clarification')
  return [
    ...(
      [
        [/^(?:turn-duration|autonomy-proxies|interrupts-by-experience)$/, own.typed],
        [/^(?:stops-by-complexity|stop-reasons|interrupt-reasons)$/, judged.turns],
        [/^interventions$/, own.talked],
        [/^auto-approve-by-experience$/, regimes],
      ] as const
    ).map(([figure, rows]) => ({ figure, words: /a person (?:was typing|could type)/, counts: share(rows, untyped) })),
    {
      figure: /^autonomy-proxies$/,
      words: /how many tokens the model wrote/,
      counts: share(own.typed, ({ tokens_out }) => tokens_out === null),
    },
    { figure: /^auto-approve-by-experience$/, words: /^Known start/, counts: known(regimes) },
    { figure: /^interrupts-by-experience$/, words: /^Known start/, counts: known(own.typed) },
    {
      figure: /^stops-by-complexity$/,
      words: /complexity of (?:its|their) goal could/,
      counts: share(judged.turns, unsure('goal_complexity')),
    },
    { figure: /^stops-by-complexity$/, words: /another reason to stop than/, counts: share(judged.turns, otherwise) },
    {
      figure: /^human-involvement-by-complexity$/,
      words: /complexity of (?:its|their) goal could/,
      counts: share(judged.actions, unsure('goal_complexity')),
    },
    {
      figure: /^risk-autonomy$/,
      words: /sentence that was put into groups/,
      counts: share(judged.actions, ({ cluster }) => cluster === null),
    },
    {
      figure: /^risk-autonomy$/,
      words: /near no group/,
      counts: share(judged.actions, ({ cluster }) => cluster === 0),
    },
  ]
}

/** Sentences that say the same of any data: those that the program writes beside a figure whatever is counted. */
export type Always = (figure: string) => readonly string[]

/** What is wrong with the counts in a figure's sentences. */
export function problemsInWords(
  figure: string,
  notes: readonly string[],
  said: readonly Said[],
  always: Always,
): string[] {
  const own = said.filter((one) => one.figure.test(figure))
  const counted = notes.filter((note) => !always(figure).includes(note))
  const missing = own.filter(({ words }) => !counted.some((note) => words.test(note)))
  const wrong = counted.flatMap((note) => {
    const numbers = [...note.matchAll(/(?<![\w.])\d+(?![\w.]*\w)/g)].map(([number]) => Number(number))
    const sentence = own.find(({ words }) => words.test(note))
    if (sentence === undefined) return numbers.length === 0 ? [] : [`${figure}: nothing says what "${note}" must hold`]
    // A sentence without counts says that there are none.
    const told = numbers.length === 0 ? [0] : numbers.slice(0, sentence.counts.length)
    const expected = numbers.length === 0 ? sentence.counts.slice(0, 1) : sentence.counts
    return JSON.stringify(told) === JSON.stringify(expected) ? [] : [`${figure}: "${note}", and ${expected} worked out`]
  })
  return [...wrong, ...missing.map(({ words }) => `${figure}: no sentence says ${words}`)]
}
