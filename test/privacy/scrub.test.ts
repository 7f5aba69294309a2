import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEEDS } from '../../src/facets/rules/deeds.js'
import { ACTIVITIES, DOMAINS, ENVIRONMENTS, SAFEGUARDS } from '../../src/model/index.js'
import { scrub } from '../../src/privacy/index.js'
import { secretsIn } from '../../src/privacy/secrets.js'

const chars = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(''))
const HEX = '0123456789abcdef'
const ALPHANUMERIC = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const digits = (length: number) => chars('123456789', length)
const letters = (from: number, to: number) =>
  fc.array(fc.constantFrom(...SMALL), { minLength: from, maxLength: to }).map((all) => all.join(''))
const capital = letters(4, 9).map((word) => `X${word}`)

/** Kinds of what must not survive: how it is written, and the part of it that gives it away. */
const PLANTED: Record<string, fc.Arbitrary<[written: string, core: string]>> = {
  'GitHub token': chars(ALPHANUMERIC, 36).map((key) => [`ghp_${key}`, key]),
  'Slack token': fc.tuple(digits(12), chars(ALPHANUMERIC, 24)).map(([team, key]) => [`xoxb-${team}-${key}`, key]),
  'AWS key': chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((key) => [`AKIA${key}`, key]),
  'key of a model': chars(ALPHANUMERIC, 40).map((key) => [`sk-ant-api03-${key}`, key]),
  'web token': chars(ALPHANUMERIC, 30).map((key) => [`eyJhbGciOiJIUzI1NiJ9.${key}.${key}`, key]),
  'private key': chars(ALPHANUMERIC, 60).map((key) => [
    `-----BEGIN RSA PRIVATE KEY-----\n${key}\n-----END RSA PRIVATE KEY-----`,
    key,
  ]),
  password: letters(6, 12).map((word) => [`password: xq${word}`, `xq${word}`]),
  'quoted password': letters(6, 12).map((word) => [`PGPASSWORD="xq ${word}"`, word]),
  variable: letters(6, 12).map((word) => [`API_TOKEN=xq${word}`, `xq${word}`]),
  bearer: chars(ALPHANUMERIC, 20).map((key) => [`Bearer 7${key}`, key]),
  base64: chars(ALPHANUMERIC, 40).map((key) => [`7${key}==`, key]),
  'letters alone': chars('aBcDeFgHjK', 20).map((key) => [`aBcDeFg${key}`, key]),
  'e-mail': fc.tuple(letters(4, 9), letters(4, 9)).map(([who, where]) => [`${who}@${where}.example`, who]),
  'e-mail inside': letters(4, 9).map((who) => [`${who}.x@localhost`, who]),
  phone: digits(9).map((all) => [`+49 ${all.slice(0, 3)} ${all.slice(3)}`, all.slice(3)]),
  'phone in brackets': digits(10).map((all) => [
    `(${all.slice(0, 3)}) ${all.slice(3, 6)}-${all.slice(6)}`,
    all.slice(6),
  ]),
  card: digits(16).map((all) => [all.replace(/(.{4})(?=.)/g, '$1 '), all.slice(0, 4)]),
  number: digits(5).map((all) => [all, all]),
  date: fc.constant(['1984-03-17', '1984']),
  address: letters(4, 9).map((word) => [`https://xq${word}.example.com/a?b=c`, `xq${word}`]),
  database: letters(4, 9).map((word) => [`postgres://xq${word}:pw@db.internal:5432/x`, `xq${word}`]),
  host: letters(4, 9).map((word) => [`xq${word}.corp.internal`, `xq${word}`]),
  IPv4: fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => [`10.20.${a}.${b}:8080`, `20.${a}.${b}`]),
  IPv6: chars(HEX, 4).map((part) => [`fe80::${part}:1ff:fe23:4567`, 'fe23']),
  path: letters(4, 9).map((word) => [`/home/xq${word}/work`, `xq${word}`]),
  'path with a space': letters(4, 9).map((word) => [`/home/xq${word}/my notes.txt`, `xq${word}`]),
  'Windows path': letters(4, 9).map((word) => [`C:\\Users\\xq${word}`, `xq${word}`]),
  share: letters(4, 9).map((word) => [`\\\\xq${word}\\data`, `xq${word}`]),
  home: letters(4, 9).map((word) => [`~xq${word}/x`, `xq${word}`]),
  repository: letters(4, 9).map((word) => [`xq${word}/payroll`, `xq${word}`]),
  file: letters(4, 9).map((word) => [`xq${word}.xlsx`, `xq${word}`]),
  UUID: chars(HEX, 12).map((end) => [`550e8400-e29b-41d4-a716-${end}`, end]),
  commit: chars(HEX, 5).map((part) => [`1a${part}`, `1a${part}`]),
  ticket: digits(4).map((all) => [`ACME-${all}`, all]),
  account: digits(4).map((all) => [`usr_${all}`, all]),
  handle: letters(4, 9).map((word) => [`@xq${word}`, `xq${word}`]),
  'full-width handle': letters(4, 9).map((word) => [`＠xq${word}`, `xq${word}`]),
  'with joiners inside': letters(4, 9).map((word) => [`xq${word}\u200b@\u200bmail.example`, `xq${word}`]),
  name: fc.tuple(capital, capital).map(([first, last]) => [`${first} ${last}`, last]),
  'name with a particle': fc.tuple(capital, capital).map(([first, last]) => [`${first} van der ${last}`, last]),
  'name with an initial': capital.map((last) => [`J. ${last}`, last]),
  titled: capital.map((last) => [`Dr. ${last}`, last]),
  firm: capital.map((name) => [`${name} GmbH`, name]),
}

/** Sentences as a judge writes them, that name nobody. */
const ORDINARY = [
  'The agent ran the tests of a project with a shell command and read what failed.',
  "The agent's goal is to fix a failing test in a web service that uses Node.js and PostgreSQL.",
  'The agent interacted with Visual Studio Code, GitHub Actions and the Google Cloud Platform.',
  'The safeguards are human approval before edits, a sandbox and version control (changes can be reverted).',
  'There are no safeguards.',
  'None.',
  "The human interrupted because the agent didn't follow what they'd asked for; they wanted it in TypeScript.",
  'The agent read package.json and README.md, then installed 3 packages and 12% more tests passed.',
  'The agent stopped because it needs an answer: which of two approaches, e.g. REST or GraphQL, to take.',
  'The task is to move a 64-bit build to C++ and/or C#, with read/write access and UTF-8 names.',
  'The agent — a helper of another agent — cancelled a customer’s booking and paid $50 back, at 100%.',
  'The agent opened a pull request, waited for CI/CD and merged it on Monday in v1.2.3 after 1,234 checks.',
]

const around = fc.tuple(
  fc.constantFrom(...ORDINARY),
  fc.constantFrom('', '"', '(', '`'),
  fc.constantFrom('', '.', ',', ';'),
)

describe.each(Object.entries(PLANTED))('%s', (_, planted) => {
  it('never survives', async () => {
    await fc.assert(
      fc.asyncProperty(planted, around, async ([written, core], [sentence, open, end]) => {
        const close = open === '(' ? ')' : open
        for (const text of [
          written,
          `The agent used ${open}${written}${close}${end} ${sentence}`,
          `${sentence} ${written}`,
        ]) {
          const left = await scrub(text)
          expect(left).not.toContain(core)
          expect(left).toMatch(/\[(?:secret|e-mail|address|path|file|id|number|handle|name)\]/)
        }
      }),
      { numRuns: 12 },
    )
  })
})

it.each(ORDINARY)('leaves as it is: %s', async (sentence) => {
  expect(await scrub(sentence)).toBe(sentence)
})

it('leaves what the rules say of any action, and the values of dimensions', async () => {
  const all = [
    ...Object.values(DEEDS).map(({ did }) => `The agent ${did}.`),
    ...DOMAINS,
    ...ENVIRONMENTS,
    ...ACTIVITIES,
  ]
  const text = [...all, ...SAFEGUARDS].join('\n')
  expect(await scrub(text)).toBe(text)
})

it('takes nothing out of what it has scrubbed', async () => {
  const pieces = fc.oneof(
    fc.constantFrom(...ORDINARY.flatMap((sentence) => sentence.split(' '))),
    ...Object.values(PLANTED).map((planted) => planted.map(([written]) => written)),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('[', ']', '=', ':', '"', '/', '\\', '@', '.', '_', "'", '[name]', 'key:', 'Bearer', 'X', '+', '('),
  )
  const hostile = fc
    .array(pieces, { maxLength: 8 })
    .chain((parts) => fc.constantFrom('', ' ').map((gap) => parts.join(gap)))
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const once = await scrub(text)
      expect(await scrub(once)).toBe(once)
    }),
    { numRuns: 150 },
  )
})

it('finds the places that Secretlint’s rules tell', async () => {
  expect(await secretsIn('no secret')).toEqual([])
  const token = `ghp_${'a1B2'.repeat(9)}`
  expect(await secretsIn(`x ${token} y ${token}`)).toEqual([
    [2, 2 + token.length],
    [5 + token.length, 5 + 2 * token.length],
  ])
})

it('takes long sentences in their stride', async () => {
  const started = performance.now()
  for (const text of [
    'A '.repeat(2_000),
    'a.'.repeat(2_000),
    '1 '.repeat(2_000),
    'key '.repeat(1_000),
    'X'.repeat(4_000),
  ])
    await scrub(text)
  expect(performance.now() - started).toBeLessThan(5_000)
})

it('loads no rules for secrets before a sentence is scrubbed', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/privacy/index.ts', import.meta.url))],
    bundle: true,
    packages: 'external',
    metafile: true,
    write: false,
    format: 'esm',
  })
  const [built] = Object.values(metafile.outputs)
  const secretlint = built!.imports.filter(({ path }) => path.startsWith('@secretlint/'))
  expect(secretlint.map(({ kind }) => kind)).toEqual(['dynamic-import'])
})
