/** Places in a text, in order and without overlaps. */
type Places = [from: number, to: number][]

/** A text as rules look at it: of no file, so that places need no lines. */
const sourceOf = (content: string) => ({
  content,
  hasBOM: false,
  ext: '.txt',
  contentType: 'text' as const,
  filePath: undefined,
  physicalFilePath: undefined,
  getFilePath: () => undefined,
  getPhysicalFilePath: () => undefined,
  locationToRange: () => [0, 0] as const,
  rangeToLocation: () => ({ start: START, end: START }),
  indexToPosition: () => START,
  positionToIndex: () => 0,
})
const START = { line: 1, column: 0 }

/**
 * Where Secretlint's recommended rules see a secret. The rules are loaded when they are first asked. They are asked one
 * by one: Secretlint's own core keeps a record of every run for as long as the process lives, and looks through all of
 * them at each. Examples that the rules let pass are taken for secrets as well.
 */
export async function secretsIn(text: string): Promise<Places> {
  const { creator } = await import('@secretlint/secretlint-rule-preset-recommend')
  const source = sourceOf(text)
  const found: Places = []
  const asked: (void | Promise<void>)[] = []
  const registerRule: Parameters<typeof creator.create>[0]['registerRule'] = (rule) => {
    const handler = rule.create(
      {
        sharedOptions: {},
        createTranslator: () => (id) => ({ messageId: String(id), message: '', data: {} }),
        report: ({ range: [from, to] }) => found.push([from, to]),
        ignore: () => undefined,
      },
      {} as Parameters<typeof rule.create>[1],
    )
    asked.push(handler.file?.(source))
  }
  creator.create({ sharedOptions: {}, registerRule }, {})
  await Promise.all(asked)
  return joined(found.sort(([a], [b]) => a - b))
}

function joined(sorted: Places): Places {
  const all: Places = []
  for (const [from, to] of sorted) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}
