import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEXICONS } from '../../src/clusters/vocabulary/concepts.js'
import {
  CONCEPTS,
  conceptsIn,
  DONE_TO,
  GROUPS,
  isKnown,
  SAID_TOGETHER,
  senseOf,
  VOCABULARY_VERSION,
  vocabulary,
} from '../../src/clusters/vocabulary/index.js'
import { knownWords, lexiconOf, type Shared } from '../../src/clusters/vocabulary/lexicon.js'
import { wordsOf } from '../../src/clusters/vocabulary/words.js'
import { INTERRUPTS, STOPS } from '../../src/facets/reasons.js'
import { DEEDS } from '../../src/facets/rules/deeds.js'

const named = (text: string) => conceptsIn(text).map((number) => `${CONCEPTS[number]!.kind} ${CONCEPTS[number]!.id}`)

describe('the concepts that Leeway ships', () => {
  it('are several hundred, each of its own, in one or two groups', () => {
    expect(CONCEPTS.length).toBeGreaterThanOrEqual(600)
    expect(CONCEPTS.length).toBeLessThanOrEqual(900)
    expect(new Set(CONCEPTS.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(CONCEPTS.length)
    for (const { id, groups } of CONCEPTS) {
      expect([1, 2], id).toContain(groups.length)
      expect(
        groups.filter((group) => !(group in GROUPS)),
        id,
      ).toEqual([])
    }
    const used = new Set<string>(CONCEPTS.flatMap(({ groups }) => groups))
    expect(Object.keys(GROUPS).filter((group) => !used.has(group))).toEqual([])
  })

  it('share no form, but for activities that are called like a thing', () => {
    for (const concepts of Object.values(LEXICONS)) {
      const shared: Shared[] = []
      lexiconOf(knownWords(), concepts, shared)
      expect(shared).toEqual([])
    }
  })

  it('change only with their version, as does what is made of them: what was grouped by others is grouped anew', async () => {
    const vectors = await vocabulary.embed(Object.values(DEEDS).map(({ did }) => `The agent ${did}.`))
    const hash = createHash('sha256').update(JSON.stringify(CONCEPTS)).update(Buffer.from(vectors.buffer))
    expect(`${VOCABULARY_VERSION} ${hash.digest('hex').slice(0, 12)}`).toBe('2 4ce6c6c1b239')
  })

  it('hold nothing of health, belief, sexuality, politics, persons or firms', () => {
    // Words of this list were chosen without looking at the vocabulary; stems stand for what begins with them.
    const health =
      'health medic patient diagnos doctor nurse hospital clinic disease illness sick cancer diabet drug pharm therap symptom mental depress anxi pregnan disabilit allerg vaccin covid virus infect blood surg psych addict alcohol hiv suicid'
    const belief =
      'relig faith church mosque synagogue temple god pray christ muslim islam jew hindu buddh atheis bible quran priest spiritual'
    const body = 'sex gender gay lesbian trans bisexual queer erotic porn dating marital race ethnic nationality skin'
    const politics =
      'politic party election vot president minister parliament senat congress democrat republican union protest activis ideolog migrant refugee militar war weapon'
    const firms =
      'google amazon microsoft apple openai anthropic facebook meta twitter github gitlab slack jira salesforce shopify stripe paypal netflix uber airbnb oracle ibm nvidia tesla docker aws azure gcp notion zoom hubspot zendesk figma'
    const people = 'john mary david sarah michael maria peter anna james elon musk'
    // What only begins like one of these.
    const harmless =
      /^(?:trans(?:action|fer|form|it|late|lation|mit|port|cribe|cript|criptions?)|meta|part(?:y|ies)|war(?:e|n|rant)|hospitality|diagnos|uni[ft])/
    const stems = [health, belief, body, politics, firms, people].flatMap((words) => words.split(' '))
    const more = [GROUPS, SAID_TOGETHER, DONE_TO].flatMap((phrases) => Object.values<string>(phrases))
    const words = new Set([...more, ...CONCEPTS.flatMap(({ phrase, forms }) => [phrase, ...forms])].flatMap(wordsOf))
    const found = [...words].filter((word) => !harmless.test(word) && stems.some((stem) => word.startsWith(stem)))
    expect(found).toEqual([])
  })
})

describe('concepts in a text', () => {
  it('hold what each deed of the rules does and what to', () => {
    const poor = Object.values(DEEDS).filter(({ did }) => {
      const kinds = conceptsIn(`The agent ${did}.`).map((number) => CONCEPTS[number]!.kind)
      return !(kinds.includes('activity') && kinds.includes('object'))
    })
    expect(poor.map(({ did }) => did)).toEqual([])
  })

  it.each([
    [
      'The agent deployed a fix to the production web application.',
      ['activity deploy', 'object fix', 'object web-application', 'environment production'],
    ],
    ['Looking up customer orders', ['activity look-up', 'object order']],
    ['The agent proposed a change.', ['activity propose', 'object change']],
    ['The agent set out to change customer’s orders.', ['activity change', 'object order']],
    ['It re-ran unit-tests, then committed (locally).', ['activity run', 'activity commit', 'object unit-test']],
    ['Unheard-of gibberish', []],
    ['', []],
  ])('of %j are %j', (text, concepts) => {
    expect(named(text)).toEqual(concepts)
  })

  it('are looked for in plain words only, not in files, addresses, numbers or identifiers', () => {
    expect(
      named(
        '/deploy/invoices.csv deploy@invoices.example deploy_invoice invoice42 https://refund.example/order deploy/invoice/refund',
      ),
    ).toEqual([])
    expect(named('read/write e-mails')).toEqual(['activity read', 'activity write', 'object email'])
  })

  it.each([
    ['The agent stopped to let the human choose between approaches.', 'stop stop-choice'],
    ['The agent stopped to get diagnostics or test results from the human.', 'stop stop-diagnostics'],
    ['The agent stopped to have a vague request clarified.', 'stop stop-vague'],
    ['The agent stopped because credentials or access were missing.', 'stop stop-access'],
    ['The agent stopped to get approval before acting.', 'stop stop-approval'],
    ['The agent had done what was asked.', 'stop stop-done'],
    ['The human stopped the agent.', 'stop stop-interrupted'],
    ['The human interrupted to give missing context or corrections.', 'interrupt interrupt-context'],
    ['The human interrupted because the agent was slow, hanging or excessive.', 'interrupt interrupt-slow'],
    ['The human interrupted because they had enough to go on alone.', 'interrupt interrupt-enough'],
    ['The human interrupted to do the next step themselves.', 'interrupt interrupt-own-step'],
    ['The human interrupted because requirements had changed.', 'interrupt interrupt-changed'],
  ])('of %j are one reason', (text, reason) => {
    expect(named(text)).toEqual([reason])
  })

  it('tell all reasons of the rules apart', () => {
    for (const reasons of [Object.values(STOPS), Object.values(INTERRUPTS)]) {
      const found = reasons.map(named)
      expect(found.filter((concepts) => concepts.length !== 1)).toEqual([])
      expect(new Set(found.flat()).size).toBe(reasons.length)
    }
  })

  it('take time that grows with the text, whatever it holds', () => {
    for (const piece of ['pull ', 'pull request ', '!', "'-/", 'a', 'end to end ', '(("']) {
      const started = performance.now()
      conceptsIn(`${piece.repeat(1_000_000 / piece.length)} order`)
      expect(performance.now() - started, piece).toBeLessThan(3_000)
    }
  })
})

describe('vectors of the vocabulary', () => {
  const TEXTS = [
    'The agent deployed a fix to the production web application.',
    'The agent merged two pull requests in version control after a code review.',
    'The agent refunded a damaged item of a customer order.',
    'The agent stopped because credentials or access were missing.',
    'The human interrupted because the agent took too long.',
    'The agent did what nobody knows.',
  ]
  const unknown = fc
    .oneof(fc.stringMatching(/^[a-z]{1,12}$/), fc.stringMatching(/^[\w@./:-]{1,20}$/), fc.string({ maxLength: 12 }))
    .filter((text) => !/\s/.test(text) && wordsOf(text).every((word) => !isKnown(word)))

  it('are the same bit by bit with any words from elsewhere in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        fc.array(fc.tuple(fc.nat(20), unknown), { maxLength: 12 }),
        async (text, insertions) => {
          const words = text.split(' ')
          for (const [at, word] of insertions) words.splice(at % (words.length + 1), 0, word)
          const [plain, filled] = [await vocabulary.embed([text]), await vocabulary.embed([words.join(' ')])]
          expect(Buffer.from(filled.buffer)).toEqual(Buffer.from(plain.buffer))
          expect(senseOf(words.join(' '))).toBe(senseOf(text))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('have length 1, or are zeros where nothing is known', async () => {
    const vectors = await vocabulary.embed([...TEXTS, '', 'xyzzy'])
    const { dimensions } = vocabulary
    const lengths = Array.from({ length: TEXTS.length + 2 }, (_, at) =>
      Math.hypot(...vectors.subarray(at * dimensions, (at + 1) * dimensions)),
    )
    for (const length of lengths.slice(0, -3)) expect(length).toBeCloseTo(1, 5)
    expect(lengths.slice(-2)).toEqual([0, 0])
  })

  it('are equal for one sense, and nearer for what is alike', async () => {
    const texts = [
      'The agent refunded the order of Ms Quillfeather.',
      'On Tuesday an order (no. 4711) was refunded',
      'The agent returned the money for a damaged product.',
      'The agent deployed a web application.',
    ]
    const vectors = await vocabulary.embed(texts)
    const row = (at: number) => [...vectors.subarray(at * vocabulary.dimensions, (at + 1) * vocabulary.dimensions)]
    const near = (a: number, b: number) => row(a).reduce((sum, value, i) => sum + value * row(b)[i]!, 0)
    expect(senseOf(texts[0]!)).toBe(senseOf(texts[1]!))
    expect(row(0)).toEqual(row(1))
    expect(near(0, 2)).toBeGreaterThan(near(0, 3) + 0.1)
  })
})
