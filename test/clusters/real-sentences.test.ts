import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conceptsIn } from '../../src/clusters/vocabulary/index.js'
import { RULES } from '../../src/facets/index.js'
import { sentencesOf } from '../../src/facets/sentences.js'
import { evidenceOf, GOLD, type GoldAction, read } from '../facets/gold.js'

/** What agents said in a sentence that a call does, of the labelled ones and those before them. */
function described({ input, context }: GoldAction): string[] {
  return [input, ...context].flatMap((text) =>
    [...text.matchAll(/"description": "([^"\\]{8,200})"/g)].map(([, sentence]) => sentence!),
  )
}

const share = (texts: readonly string[], least: number) =>
  texts.filter((text) => conceptsIn(text).length >= least).length / texts.length

describe.skipIf(!existsSync(GOLD))('the vocabulary on labelled actions', () => {
  const items = existsSync(GOLD) ? read<GoldAction>('actions.dev.jsonl')! : []

  it('knows at least two concepts of what agents say that their calls do', () => {
    const texts = [...new Set(items.flatMap(described))]
    expect(texts.length).toBeGreaterThan(30)
    expect(share(texts, 2)).toBeGreaterThan(0.8)
  })

  it('knows at least two concepts of what the rules say of each', () => {
    const texts = items.flatMap((item) => sentencesOf(RULES.action(evidenceOf(item)))?.action ?? [])
    expect(texts.length).toBeGreaterThan(80)
    expect(share(texts, 2)).toBe(1)
  })
})
