import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UNSAID } from '../../src/algebra/index.js'
import type { Release } from '../../src/release/index.js'
import { inFolder, wholeRelease } from '../ingest/home.js'
import { fixtureOf } from './fixture.js'

/** The release of a folder that holds the fixtures of some sources. */
async function releaseOf(sources: readonly string[], exclude: { setting: 'evaluation'; reason: null }[] = []) {
  let release: Release | undefined
  await inFolder(async (dir, home) => {
    for (const source of sources) {
      const { name, bytes } = fixtureOf(source)
      await mkdir(join(dir, 'logs', source), { recursive: true })
      await writeFile(join(dir, 'logs', source, name), bytes)
    }
    release = await wholeRelease(await home.read('logs', { exclude }))
  })
  return release!
}

const figureIn = (release: Release, id: string) => release.figures.find((figure) => figure.id === id)!
const flowOf = (release: Release, id: string) =>
  Object.fromEntries(figureIn(release, id).flow.map(({ step, n }) => [step, n]))

describe('a study of several kinds of logs', () => {
  it('counts no turn of a log without interrupts among those that nobody interrupted, and names its sources', async () => {
    const release = await releaseOf(['codex', 'openclaw'])
    const interrupts = figureIn(release, 'interrupts-by-experience')
    expect(interrupts.sources!.map(({ id, use, lacks }) => [id, use, lacks])).toEqual([
      ['codex', 'yes', []],
      ['openclaw', 'no', ['interrupts']],
    ])
    // Turns of people: 3 of codex, of which one was interrupted, and 2 of openclaw.
    expect(flowOf(release, 'turn-duration')).toMatchObject({ eligible: 5, counted: 5 })
    expect(flowOf(release, 'interrupts-by-experience')).toMatchObject({ eligible: 5, [UNSAID]: 2, counted: 3 })
    expect(interrupts.overall!.find(({ kind }) => kind === 'any')).toMatchObject({ n: 3, share: 0.333333 })
  })

  it('leaves out what an evaluation harness ran where it is told to, and says how much that is', async () => {
    const all = await releaseOf(['codex', 'tau2'])
    expect(all.study.excluded).toEqual({ 'zero-retention': 0, 'no-consent': 0, requested: 0 })
    expect(flowOf(all, 'domains').eligible).toBe(9)
    const without = await releaseOf(['codex', 'tau2'], [{ setting: 'evaluation', reason: null }])
    expect(without.study.excluded).toEqual({ 'zero-retention': 0, 'no-consent': 0, requested: 0, evaluation: 2 })
    const totals = without.study.sources.map(({ id, files, sessions, turns, actions }) => [
      ...[id, files, sessions, turns, actions],
    ])
    expect(totals).toEqual([
      ['codex', 1, 1, 3, 6],
      ['tau2', 1, 0, 0, 0],
    ])
    expect(flowOf(without, 'domains').eligible).toBe(6)
  })
})
