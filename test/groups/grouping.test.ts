import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { topicSentences } from '../../bench/topics.js'
import { type Clustered, type GroupPath, Private, type SentenceUse } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { type GroupingMeans, groupSentences } from '../../src/cli/grouping.js'
import { type ClusterName, classify, discover, pathOf, renew, vocabulary } from '../../src/clusters/index.js'
import type { StudyRows } from '../../src/store/index.js'

const PEOPLE = 40
/** Nobody's name, and no word of the vocabulary. */
const SECRET = 'xq7-zorblatt-81'

/** What people had agents do in a week: each sentence by several of them, under names of their own. */
function week(seed: number, many: number, first = 0): SentenceUse[] {
  return topicSentences(many, seed).flatMap(({ text }, i) =>
    [0, 1, 2].map((nth) => ({
      key: `${text} ${SECRET}`,
      contributor: `person-${first + ((i * 7 + nth * 13) % PEOPLE)}`,
      n: 1 + (i % 3),
    })),
  )
}

const inOrder = (uses: readonly SentenceUse[]): SentenceUse[] => {
  const found = new Map<string, SentenceUse>()
  for (const use of uses) {
    const name = JSON.stringify([use.key, use.contributor])
    found.set(name, { ...use, n: use.n + (found.get(name)?.n ?? 0) })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use)
}

/** Rows that have some sentences, and what they are told of their groups. */
function rowsWith(uses: ReadonlyMap<Clustered, SentenceUse[]>) {
  const told = new Map<Clustered, ReadonlyMap<string, GroupPath>>()
  const rows: Pick<StudyRows, 'sentences' | 'assign'> = {
    sentences: async (of) => Private.of(uses.get(of) ?? []),
    assign: async (of, groups) => void told.set(of, open(groups)),
  }
  return { rows, told }
}

let folder: string
let asked: string[]
const nameOf = (number: number, seen: number): ClusterName => ({
  name: `Group ${number} of week ${seen}`,
  description: '',
  terms: ['build'],
})

const meansOf = (seen: number, more: Partial<GroupingMeans> = {}): GroupingMeans => ({
  grouper: {
    discover: (...all) => {
      asked.push('discover')
      return discover(...all)
    },
    renew: (...all) => {
      asked.push('renew')
      return renew(...all)
    },
    classify,
    pathOf,
    nameClusters: ({ nodes }, _sentences, _uses, _leaves, { earlier }) =>
      new Map(nodes.map(({ number }) => [number, earlier?.get(number) ?? nameOf(number, seen)])),
  },
  embedder: vocabulary,
  textOf: (key) => key,
  kept: { folder, definition: 'these' },
  key: Buffer.from('key'),
  seed: 7,
  least: 3,
  ...more,
})

async function grouped(uses: SentenceUse[], means: GroupingMeans) {
  const { rows, told } = rowsWith(new Map([['action', uses]]))
  const { taxa, regrouped } = await groupSentences(rows, means)
  return { taxa: open(taxa), regrouped: open(regrouped), paths: told.get('action')! }
}
const fileOf = (definition = 'these') => join(folder, definition, 'action.json')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-groups-'))
  asked = []
  return () => rm(folder, { recursive: true, force: true })
})

const first = inOrder(week(1, 120))

describe('groups of a study’s sentences', () => {
  it('are found once, told to the rows and kept where only their owner reads them', async () => {
    const { taxa, paths, regrouped } = await grouped(first, meansOf(1))
    expect(asked).toEqual(['discover'])
    expect(regrouped).toEqual([])
    expect([...paths.keys()]).toEqual([...new Set(first.map(({ key }) => key))])
    const parents = new Map(taxa.action!.map(({ number, parent }) => [number, parent]))
    for (const [leaf, middle, top] of new Set(paths.values()))
      expect([parents.get(leaf), parents.get(middle), parents.get(top)]).toEqual(
        leaf === 0 ? [undefined, undefined, undefined] : [middle, top, null],
      )
    expect(taxa.action!.find(({ number }) => number === 1)?.name).toBe('Group 1 of week 1')
    expect((await stat(fileOf())).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'these'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(folder, 'these'))).toEqual(['action.json'])
    const text = await readFile(fileOf(), 'utf8')
    expect(text).not.toContain(SECRET)
    expect(text).not.toMatch(/person-\d/)
  })

  it('are the same, to the byte, where nothing has changed', async () => {
    const once = await grouped(first, meansOf(1))
    const kept = await readFile(fileOf(), 'utf8')
    const twice = await grouped(first, meansOf(2))
    expect(asked).toEqual(['discover'])
    expect(twice).toEqual(once)
    expect(await readFile(fileOf(), 'utf8')).toBe(kept)
    await rm(fileOf())
    await grouped(first, meansOf(1))
    expect(await readFile(fileOf(), 'utf8')).toBe(kept)
  })

  it('keep their numbers and names a week later, and get further ones for what is new', async () => {
    const before = await grouped(inOrder(week(1, 600)), meansOf(1))
    // The first fifth of what was said is not said any more.
    const later = inOrder([...week(1, 600).slice(360), ...week(2, 600)])
    const after = await grouped(later, meansOf(2))
    expect(asked).toEqual(['discover', 'renew'])
    const [{ kept, gone, fresh, drift }] = after.regrouped as [(typeof after.regrouped)[0]]
    expect(kept / (kept + gone)).toBeGreaterThanOrEqual(0.95)
    expect(kept + gone).toBe(before.taxa.action!.length)
    expect(after.taxa.action!.length).toBe(kept + gone + fresh)
    expect(drift).toBeLessThan(0.2)
    const moved = [...before.paths].filter(
      ([key, path]) => after.paths.has(key) && after.paths.get(key)![0] !== path[0],
    )
    expect(moved.length / before.paths.size).toBeLessThan(0.05)
    const most = Math.max(...before.taxa.action!.map(({ number }) => number))
    for (const { number, name } of after.taxa.action!) expect(name).toBe(nameOf(number, number <= most ? 1 : 2).name)
    const again = await grouped(later, meansOf(3))
    expect(asked).toEqual(['discover', 'renew'])
    expect(again).toEqual(after)
  })

  it('are found anew, under numbers that none had, where the vocabulary has changed', async () => {
    const before = await grouped(first, meansOf(1))
    const after = await grouped(first, meansOf(2, { embedder: { ...vocabulary, id: 'another' } }))
    const [many, most] = [before.taxa.action!.length, Math.max(...before.taxa.action!.map(({ number }) => number))]
    expect(after.taxa.action!.length).toBe(many)
    for (const { number, name } of after.taxa.action!) {
      expect(number).toBeGreaterThan(most)
      expect(name).toBe(nameOf(number, 2).name)
    }
    expect(after.regrouped).toEqual([{ of: 'action', kept: 0, gone: many, fresh: many, drift: null }])
  })

  it('are those of their own data', async () => {
    await grouped(first, meansOf(1))
    await grouped(inOrder(week(3, 60)), meansOf(1, { kept: { folder, definition: 'others' } }))
    expect(asked).toEqual(['discover', 'discover'])
    expect((await readdir(folder)).sort()).toEqual(['others', 'these'])
    await grouped(first, meansOf(1, { kept: null }))
    expect(asked.length).toBe(3)
  })

  it('are not found where nobody says anything', async () => {
    const { taxa, paths } = await grouped([], meansOf(1))
    expect([taxa, paths.size, asked]).toEqual([{}, 0, []])
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['another number', (text: string) => text.replace('"number":1,', '"number":2,')],
    ['no groups', () => 'null'],
  ])('say which file is damaged and what to do: %s', async (_, damage) => {
    await grouped(first, meansOf(1))
    const text = await readFile(fileOf(), 'utf8')
    await writeFile(fileOf(), damage(text))
    await expect(grouped(first, meansOf(1))).rejects.toMatchObject({
      name: 'StoreError',
      message: expect.stringMatching(
        /^the groups of action sentences in .*these\/action\.json: the file is damaged: expected .*; put it back from a copy, or remove it: /,
      ),
      discreet: expect.not.stringContaining(folder),
    })
    // Nothing was made anew, or over it.
    expect(asked).toEqual(['discover'])
  })

  it('say what to do where their file cannot be written', async () => {
    await writeFile(join(folder, 'these'), 'a file in the place of a folder')
    await expect(grouped(first, meansOf(1))).rejects.toMatchObject({
      name: 'StoreError',
      message: expect.stringMatching(/cannot be (kept in|read)|the file cannot be read/),
    })
  })
})
