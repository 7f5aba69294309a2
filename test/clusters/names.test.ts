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
    expect(names.get(11)!.name).toBe('Release source code')
    expect(names.get(10)!.name).toMatch(/customer orders|refunds/)
    expect(names.size).toBe(NODES.length)
    expect(new Set([...names.values()].map(({ name }) => name)).size).toBe(NODES.length)
  })

  it('tell deeds above the leaves: what is done to which of the things, not all that is done to all of them', () => {
    const said = [
      { leaf: 1, text: 'The agent gave work to another agent.', people: 9 },
      { leaf: 1, text: 'The agent asked its person a question.', people: 9, from: 9 },
      { leaf: 2, text: 'The agent read files.', people: 9 },
      { leaf: 2, text: 'The agent wrote to files.', people: 8 },
      { leaf: 2, text: 'The agent asked a local server.', people: 6 },
      { leaf: 3, text: 'The agent played a game.', people: 9 },
    ]
    const nodes = [node(1, 10, 0), node(2, 12, 0), node(3, 11, 0), node(10, 20, 1), node(12, 20, 1), node(11, 20, 1)]
    const names = named('action', [...nodes, node(20, null, 2)], said)
    expect(names.get(10)!.name).toBe('Ask people and direct other agents')
    expect(names.get(12)!.name).toBe('Look at and write files, and send requests to servers')
    // It holds one group that says the same.
    expect([names.get(3)!.name, names.get(11)!.name]).toEqual(['Play games', 'Play games in general'])
  })

  it('say nothing of fields of work that go without saying', () => {
    const names = named('action', NODES, [
      { leaf: 1, text: 'The agent changed an invoice, to change or understand software.', people: 9 },
      { leaf: 2, text: 'The agent changed a support case, to help a customer.', people: 9 },
      { leaf: 3, text: 'The agent changed a recipe, to help a customer.', people: 9 },
    ])
    expect([1, 2, 3].map((leaf) => names.get(leaf)!.name)).toEqual([
      'Change invoices',
      'Change support cases',
      'Change recipes for customer service',
    ])
    expect(names.get(3)!.description).toBe('Activities: change; things: recipes; what for: customer service.')
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

  it('do not depend on the order of sentences, or on how often all that contributors say is said', () => {
    const often = SAID.map((one) => ({ ...one, times: 17 })).reverse()
    expect([...named('action', NODES, often)].sort()).toEqual([...named('action', NODES, SAID)].sort())
  })

  it('tell what a contributor does most, though nobody counts more than another', () => {
    const did = ['read', 'deleted', 'printed', 'moved']
    const said = did.map((verb) => ({ leaf: 1, text: `The agent ${verb} files.`, people: 1 }))
    const others: Said[] = [2, 3].map((leaf) => ({ leaf, text: 'The agent played a game.', people: 1 }))
    const mostly = said.map((one) => ({ ...one, times: one.text.includes('read') ? 90 : 1 }))
    expect(named('action', NODES, [...mostly, ...others], { least: 1 }).get(1)!.name).toBe('Read files')
    const crowd = { leaf: 1, text: 'The agent deleted files.', people: 9, from: 10 }
    expect(named('action', NODES, [...mostly, crowd, ...others], { least: 1 }).get(1)!.name).toBe('Delete files')
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
    expect(names.get(1)!.name).toBe('Look at invoices')
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
      [
        1,
        {
          name: 'Change customer orders',
          description: 'As before.',
          terms: ['activity change', 'object order'],
          named: 2,
        },
      ],
      [
        3,
        { name: 'Deploy invoices', description: 'As before.', terms: ['activity deploy', 'object invoice'], named: 2 },
      ],
    ])
    const names = named('action', NODES, SAID, { earlier })
    expect(names.get(1)).toEqual(earlier.get(1))
    expect(names.get(3)!.name).toBe('Deploy fixes in production')
  })
})

describe('names that a model puts into words', () => {
  const NAMES = new Map([
    [1, { name: 'Deploy fixes', description: '', terms: ['activity deploy', 'object fix', 'object file'], named: 2 }],
    [2, { name: 'Refund returned goods', description: '', terms: ['activity refund', 'object return'], named: 2 }],
    [3, { name: 'Various actions', description: '', terms: [], named: 0 }],
    [4, { name: 'Read', description: '', terms: ['activity read'], named: 1 }],
  ])
  const OTHERS = ['Various actions', 'Read']
  const answered = async (answers: Record<string, string>, kept: Parameters<typeof phrasedNames>[2] = new Map()) => {
    const asked: string[][] = []
    const result = await phrasedNames(
      NAMES,
      async (lists) => {
        asked.push(...lists.map((terms) => [...terms]))
        return lists.map(([first]) => answers[first!] ?? null)
      },
      kept,
    )
    return { ...result, asked, names: [...result.names.values()].map(({ name }) => name), many: result.asked }
  }

  it('come from the terms of the name alone, not from those that describe the group', async () => {
    const { asked, names, many, declined } = await answered({
      deploy: 'Deployment of fixes',
      refund: '"Issue refunds for returned items."',
    })
    expect(asked).toEqual([
      ['deploy', 'fixes'],
      ['refund', 'returned goods'],
    ])
    expect(names).toEqual(['Deployment of fixes', 'Issue refunds for returned items', ...OTHERS])
    expect([many, declined]).toEqual([2, 0])
  })

  it.each([
    'Deploy fixes for ACME',
    'Deploy fixes 4711',
    'Deploy fixes to x.example',
    'Deploy fixes to production',
    'Deploy fixes and files',
    'Deploy fixes to',
    'Deploy! (fixes)',
    'Refund returned goods',
    '',
    'fixes '.repeat(20),
  ])('stay as they are where the model says %j', async (deploy) => {
    const { names, declined, said } = await answered({ deploy, refund: 'Refund returned goods' })
    expect(names).toEqual(['Deploy fixes', 'Refund returned goods', ...OTHERS])
    expect(declined).toBe(1)
    expect(said.get(1)).toEqual({ terms: ['activity deploy', 'object fix'], name: null })
  })

  it('are asked for once: what was said holds, and what was not taken, as long as the terms are the same', async () => {
    const { said } = await answered({ deploy: 'Deployment of fixes', refund: 'Nonsense' })
    const again = await answered({ deploy: 'Fix deployment', refund: 'Give refunds' }, said)
    expect([again.asked, again.many]).toEqual([[], 0])
    expect(again.names).toEqual(['Deployment of fixes', 'Refund returned goods', ...OTHERS])
    expect(again.said).toEqual(said)
    const other = new Map([...said, [1, { terms: ['activity deploy'], name: 'Deploy' }]])
    const anew = await answered({ deploy: 'Fix deployments' }, other)
    expect(anew.asked).toEqual([['deploy', 'fixes']])
    expect(anew.names[0]).toBe('Fix deployments')
  })
})
