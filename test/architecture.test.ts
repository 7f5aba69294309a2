import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each folder of `src` may import; the same table stands in docs/architecture.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  otlp: [],
  sources: ['model', 'link', 'otlp'],
  link: ['model'],
  algebra: ['model', 'stats'],
  store: ['model', 'algebra', 'stats'],
  ingest: ['model', 'sources', 'facets', 'store'],
  stats: [],
  measures: ['model', 'algebra', 'stats'],
  judge: [],
  facets: ['model', 'judge'],
  clusters: ['facets', 'judge', 'stats', 'algebra'],
  validate: ['model', 'stats'],
  attack: ['model', 'release', 'stats', 'store'],
  study: ['model', 'release'],
  privacy: ['model', 'algebra', 'release', 'stats'],
  release: [],
  charts: ['release'],
  report: ['release', 'charts'],
  demo: [],
  collect: ['model', 'otlp', 'sources', 'link', 'facets', 'store'],
  serve: ['release', 'report'],
  cli: ['*'],
  web: ['release', 'charts'],
}

/** Files behind a folder's index that single others may import. */
const SIDE_DOORS: Record<string, readonly string[]> = {
  'src/algebra/open.ts': ['src/privacy/'],
  'src/privacy/own.ts': [
    ...['src/cli/own-rows.ts', 'src/cli/problems.ts', 'src/cli/validate-units.ts'],
    ...['src/cli/judge-drawn.ts', 'src/cli/judge-stored.ts'],
  ],
}

interface Import {
  from: string
  to: string
}

function filesBelow(dir: string): string[] {
  return readdirSync(join(root, dir)).flatMap((name) => {
    const path = join(dir, name)
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : /\.tsx?$/.test(name) ? [path] : []
  })
}

const files = [...filesBelow('src'), ...filesBelow('web/src')]
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const imports: Import[] = files.flatMap((from) =>
  [...text(from).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map((match) => relative(root, resolve(root, dirname(from), match[1]!)))
    .filter((to) => !to.endsWith('.css'))
    .map((to) => ({
      from,
      to: files.includes(to)
        ? to
        : ([to.replace(/\.js$/, '.ts'), to.replace(/\.js$/, '.tsx'), `${to}.ts`, `${to}.tsx`].find((f) =>
            files.includes(f),
          ) ?? to),
    })),
)

const folderOf = (file: string): string => (file.startsWith('web/') ? 'web' : file.split('/')[1]!)

describe('the house', () => {
  it('has only folders of the table', () => {
    expect(readdirSync(join(root, 'src')).filter((name) => !(name in MAY_IMPORT))).toEqual([])
  })

  it('finds every file it imports', () => {
    expect(imports.filter(({ to }) => !files.includes(to))).toEqual([])
  })

  it('imports nothing outside the table', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [folderOf(from), folderOf(to)]
      return a !== b && !MAY_IMPORT[a]!.includes('*') && !MAY_IMPORT[a]!.includes(b)
    })
    expect(wrong).toEqual([])
  })

  it('imports nothing past a folder’s index, side doors apart', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (folderOf(from) === folderOf(to) || /^src\/[^/]+\/index\.ts$/.test(to)) return false
      return !(SIDE_DOORS[to] ?? []).some((allowed) => from.startsWith(allowed))
    })
    expect(wrong).toEqual([])
  })

  it('opens the side doors to nobody else, not even inside', () => {
    const wrong = imports.filter(
      ({ from, to }) => to in SIDE_DOORS && !SIDE_DOORS[to]!.some((allowed) => from.startsWith(allowed)),
    )
    expect(wrong).toEqual([])
    const direct = files.filter((file) => /Private\.open\(/.test(text(file)))
    expect(direct).toEqual(['src/algebra/open.ts'])
  })

  it('has no cycle', () => {
    const next = new Map<string, string[]>()
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const to of next.get(file) ?? []) visit(to, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('names kinds of logs only where they are read, and where the demo writes them', () => {
    const ids = readdirSync(join(root, 'src/sources')).filter(
      (name) =>
        statSync(join(root, 'src/sources', name)).isDirectory() &&
        text(`src/sources/${name}/index.ts`).includes(`id: '${name}'`),
    )
    expect(ids.length).toBeGreaterThan(15)
    const naming = files.filter((file) => {
      if (file.startsWith('src/sources/')) return false
      return ids.some((id) => new RegExp(`['"\`]${id}['"\`]`).test(text(file)))
    })
    expect(naming).toEqual([])
  })

  it('lists every source and every measure', () => {
    const index = text('src/sources/index.ts')
    for (const name of readdirSync(join(root, 'src/sources'))) {
      if (statSync(join(root, 'src/sources', name)).isDirectory()) expect(index, name).toContain(`./${name}/index.js`)
    }
    const measures = text('src/measures/index.ts')
    const declared = files.filter((file) => file.startsWith('src/measures/') && /\bfigure\(\{/.test(text(file)))
    for (const file of declared)
      expect(measures, file).toContain(`./${file.split('/').at(-1)!.replace(/\.ts$/, '.js')}`)
  })

  it('keeps SQL and engines out of measures and reports', () => {
    const wrong = files.filter((file) => {
      if (!/^src\/(?:measures|algebra|privacy|report|charts|judge|facets(?!\/rules))\//.test(file)) return false
      return /\b(?:SELECT\s|GROUP BY|duckdb|clickhouse)/i.test(text(file))
    })
    expect(wrong).toEqual([])
  })

  it('names engines and speaks their language only where rows are stored', () => {
    // What commands an agent may run, and what they do, is no language that anything is asked in.
    const outside = files.filter((file) => !/^src\/(?:store|facets\/rules)\//.test(file))
    expect(outside.length).toBeGreaterThan(100)
    expect(outside.filter((file) => /duckdb|clickhouse/i.test(text(file)))).toEqual([])
    const sql = /\b(?:SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|GROUP BY|ORDER BY|DROP TABLE|ALTER TABLE)\s/
    expect(outside.filter((file) => sql.test(text(file)))).toEqual([])
  })

  it('has no room without a name of its own, and no file that nobody can read in one go', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|misc|common)(?:\/|\.tsx?$)/.test(file))).toEqual([])
    expect(files.filter((file) => text(file).split('\n').length > 400)).toEqual([])
  })
})
