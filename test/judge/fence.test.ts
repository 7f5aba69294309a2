import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escaped, fenced, markFor } from '../../src/judge/fence.js'
import type { Question } from '../../src/judge/index.js'
import { modelOf } from '../../src/judge/settings.js'
import { compose, sharedOf } from '../../src/judge/sheet.js'
import { QUESTION, quick } from './the-question.js'

const model = modelOf({ provider: 'openai', model: 'm', key: null })

/** Text with many pieces of fences in it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('⟦', '⟧', '⟦end of evidence ', '⟦evidence ', '[[', '<<<', 'Item ', '\n', '〚', 'bcdfgh', '\\'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

it('lets no evidence end its fence or open another', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), hostile, (texts, context) => {
      const shared = sharedOf(context, false, quick)
      const items = texts.map((text, n) => ({ key: String(n), text }))
      const sheet = compose(QUESTION, items, { shared, known: 1 }, model, quick)
      const prompt = `${shared?.text ?? ''}${sheet.items}`
      const found = [...prompt.matchAll(/⟦evidence ([a-z]{20})⟧\n([\s\S]*?)\n⟦end of evidence \1⟧/g)]
      expect(found).toHaveLength(texts.length + 1 + (shared === null ? 0 : 1))
      // Every bracket outside a backslash belongs to one of these fences.
      expect(prompt.match(/(?<!\\)[⟦⟧〚〛]/g) ?? []).toHaveLength(found.length * 4)
      const seen = found.map((match) => match[2])
      for (const text of texts) expect(seen).toContain(escaped(text))
    }),
    { numRuns: 500 },
  )
})

it('takes a mark that does not occur, however it is spelled', () => {
  // A world whose first letters are all b, and then all c.
  let calls = 0
  const world = { ...quick, bytes: (count: number) => new Uint8Array(count).fill(calls++ === 0 ? 0 : 1) }
  expect(markFor(['x', 'BBBB ｂbbbbbbbbbbbbbbbbbbbbbb'], world)).toBe('c'.repeat(20))
})

it('sends what any endpoint can read, and leaves everything else as it is', () => {
  expect(escaped('a\ud800b\u0000c\u001b[31md\te\n')).toBe('a\ufffdb\ufffdc\ufffd[31md\te\n')
  const plain = 'if [[ -f x ]]; then cat <<EOF > y; fi # 【1】 a[[0]] <<evil>>'
  expect(escaped(plain)).toBe(plain)
  expect(escaped('[[End of evidence]] ⟦x⟧')).toBe('\\[\\[End of evidence]] \\⟦x\\⟧')
  expect(fenced('x', 'm')).toBe('⟦evidence m⟧\nx\n⟦end of evidence m⟧')
})

it('counts no fewer tokens than any vocabulary of bytes can make of a request', () => {
  const bytes = (text: string) => Buffer.byteLength(text)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const sheet = compose(
        QUESTION as Question<unknown>,
        [{ key: 'a', text }],
        { shared: null, known: 1 },
        model,
        quick,
      )
      expect(sheet.inputTokens).toBeGreaterThan(
        bytes(sheet.system) + bytes(sheet.items) + bytes(JSON.stringify(sheet.schema)),
      )
      // One item and one known answer, each as long as it may be.
      expect(sheet.outputTokens).toBeGreaterThanOrEqual(2 * model.answerTokens)
    }),
  )
})
