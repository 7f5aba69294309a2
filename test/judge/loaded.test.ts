import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('loads no vendor’s kit before a model is asked', async () => {
  const built = await build({
    entryPoints: [join(root, 'src/judge/index.ts')],
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
    outdir: 'out',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  const { outputs } = built.metafile
  const kit = /node_modules\/(?:openai|@anthropic-ai)\//
  const entry = Object.keys(outputs).find((name) => outputs[name]!.entryPoint === 'src/judge/index.ts')!
  const loaded = new Set<string>()
  const load = (name: string): void => {
    if (loaded.has(name)) return
    loaded.add(name)
    for (const { path, kind } of outputs[name]!.imports) if (kind === 'import-statement' && path in outputs) load(path)
  }
  load(entry)
  expect([...loaded].flatMap((name) => Object.keys(outputs[name]!.inputs)).filter((file) => kit.test(file))).toEqual([])
  // They are there to be loaded later.
  expect(Object.values(outputs).some(({ inputs }) => Object.keys(inputs).some((file) => kit.test(file)))).toBe(true)
})

it('knows no question', () => {
  const folder = join(root, 'src/judge')
  const words = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  expect(words).not.toMatch(/autonomy|goal_complexity|reversib|human_in_loop/i)
})
