import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Private } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'

const SECRET = 'a-secret-nobody-may-read'
const secret = Private.of({ text: SECRET, n: 4711, list: [SECRET] })

describe('private data', () => {
  it('is no type that can be read', () => {
    // Never called: the compiler is what is tested. An error that no longer occurs fails `npm run check`.
    const reading = (data: Private<{ text: string }>, numbers: Private<number[]>, made: Private<number>) => {
      // @ts-expect-error a private value has no fields of its content
      data.text
      // @ts-expect-error nor is it its content
      const content: { text: string } = data
      // @ts-expect-error its own field is closed even to those who know its name
      data.value
      // @ts-expect-error it cannot be counted with
      const sum = made + 1
      // @ts-expect-error nor listed
      const spread = [...numbers]
      // @ts-expect-error nor made from outside
      const own = new Private(1)
      // @ts-expect-error what an answer is made of stays private
      const mapped: number = made.map((n) => n + 1)
      // @ts-expect-error a further question must be private too
      const chained = made.chain(async (n) => n)
      // @ts-expect-error only lists can be filtered
      made.filter(() => true)
      // @ts-expect-error private data of one kind is not private data of another
      const other: Private<string> = made
      return [content, sum, spread, own, mapped, chained, other]
    }
    expect(reading).toBeTypeOf('function')
  })

  it('cannot be turned into text', () => {
    const message = /only the gate lets data out/
    expect(() => JSON.stringify(secret)).toThrow(message)
    expect(() => JSON.stringify({ deep: [{ down: secret }] })).toThrow(message)
    expect(() => `${secret}`).toThrow(message)
    expect(() => String(secret)).toThrow(message)
    expect(() => secret.toString()).toThrow(message)
    expect(() => ((secret as unknown as number) + 1) as number).toThrow(message)
    expect(() => [secret].join()).toThrow(message)
    expect(() => Number(Private.of(7))).toThrow(message)
  })

  it('shows nothing to a console or a debugger', () => {
    for (const shown of [
      inspect(secret, { depth: null, showHidden: true, getters: true }),
      inspect({ deep: [secret] }, { depth: null }),
      inspect(new Error('x', { cause: secret }), { depth: null }),
    ]) {
      expect(shown).not.toContain(SECRET)
      expect(shown).not.toContain('4711')
    }
    expect(Object.prototype.toString.call(secret)).toBe('[object Private]')
  })

  it('shows nothing to what copies or lists it', () => {
    expect(Object.keys(secret)).toEqual([])
    expect(Object.values(secret)).toEqual([])
    expect(Reflect.ownKeys(secret)).toEqual([])
    expect({ ...secret }).toEqual({})
    expect(structuredClone(secret)).toEqual({})
    expect(Object.assign({}, secret)).toEqual({})
    for (const key in secret) throw new Error(`found ${key}`)
    expect(() => Object.create(secret).map((v: unknown) => v)).toThrow(TypeError)
  })

  it('can be transformed, joined and asked further without being read', async () => {
    const numbers = Private.of([1, 2, 3, 4])
    const even = numbers.filter((n) => n % 2 === 0)
    const joined = Private.both(
      even,
      Private.all([Private.of('a'), Private.of('b')]).map((l) => l.join('')),
    )
    const further = await joined.chain(async ([list, text]) => Private.of(`${text}${list.length}`))
    expect(open(further)).toBe('ab2')
    expect(open(numbers)).toEqual([1, 2, 3, 4])
  })
})
