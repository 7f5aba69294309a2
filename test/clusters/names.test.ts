import { describe, expect, it } from 'vitest'
import {
  type ClusterNode,
  nameClusters,
  phrasedNames,
  type Sentence,
  type Taxonomy,
  type Use,
} from '../../src/clusters/index.js'

const LEAST = 5

const node = (number: number, parent: number | null, level: ClusterNode['level']): ClusterNode => ({
  number,
  parent,
  level,
  centre: [],
})

/** Who says what in which leaf: `people` contributors, named from `from` on, one after the other. */
interface Said {
  leaf: number
  text: string
  people: number
  from?: number
  times?: number
}

function studied(of: Taxonomy['of'], nodes: ClusterNode[], said: Said[]) {
  const sentences: Sentence[] = said.map(({ text }) => ({ key: text, text }))
  const uses: Use[] = said.flatMap(({ people, from = 0, times = 1 }, sentence) =>
    Array.from({ length: people }, (_, i) => ({ sentence, contributor: `p${from + i}`, n: times })),
  )
  const taxonomy = { format: 1, of, embedder: 'none', next: 100, nodes } as unknown as Taxonomy
  return { taxonomy, sentences, uses, leaves: Int32Array.from(said, ({ leaf }) => leaf) }
}

const named = (
  of: Taxonomy['of'],
  nodes: ClusterNode[],
  said: Said[],
  options: Partial<Parameters<typeof nameClusters>[4]> = {},
) => {
  const { taxonomy, sentences, uses, leaves } = studied(of, nodes, said)
  return nameClusters(taxonomy, sentences, uses, leaves, { least: LEAST, ...options })
}

const NODES = [node(1, 10, 0), node(2, 10, 0), node(3, 11, 0), node(10, 20, 1), node(11, 20, 1), node(20, null, 2)]

const SAID: Said[] = [
  { leaf: 1, text: 'The agent looked up a customer order.', people: 9 },
  { leaf: 1, text: 'The agent changed the customer orders.', people: 8 },
  { leaf: 2, text: 'The agent refunded a returned item.', people: 9 },
  { leaf: 3, text: 'The agent deployed fixes in production.', people: 9 },
]

describe('names of groups', () => {
  it('are put together from what contributors do and what to', () => {
    const names = named('action', NODES, SAID)
    expect(names.get(1)!.name).toBe('Look up and change customer orders')
    expect(names.get(2)!.name).toBe('Refund returned goods')
    expect(names.get(3)!.name).toBe('Deploy fixes in production')
    expect(names.get(3)!.terms).toEqual(
      expect.arrayContaining(['activity deploy', 'object fix', 'environment production']),
    )
    expect(names.get(3)!.description).toBe('Activities: deploy; things: fixes; where: in production.')
  })

  it('are broader on the levels above, and no two alike', () => {
    const names = named('action', NODES, SAID)
    expect(names.get(11)!.name).toMatch(/deployments/)
    expect(names.get(10)!.name).toMatch(/customer orders|refunds/)
    expect(names.size).toBe(NODES.length)
    expect(new Set([...names.values()].map(({ name }) => name)).size).toBe(NODES.length)
  })

  it('have no term that fewer contributors use, however often they do', () => {
    const rare = {
      leaf: 3,
      text: 'The agent deployed invoices and refunds by night.',
      people: 4,
      from: 50,
      times: 1_000,
    }
    const told = (names: ReturnType<typeof named>) => JSON.stringify([...names.values()])
    expect(told(named('action', NODES, [...SAID, rare]))).not.toMatch(/invoice|accounting/)
    expect(told(named('action', NODES, [...SAID, { ...rare, people: 5 }]))).toMatch(/invoice|accounting/)
  })

  it('hold words from the vocabulary only', () => {
    const with_ = SAID.map((one) => ({
      ...one,
      text: one.text.replace('The agent', 'Quillfeather’s agent at ACME Ltd'),
    }))
    expect([...named('action', NODES, with_)]).toEqual([...named('action', NODES, SAID)])
  })

  it('do not depend on the order of sentences, or on how often one contributor says something', () => {
    const often = SAID.map((one) => ({ ...one, times: 1 + one.people * 7 })).reverse()
    expect([...named('action', NODES, often)].sort()).toEqual([...named('action', NODES, SAID)].sort())
  })

  it('say what sets a group apart from those near it', () => {
    const both = [
      { leaf: 1, text: 'The agent reviewed contracts and invoices.', people: 9 },
      { leaf: 2, text: 'The agent reviewed contracts and receipts.', people: 9 },
      { leaf: 3, text: 'The agent played a game.', people: 9 },
    ]
    const names = named('action', NODES, both)
    expect(names.get(1)!.name).toBe('Review invoices')
    expect(names.get(2)!.name).toBe('Review receipts')
  })

  it('say what many activities have in common, or only what they are done to, where none is common', () => {
    const deeds = ['read', 'opened', 'listed', 'downloaded', 'queried', 'found']
    const others = ['fixed', 'deleted', 'published', 'scheduled', 'translated', 'encrypted']
    const spread = (leaf: number, verbs: string[], what: string) =>
      verbs.map((verb, i) => ({ leaf, text: `The agent ${verb} ${what}.`, people: 6, from: 6 * i }))
    const names = named('action', NODES, [
      ...spread(1, deeds, 'invoices'),
      ...spread(2, others, 'receipts'),
      { leaf: 3, text: 'The agent played a game.', people: 9 },
    ])
    expect(names.get(1)!.name).toBe('Look up invoices')
    expect(names.get(2)!.name).toBe('Work with receipts')
  })

  it('come from the group above where nothing is common, and are counted last', () => {
    const same = [1, 2].flatMap((leaf) => [{ leaf, text: 'The agent read files.', people: 9 }])
    const names = named('action', NODES, [...same, { leaf: 3, text: 'Gibberish', people: 9 }])
    expect(names.get(1)!.name).toBe('Read files')
    expect(names.get(2)!.name).toMatch(/^Read files(?:: | \()/)
    expect(names.get(11)!.terms).toEqual([])
    expect(new Set([...names.values()].map(({ name }) => name)).size).toBe(NODES.length)
  })

  it('of reasons read as in the study', () => {
    const nodes = [node(1, 10, 0), node(2, 10, 0), node(10, 20, 1), node(20, null, 2)]
    const stops = named('stop', nodes, [
      { leaf: 1, text: 'The agent stopped to let the human choose between approaches.', people: 9 },
      { leaf: 2, text: 'The agent stopped because it needed credentials.', people: 9 },
    ])
    expect(stops.get(1)!.name).toBe('Choose between approaches')
    expect(stops.get(2)!.name).toBe('Ask for missing credentials or access')
    const interrupts = named('interrupt', nodes, [
      { leaf: 1, text: 'The human interrupted because the agent was slow, hanging or excessive.', people: 9 },
      { leaf: 2, text: 'The human interrupted because requirements had changed.', people: 9 },
    ])
    expect(interrupts.get(1)!.name).toBe('Too slow, hanging or excessive')
    expect(interrupts.get(2)!.name).toBe('Changed requirements')
  })

  it('stay from one study to the next while enough contributors use all of their terms', () => {
    const earlier = new Map([
      [1, { name: 'Change customer orders', description: 'As before.', terms: ['activity change', 'object order'] }],
      [3, { name: 'Deploy invoices', description: 'As before.', terms: ['activity deploy', 'object invoice'] }],
    ])
    const names = named('action', NODES, SAID, { earlier })
    expect(names.get(1)).toEqual(earlier.get(1))
    expect(names.get(3)!.name).toBe('Deploy fixes in production')
  })
})

describe('names that a model puts into words', () => {
  const NAMES = new Map([
    [1, { name: 'Deploy fixes', description: '', terms: ['activity deploy', 'object fix'] }],
    [2, { name: 'Refund returned goods', description: '', terms: ['activity refund', 'object return'] }],
    [3, { name: 'Various actions', description: '', terms: [] }],
  ])
  const answered = async (answers: Record<string, string>) => {
    const asked: string[][] = []
    const result = await phrasedNames(NAMES, async (terms) => {
      asked.push([...terms])
      return answers[terms[0]!] ?? 'nothing'
    })
    return { asked, names: [...result.names.values()].map(({ name }) => name), declined: result.declined }
  }

  it('come from the terms alone', async () => {
    const { asked, names } = await answered({
      deploy: 'Deployment of fixes',
      refund: 'Issue refunds for returned items.',
    })
    expect(asked).toEqual([
      ['deploy', 'fixes'],
      ['refund', 'returned goods'],
    ])
    expect(names).toEqual(['Deployment of fixes', 'Issue refunds for returned items', 'Various actions'])
  })

  it.each([
    'Deploy fixes for ACME',
    'Deploy fixes 4711',
    'Deploy fixes to x.example',
    'Refund returned goods',
    '',
    'fixes '.repeat(20),
  ])('stay as they are where the model says %j', async (deploy) => {
    const { names, declined } = await answered({ deploy, refund: 'Refund returned goods' })
    expect(names).toEqual(['Deploy fixes', 'Refund returned goods', 'Various actions'])
    expect(declined).toBe(1)
  })
})
