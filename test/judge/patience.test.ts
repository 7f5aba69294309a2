import { expect, it } from 'vitest'
import { patiently } from '../../src/judge/patience.js'
import { quick } from './the-question.js'

it('goes on when time is up, even where the work does not end when it is told to', async () => {
  let told = false
  const deaf = patiently(1000, quick, (signal) => {
    signal.addEventListener('abort', () => {
      told = true
    })
    return new Promise(() => undefined)
  })
  expect(await deaf).toMatchObject({
    kind: 'again',
    maybeAnswered: true,
    why: expect.stringContaining('within the time'),
  })
  expect(told).toBe(true)
})

it('gives what came in time, and what went wrong', async () => {
  expect(await patiently(100_000, quick, async () => 7)).toBe(7)
  const refused = () => Promise.reject(Object.assign(new Error('no'), { status: 401 }))
  expect(await patiently(100_000, quick, refused)).toMatchObject({ kind: 'stop' })
})
