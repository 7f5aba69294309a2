import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, headOf, SOURCES, unpackedName } from '../../src/sources/index.js'
import { fixtureOf } from './fixture.js'

const samples = fileURLToPath(new URL('../../../shared/samples', import.meta.url))
const HEAD = 65_536

const takenBy = (path: string, head: Buffer): string[] =>
  SOURCES.filter((source) => source.named(unpackedName(path)) && source.recognises(unpackedName(path), head)).map(
    ({ id }) => id,
  )

describe('kinds of logs', () => {
  it('are told apart whatever their files are called, as far as their names allow', () => {
    for (const source of SOURCES) {
      const { name, bytes } = fixtureOf(source.id)
      expect(takenBy(name, bytes.subarray(0, HEAD)), source.id).toEqual([source.id])
      for (const other of SOURCES)
        if (other !== source)
          expect(other.recognises(name, bytes.subarray(0, HEAD)), `${other.id} takes ${source.id}`).toBe(false)
    }
  })

  it.skipIf(!existsSync(samples))('are told apart in every public sample', () => {
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' })
      .map((name) => join(samples, name))
      .filter((path) => statSync(path).isFile())
      .flatMap((path) => (path.endsWith('.zip') ? entriesOf(path).map(({ name }) => `${path}/${name}`) : [path]))
    expect(files.length).toBeGreaterThan(400)
    const several = files
      .map((path) => [path, takenBy(path, headOf(path, HEAD))] as const)
      .filter(([, by]) => by.length > 1)
    expect(several).toEqual([])
  })
})
