import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FigureSpec, type Predicate, UNITS } from '../../src/algebra/index.js'
import { MEASURES } from '../../src/measures/index.js'
import { EXPERIENCE } from '../../src/measures/populations.js'
import { EXPERIENCE_BINS, rowSchemas } from '../../src/release/index.js'

const folder = new URL('../../src/measures/', import.meta.url)
const isFigure = (value: unknown): value is FigureSpec =>
  typeof value === 'object' && value !== null && 'counted' in value && 'parts' in value

/** Every figure that a file of src/measures declares, with the file's name. */
async function declared(): Promise<{ file: string; spec: FigureSpec }[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  const found = []
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>
    found.push(
      ...Object.values(module)
        .filter(isFigure)
        .map((spec) => ({ file: file.slice(0, -3), spec })),
    )
  }
  return found
}

function columnsOf(p: Predicate): string[] {
  if (p.op === 'not') return columnsOf(p.of)
  return 'all' in p ? p.all.flatMap(columnsOf) : [p.column]
}

describe('the list of measures', () => {
  it('cuts experience where the contract says', () => expect(EXPERIENCE).toEqual(EXPERIENCE_BINS))

  it('holds every figure that a file declares, once, under the name of its file', async () => {
    const figures = await declared()
    expect(figures.map(({ spec }) => spec.id).sort()).toEqual(MEASURES.map(({ id }) => id).sort())
    expect(new Set(MEASURES.map(({ id }) => id)).size).toBe(MEASURES.length)
    for (const { file, spec } of figures) {
      expect(spec.id).toBe(file)
      expect(MEASURES).toContain(spec)
    }
  })

  it('makes every figure whose rows the release fixes; one without fixed rows has an id that the release allows', () => {
    const ids = MEASURES.map(({ id }) => id)
    for (const id of Object.keys(rowSchemas)) expect(ids).toContain(id)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
  })
})

describe.each(MEASURES)('$id', (spec) => {
  it('asks only for columns of its units', () => {
    const all = [
      ...[spec.counted, ...spec.left.map(({ where }) => where)].map((where) => ({ of: spec.unit, where })),
      ...(spec.asides ?? []).map(({ where }) => ({ of: spec.unit, where })),
      ...[...spec.parts, ...(spec.variants ?? [])].map(({ of, where }) => ({ of, where })),
      ...spec.parts.flatMap(({ of, by }) =>
        by.kind === 'experience' ? by.cohorts.map(({ where }) => ({ of, where })) : [],
      ),
    ]
    for (const { of, where } of all) {
      for (const column of columnsOf(where)) expect(UNITS[of]).toContain(column)
    }
    for (const { of, estimate } of [...spec.parts, ...(spec.variants ?? [])]) {
      const columns =
        estimate.kind === 'share'
          ? Object.values(estimate.values).flatMap(columnsOf)
          : estimate.kind === 'quantiles'
            ? [estimate.column, ...(estimate.censored === undefined ? [] : [estimate.censored])]
            : estimate.kind === 'spread'
              ? columnsOf(estimate.unknown)
              : Object.values(estimate.values)
      for (const column of columns) expect(UNITS[of]).toContain(column)
    }
  })

  it('says what it asks, what it cannot show, and whether published values compare', () => {
    expect(spec.question).toMatch(/\?$/)
    expect(spec.title).not.toBe('')
    expect(spec.notes.length).toBeGreaterThan(0)
    for (const { why, label } of spec.published) expect([why, label]).not.toContain('')
  })
})
