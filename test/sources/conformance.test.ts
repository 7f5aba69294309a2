import { describe, expect, it } from 'vitest'
import { SOURCES } from '../../src/sources/index.js'
import { conforms } from './conformance.js'
import { fixtures } from './fixture.js'
import { keepsSecrets } from './secrets.js'

it('has a fixture for every source, and no other', () => {
  expect(fixtures().sort()).toEqual(SOURCES.map((source) => source.id).sort())
})

for (const source of SOURCES) {
  describe(source.id, () => {
    conforms(source)
    keepsSecrets(source)
  })
}
