import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileOf, randomOf } from '../../src/attack/index.js'
import { attack } from '../../src/cli/attack.js'
import type { AttackResult } from '../../src/cli/attack-result.js'
import type { World } from '../../src/cli/world.js'
import { parsePlace, pseudonymKey } from '../../src/ingest/index.js'
import { parseRelease } from '../../src/release/index.js'
import { openDuckdb } from '../../src/store/index.js'
import { GROUND, openFor, study, team } from './studio.js'

let home: string
let out: string
let said: string

const world = (): World =>
  ({
    environment: { LEEWAY_HOME: home },
    cwd: home,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (said += text), isTTY: false },
    now: () => 0,
    timed: (_: string, work: () => unknown) => work(),
  }) as unknown as World

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'leeway-attack-test-'))
  ;[out, said] = ['', '']
})
afterEach(() => rm(home, { recursive: true, force: true }))

const options = { runs: '1', targets: '2', seed: '3', only: 'words', json: true }

describe('leeway attack', () => {
  it('plays against a made-up team without a study', async () => {
    await attack(undefined, options, world())
    const result = JSON.parse(out) as AttackResult
    expect(result).toMatchObject({ people: 'synthetic', runs: 1, targets: 2, policy: { name: 'team', sybils: 2 } })
    expect(result.outcomes.map(({ id, canaries, pairs }) => ({ id, canaries, pairs }))).toEqual([
      { id: 'words', canaries: 0, pairs: { tried: 1, same: 1 } },
    ])
  })

  it('plays against a copy of what the store holds of a study, and leaves the store as it is', async () => {
    const place = parsePlace('logs', home).id
    const { mark } = await pseudonymKey(home)
    const path = join(home, 'store.duckdb')
    const store = await openDuckdb(path, mark)
    await store.append(team(randomOf(1)).sessions.map((one) => fileOf(one, { ...GROUND, place })))
    await store.close()
    const sum = async () =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
    const before = await sum()
    await writeFile(join(home, 'study.yaml'), 'name: ours\nsources: [ { place: logs } ]\npolicy: { name: team }\n')
    await attack('study.yaml', { ...options, json: false }, world())
    expect(out).toContain('on a copy of the people in the store: 1 runs of 2 targets, seed 3')
    expect(out).toContain('Tested against these attacks; no guarantee.')
    expect(await sum()).toBe(before)
  })

  it('writes what came of it into a release that was made under the same thresholds, and into no other', async () => {
    const studio = await openFor(study({ sybils: 0 }))(['turn-duration'])
    const release = await studio.release({ sessions: team(randomOf(1)).sessions }).finally(() => studio.close())
    await writeFile(join(home, 'release.json'), JSON.stringify(release))
    await expect(attack(undefined, { ...options, into: 'release.json' }, world())).rejects.toThrow(
      'was made with sybils 0, and the study has 2',
    )
    const policy = { ...release.study.policy, sybils: 2 }
    const same = { ...release, study: { ...release.study, policy } }
    await writeFile(join(home, 'release.json'), JSON.stringify(same))
    await attack(undefined, { ...options, into: 'release.json' }, world())
    const { tested, ...others } = parseRelease(JSON.parse(await readFile(join(home, 'release.json'), 'utf8'))).study
    expect(others).toEqual(same.study)
    const recovery = (JSON.parse(out) as AttackResult).outcomes[0]!.recovery
    expect(tested).toMatchObject({
      ...{ runs: 1, targets: 2, attacks: ['words'], says: 'tested against these attacks; no guarantee' },
      worst: { attack: 'words', above: recovery.above, low: null, high: null },
    })
  })

  it('says so where the store has too few people, and refuses a policy that promises nothing', async () => {
    await writeFile(join(home, 'study.yaml'), 'name: ours\nsources: [ { place: logs } ]\npolicy: { name: team }\n')
    await attack('study.yaml', { ...options, targets: '1' }, world())
    expect(said).toContain('the team that is attacked is made up')
    await writeFile(join(home, 'own.yaml'), 'name: own\nsources: [ { place: logs } ]\npolicy: { name: private }\n')
    await expect(attack('own.yaml', options, world())).rejects.toThrow('promises nothing that could be attacked')
    await expect(attack(undefined, { ...options, only: 'wrods' }, world())).rejects.toThrow('--only wrods: expected')
    await expect(attack(undefined, { ...options, runs: 'many' }, world())).rejects.toThrow('--runs many: expected')
  })
})
