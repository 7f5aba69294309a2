import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import { estimateFigure, type FigureSpec, Private, type Taxon, type Window } from '../../src/algebra/index.js'
import { gate } from '../../src/privacy/index.js'
import type { Figure } from '../../src/release/index.js'
import { duckdbOver } from '../algebra/engine.js'
import { inTaxa } from '../algebra/hand-taxa.js'
import { seededPopulation } from '../algebra/seeded-population.js'
import { nobody, type Population } from '../algebra/unit-rows.js'
import { candidate, PRIVATE } from '../privacy/candidate.js'

export type Line = Record<string, unknown>

/** A figure as a reader sees it, its rows without types. */
export type Seen = Omit<Figure, 'rows' | 'curve' | 'overall' | 'sensitivity'> & {
  rows: Line[]
  curve: Line[]
  overall: Line[]
  sensitivity: Line[]
}

/** Answers a figure over given rows, as the gate lets it out. Sentences lie in the groups of a seeded population, or in others. */
export async function answered(
  spec: FigureSpec,
  rows: Partial<Population>,
  window?: Partial<Window>,
  groups?: readonly Taxon[],
): Promise<Seen> {
  const { engine, close } = await duckdbOver({ ...nobody(), ...rows })
  const estimate = await estimateFigure(spec, inTaxa(engine, groups), { from: null, to: null, ...window })
  await close()
  const { figures } = await gate(PRIVATE, candidate({ figures: [estimate], sources: Private.of([]) }))
  return { curve: [], overall: [], sensitivity: [], ...figures[0] } as unknown as Seen
}

/** The row with these keys; there must be exactly one. */
export function one(lines: readonly Line[], keys: Line): Line {
  const found = lines.filter((line) => Object.entries(keys).every(([key, value]) => line[key] === value))
  expect(found.length, `rows with ${JSON.stringify(keys)}`).toBe(1)
  return found[0]!
}

/** Nine days of eight people, six of whom reach 50 sessions; the longest turn still runs. The same for every golden. */
export function goldenPopulation(): Population {
  const reach = [62, 57, 53, 52, 51, 50, 14, 3]
  const rows = seededPopulation({ seed: 11, reach, days: 9, from: Date.UTC(2026, 0, 28), running: 0 })
  const counted = rows.turns.filter((t) => t.started_by !== 'schedule' && t.started_by !== 'unknown')
  counted.reduce((a, b) => (Number(b.wall_ms) > Number(a.wall_ms) ? b : a)).censored = 1
  return rows
}

/**
 * Compares a figure with its golden. `UPDATE_GOLDENS=1` writes it anew; read the difference before you keep it.
 */
export function expectGolden(figure: Seen): void {
  const path = new URL(`./golden/${figure.id}.json`, import.meta.url)
  const text = `${asText(figure as unknown as Line)}\n`
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(path, text)
  if (!existsSync(path)) throw new Error(`no golden for ${figure.id}; make it with UPDATE_GOLDENS=1`)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

/** JSON with one line per row, so that a difference shows the row it is in. */
function asText(figure: Line): string {
  const parts = Object.entries(figure).map(([name, value]) => {
    if (!Array.isArray(value)) return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`
    const lines = value.map((line) => `    ${JSON.stringify(line)}`)
    return `  ${JSON.stringify(name)}: [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]`
  })
  return `{\n${parts.join(',\n')}\n}`
}
