import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { build, leeway } from '../built.js'

it('two processes that both make the demo both show it', async () => {
  await build()
  const home = await mkdtemp(join(tmpdir(), 'leeway-demo-'))
  try {
    const demo = () => leeway(['demo', '--json'], { home, environment: { LEEWAY_WAIT: '120' } })
    const [one, two] = await Promise.all([demo(), demo()])
    expect([one.code, two.code], one.stderr + two.stderr).toEqual([0, 0])
    expect(one.stdout === two.stdout).toBe(true)
    expect(await readdir(join(home, 'leeway'))).toEqual(['demo'])
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 180_000)
