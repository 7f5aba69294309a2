/**
 * What agents do, topic by topic, in the words of summaries that language models write of them. Written before the
 * vocabulary of src/clusters was, and not changed after it. `apart`: words set aside here from the first, about a third
 * of all, for the vocabulary not to know; test/clusters/topics.test.ts measures how many it does. So a sentence is
 * recognised by some of its words, seldom by all.
 */
export interface TopicWords {
  topic: string
  /** Verbs in their base form, with what belongs to them behind. */
  does: readonly string[]
  doesApart: readonly string[]
  /** What is done something to; plural where it can be. */
  things: readonly string[]
  thingsApart: readonly string[]
  /** What it is for, after "to". */
  why: readonly string[]
  whyApart: readonly string[]
}

const list = (words: string) => words.split(',').map((word) => word.trim())

/** A topic from lists of words, with commas between them: plain ones, then those set aside. */
export const topic = (
  name: string,
  [does, doesApart]: readonly [string, string],
  [things, thingsApart]: readonly [string, string],
  [why, whyApart]: readonly [string, string],
): TopicWords => ({
  topic: name,
  does: list(does),
  doesApart: list(doesApart),
  things: list(things),
  thingsApart: list(thingsApart),
  why: list(why),
  whyApart: list(whyApart),
})
