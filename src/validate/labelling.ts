import { type JudgedRow, type JudgedUnit, NOTHING_SAID } from '../model/index.js'
import { ALONE, type Dimension, type DimensionName } from './dimensions.js'
import type { Answer } from './statement.js'

/** A unit as a person is shown it. Its texts come from a log. */
export interface Item {
  /** Tells it from all other units (`keyOf`). */
  key: string
  id: string
  contributor: string
  customer: string | null
  sections: readonly Section[]
}

export interface Section {
  title: string
  text: string
  /** Whether its end says more than its beginning, where there is no room for all. */
  end: boolean
}

/** What is being asked, and how far the labelling is. */
export interface Asking {
  item: Item
  dimension: Dimension
  /** From 1. */
  number: number
  items: number
  /** The dimension's place among those asked of this item, from 1. */
  part: number
  parts: number
}

export interface LabellingOptions {
  unit: JudgedUnit
  /** As {@link JudgedRow.judge}. */
  judge: string
  items: readonly Item[]
  /** Items of the sample that were labelled before and are not among these. */
  before: number
  dimensions: readonly Dimension[]
  /** What this person said before of any unit, by key; items among them are only asked what they were not asked. */
  earlier: ReadonlyMap<string, JudgedRow>
  /** Chances of the units that were shown, both by key. */
  chancesOf(shown: ReadonlySet<string>): ReadonlyMap<string, number | null>
  /** Keeps rows for good; the same unit again replaces what was kept. */
  keep(rows: readonly JudgedRow[]): Promise<void>
  /** ms since 1970 UTC. */
  now(): number
}

/** Version of the questions of `dimensions.ts`. */
export const LABEL_QUESTIONS = 'label/1'

/** Dimensions that the person was asked and could not tell, of which the columns hold nothing. */
const cannotTell = (row: JudgedRow): DimensionName[] =>
  row.said === null ? [] : ((JSON.parse(row.said).cannot_tell ?? '').split(' ').filter(Boolean) as DimensionName[])

/** The dimensions that a stored row says nothing of, not even that they cannot be told. */
export const unanswered = (row: JudgedRow | undefined, dimensions: readonly Dimension[]): Dimension[] =>
  dimensions.filter(
    ({ name }) => row === undefined || ((row[name] ?? null) === null && !cannotTell(row).includes(name)),
  )

/**
 * A person labels items one by one. Each answer is kept before the next question is asked. The chance of an item is of
 * those that were shown so far, so whenever one is shown for the first time, the rows of all of them are kept anew.
 */
export class Labelling {
  readonly #options: LabellingOptions
  readonly #rows: Map<string, JudgedRow>
  readonly #questions: readonly { item: Item; number: number; dimension: Dimension; part: number; parts: number }[]
  readonly #done: { at: number; row: JudgedRow | undefined }[] = []
  #at = 0

  constructor(options: LabellingOptions) {
    this.#options = options
    this.#rows = new Map(options.earlier)
    this.#questions = options.items.flatMap((item, i) => {
      const row = this.#rows.get(item.key)
      const open = unanswered(row, options.dimensions)
      return open.map((dimension, j) => ({
        item,
        number: options.before + i + 1,
        dimension,
        part: j + 1,
        parts: open.length,
      }))
    })
  }

  /** The question that waits for an answer; null when all are answered. */
  now(): Asking | null {
    const question = this.#questions[this.#at]
    return question === undefined ? null : { ...question, items: this.#options.before + this.#options.items.length }
  }

  /** How many of the items have an answer, how many were skipped, and of how many something is still open. */
  count(): { labelled: number; skipped: number; left: number } {
    const rows = this.#options.items.flatMap(({ key }) => this.#rows.get(key) ?? [])
    return {
      labelled: rows.filter(({ outcome }) => outcome === 'judged').length,
      skipped: rows.filter(({ outcome }) => outcome === 'refused').length,
      left: new Set(this.#questions.slice(this.#at).map(({ item }) => item)).size,
    }
  }

  /**
   * Answers the question.
   * @param numbers of values, from 1; 0 is that it cannot be told; several only for sets
   * @returns what is wrong with the answer, or null
   */
  async choose(numbers: readonly number[]): Promise<string | null> {
    const question = this.#questions[this.#at]
    if (question === undefined) return null
    const { dimension, item } = question
    const answer = answerOf(dimension, numbers)
    if (typeof answer === 'object' && answer !== null) return answer.wrong
    await this.#answer(
      item,
      answer === null ? {} : { [dimension.name]: answer },
      answer === null ? [dimension.name] : [],
    )
    this.#at += 1
    return null
  }

  /** Leaves what is still open of the item without an answer. It is not asked again. */
  async skip(): Promise<void> {
    const question = this.#questions[this.#at]
    if (question === undefined) return
    const rest = this.#questions.slice(this.#at).filter(({ item }) => item === question.item)
    await this.#answer(
      question.item,
      {},
      rest.map(({ dimension }) => dimension.name),
    )
    this.#at += rest.length
  }

  /** Takes back the last answer, or skip, of this sitting. @returns whether there was one. */
  async undo(): Promise<boolean> {
    const last = this.#done.pop()
    if (last === undefined) return false
    const { item } = this.#questions[last.at]!
    const { chance } = this.#rows.get(item.key)!
    const row = { ...(last.row ?? this.#row(item, {}, [])), chance, at: this.#options.now() }
    this.#rows.set(item.key, row)
    await this.#options.keep([row])
    this.#at = last.at
    return true
  }

  async #answer(item: Item, said: Partial<JudgedRow>, untold: readonly DimensionName[]): Promise<void> {
    const before = this.#rows.get(item.key)
    this.#done.push({ at: this.#at, row: before })
    this.#rows.set(item.key, this.#row(item, said, untold, before))
    const chances = this.#options.chancesOf(new Set(this.#rows.keys()))
    const changed: JudgedRow[] = []
    for (const [key, row] of this.#rows) {
      const chance = chances.get(key) === undefined ? row.chance : chances.get(key)!
      if (key !== item.key && chance === row.chance) continue
      this.#rows.set(key, { ...row, chance })
      changed.push({ ...row, chance })
    }
    await this.#options.keep(changed)
  }

  #row(item: Item, said: Partial<JudgedRow>, untold: readonly DimensionName[], before?: JudgedRow): JudgedRow {
    const { unit, judge, now } = this.#options
    const open = [...(before === undefined ? [] : cannotTell(before)), ...untold]
    const facets = Object.fromEntries(
      Object.keys(NOTHING_SAID).map((name) => [
        name,
        said[name as DimensionName] ?? before?.[name as DimensionName] ?? null,
      ]),
    ) as typeof NOTHING_SAID
    const told = Object.values(facets).some((value) => value !== null)
    return {
      ...facets,
      judge,
      run: '',
      questions: LABEL_QUESTIONS,
      unit,
      id: item.id,
      contributor: item.contributor,
      customer: item.customer,
      outcome: told ? 'judged' : open.length > 0 ? 'refused' : 'failed',
      chance: before?.chance ?? null,
      at: now(),
      tokens: null,
      micro_usd: null,
      disagreed: '',
      said: open.length === 0 ? null : JSON.stringify({ cannot_tell: open.join(' ') }),
    }
  }
}

/** What numbers of values stand for, as it is stored. */
function answerOf({ kind, values, name }: Dimension, numbers: readonly number[]): Answer | { wrong: string } {
  const lowest = kind === 'score' ? 0 : 1
  const range = `a number from ${lowest} to ${values.length}`
  if (numbers.length === 0 || numbers.some((n) => !Number.isInteger(n) || n < lowest || n > values.length)) {
    return { wrong: `expected ${range}${kind === 'set' ? ', or several of them' : ''}` }
  }
  if (kind !== 'set') {
    if (numbers.length > 1) return { wrong: `expected ${range}: ${name} has one value` }
    return kind === 'score' ? numbers[0]! || null : values[numbers[0]! - 1]!
  }
  const chosen = values.filter((_, i) => numbers.includes(i + 1))
  const alone = chosen.find((value) => ALONE.includes(value))
  if (alone !== undefined && chosen.length > 1) return { wrong: `"${alone}" stands alone` }
  return chosen.join('|')
}
