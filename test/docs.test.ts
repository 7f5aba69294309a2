import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EXIT } from '../src/cli/exit.js'
import { MEASURES } from '../src/measures/index.js'
import { OWNER_COLUMNS, TABLES } from '../src/model/index.js'
import { RELEASE_SCHEMA, rowSchemas } from '../src/release/index.js'
import { SOURCES } from '../src/sources/index.js'
import { KNOWN_KEYS } from '../src/study/schema.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The words that a page does not have between backquotes. */
const missing = (text: string | undefined, words: Iterable<string>) =>
  [...words].filter((word) => !text?.includes(`\`${word}\``))

function filesBelow(dir: string, end: RegExp): string[] {
  return readdirSync(join(root, dir)).flatMap((name) => {
    const path = join(dir, name)
    if (statSync(join(root, path)).isDirectory()) return filesBelow(path, end)
    return end.test(name) ? [path] : []
  })
}

const pages = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...filesBelow('docs', /\.md$/)]
const commands = read('docs/commands.md')
const program = read('src/cli/leeway.ts')

/** Headings of the commands page with what stands under each, by heading. */
const sections = new Map(
  commands
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.split('\n')[0]!.trim(), text] as const),
)

/** The command line's source, cut at each command: options before the first belong to `leeway` alone. */
function declaredOptions(): { command: string; options: string[] }[] {
  const flags = (text: string) => [...text.matchAll(/\.(?:o|requiredO)ption\(\s*'([^']+)'/g)].map((match) => match[1]!)
  const helpers = new Map(
    [...program.matchAll(/const (\w+) = \(command: Command\) =>([\s\S]*?)\n\n/g)].map(([text, name, body]) => [
      name!,
      { text, options: flags(body!) },
    ]),
  )
  const plain = [...helpers.values()].reduce((text, helper) => text.replace(helper.text, ''), program)
  const parts = plain.split(/(?=\.command\(\s*')/)
  let before = ''
  return parts.map((part) => {
    const command = /^\.command\(\s*'([a-z-]+)/.exec(part)?.[1]
    // Before a command stands what it is added to, within the helpers that give it options: study(sample(judge
    const [, wrapped = '', group] = /((?:\w+\(\s*)*)(\w+)\s*$/.exec(before) ?? []
    before += part
    const shared = [...wrapped.matchAll(/\w+/g)].flatMap(([helper]) => helpers.get(helper)?.options ?? [])
    // Commands of a command are added to a variable of its name.
    const name = command === undefined ? 'leeway' : `leeway ${group === 'program' ? '' : `${group} `}${command}`
    return { command: name, options: command === undefined ? flags(part) : [...shared, ...flags(part)] }
  })
}

describe('the commands page', () => {
  it('finds the commands of the command line', () => {
    expect(declaredOptions().length).toBeGreaterThan(5)
    expect(declaredOptions().flatMap(({ options }) => options)).toContain('--study <file>')
  })

  it.each(declaredOptions())('has $command with all its options', ({ command, options }) => {
    const section = sections.get(command)
    expect(section, `no heading "## ${command}"`).toBeDefined()
    expect(missing(section, options)).toEqual([])
  })

  it('describes nothing that is not there', () => {
    const names = declaredOptions().map(({ command }) => command)
    expect([...sections.keys()].filter((name) => /^leeway/.test(name) && !names.includes(name))).toEqual([])
    const flags = new Set([...program.matchAll(/'(--[a-z-]+)/g)].map((match) => match[1]!))
    for (const own of ['--help', '--version']) flags.add(own)
    const said = [...commands.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag)
    expect(said.filter((flag) => !flags.has(flag))).toEqual([])
  })

  it('has every exit code', () => {
    const codes = [...(sections.get('Exit codes') ?? '').matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]))
    expect(codes).toEqual(Object.values(EXIT))
  })

  it('has every environment variable that is read', () => {
    const found = filesBelow('src', /\.ts$/).flatMap((file) =>
      [...read(file).matchAll(/(?:environment|process\.env)\.([A-Z][A-Z_]+)/g)].map((match) => match[1]!),
    )
    expect(found).toContain('LEEWAY_HOME')
    expect(missing(sections.get('Environment'), new Set(found))).toEqual([])
  })
})

describe.each(MEASURES)('figure $id', ({ id, question, left, published }) => {
  const path = `docs/figures/${id}.md`

  it('has a page that says what is asked, left out and published', () => {
    expect(existsSync(join(root, path)), path).toBe(true)
    const page = read(path)
    expect([`# ${id}\n`, question].filter((words) => !page.includes(words))).toEqual([])
    expect(
      missing(
        page,
        left.map(({ step }) => step),
      ),
    ).toEqual([])
    for (const { label, comparable } of published) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${label}:`))
      expect(row, label).toContain(`| ${comparable} |`)
    }
  })

  it('has every column of its rows on its page and on the release page, where the contract fixes them', () => {
    if (!(id in rowSchemas)) return
    const { row } = rowSchemas[id as keyof typeof rowSchemas]
    const shapes = 'options' in row ? row.options.map(({ shape }) => shape) : [row.shape]
    const columns = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))].filter(
      (name) => !/_(?:low|high)$/.test(name) && !['source', 'suppressed'].includes(name),
    )
    expect(missing(read(path), columns)).toEqual([])
    expect(missing(read('docs/release.md'), columns)).toEqual([])
  })
})

it('says on the release page what each figure asks of a source', () => {
  const page = read('docs/release.md').split('\n## Sources of figures\n')[1]!.split('\n## ')[0]!
  const cells = (row: string) => [...row.matchAll(/`([a-z_-]+)`/g)].map((match) => match[1]!)
  const said = [...page.matchAll(/^\| `([a-z-]+)` \|(.*)\|(.*)\|(.*)\|$/gm)].map(([, id, ...columns]) => [
    id,
    ...columns.map(cells),
  ])
  const once = (list: readonly string[]) => [...new Set(list)]
  const asked = MEASURES.map(({ id, needs = [], wants = [], parts }) => [
    id,
    [...needs],
    once(parts.flatMap((part) => part.needs ?? [])),
    [...wants],
  ])
  const byId = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)
  expect(said.sort(byId)).toEqual(asked.sort(byId))
})

it('has no page of a figure that is not there', () => {
  expect(readdirSync(join(root, 'docs/figures')).sort()).toEqual(MEASURES.map(({ id }) => `${id}.md`).sort())
})

describe.each(SOURCES)('source $id', ({ id, carries }) => {
  it('has a page whose table says what it carries', () => {
    const path = `docs/sources/${id}.md`
    expect(existsSync(join(root, path)), path).toBe(true)
    const said = Object.fromEntries(
      [...read(path).matchAll(/^\| `([a-z_]+)` \| (yes|no|partly) \|/gm)].map((match) => [match[1]!, match[2]!]),
    )
    const word = (value: boolean | 'partly') => (value === true ? 'yes' : value === false ? 'no' : value)
    expect(said).toEqual(Object.fromEntries(Object.entries(carries).map(([name, value]) => [name, word(value)])))
  })
})

it('has no page of a source that is not there', () => {
  expect(readdirSync(join(root, 'docs/sources')).sort()).toEqual(SOURCES.map(({ id }) => `${id}.md`).sort())
})

it('has every key of the study file', () => {
  const page = read('docs/study-file.md')
  const keys = Object.entries(KNOWN_KEYS).flatMap(([section, names]) => {
    const list = section === 'sources' || section === 'exclude' ? `${section}[]` : section
    return section === '' ? names.filter((name) => !(name in KNOWN_KEYS)) : names.map((name) => `${list}.${name}`)
  })
  expect(keys).toContain('sources[].place')
  expect(missing(page, keys)).toEqual([])
})

it('has every table and column of the store', () => {
  const page = read('docs/store.md')
  expect(missing(page, Object.keys(OWNER_COLUMNS))).toEqual([])
  for (const [table, columns] of Object.entries(TABLES)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${table}\` |`))
    expect(missing(row, Object.keys(columns)), table).toEqual([])
  }
})

it('has every folder of src, and the contract by its name', () => {
  const folders = readdirSync(join(root, 'src')).map((name) => `src/${name}`)
  expect(missing(read('docs/architecture.md'), folders)).toEqual([])
  expect(missing(read('docs/release.md'), [RELEASE_SCHEMA])).toEqual([])
})

describe.each(pages.map((page) => ({ page })))('$page', ({ page }) => {
  const text = read(page)

  it('has no dead link', () => {
    const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!)
    const dead = targets.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false
      const [path, anchor] = target.split('#')
      const file = path === '' ? page : relative(root, resolve(root, dirname(page), path!))
      if (!existsSync(join(root, file))) return true
      return anchor !== undefined && !anchorsOf(read(file)).includes(anchor)
    })
    expect(dead).toEqual([])
  })

  it('names no package host and no path of a machine', () => {
    const hosts = /registry\.|npmjs|npmmirror|jfrog|artifactory|pypi\.|_authToken|proxy\.golang/i
    const paths = /(?<![\w.~}*])\/(?:home|Users|root|tmp|work|mnt|opt|var|private)\/\w/
    const addresses = /\b(?!127\.0\.0\.1\b)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/
    for (const pattern of [hosts, paths, addresses]) expect(text).not.toMatch(pattern)
  })
})

/** Anchors of a page's headings, as they are usually made. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}
