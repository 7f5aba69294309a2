import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, leeway } from '../built.js'
import { noCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { THOROUGH } from '../thorough.js'
import { newAddress } from './stores.js'

const PLACE = 'fleet/{user}/projects'
const PRIVATE = [PLACE, '--policy', 'private']

/** Commands whose words must be the same, whichever store they work on. What a team is told, `same-release.test.ts` compares. */
const COMMANDS: Record<string, string[]> = {
  'the screen of a report': ['report', ...PRIVATE],
  'a release for oneself': ['report', ...PRIVATE, '--json'],
  'why a figure counts what it counts': ['why', 'turn-duration', ...PRIVATE],
  'why, for a team': ['why', 'interventions', PLACE],
  'single sessions': ['inspect', 'sessions', ...PRIVATE, '--format', 'jsonl'],
  'single turns': ['inspect', 'turns', ...PRIVATE, '--format', 'jsonl'],
  'single actions': ['inspect', 'actions', ...PRIVATE, '--format', 'jsonl'],
}

/** What the screen and releases (`same-release.test.ts`) show by default. */
const OTHERWISE = new Set(['a release for oneself', 'why, for a team'])

/** Of copies that are the same in everything, either may be the one whose place is told. */
const wherever = (text: string) =>
  /^\{"session/.test(text)
    ? text
        .replaceAll(/"file":"[^"]*"(?:,"line":\d+)?/g, '')
        .split('\n')
        .sort()
        .join('\n')
    : text

describe.skipIf(noCluster !== null)(noCluster ?? 'commands on a cluster say what they say on a file', () => {
  let dir: string
  let address: string

  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-commands-'))
    await makeFleet(join(dir, 'fleet'), { seed: 12, users: 12, meanSessions: 8, from: '2026-01-05', days: 42 })
    await writeFile(join(dir, 'key'), '5d'.repeat(32))
    address = await newAddress()
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it.each(Object.keys(COMMANDS).filter((name) => THOROUGH || !OTHERWISE.has(name)))('%s', async (name) => {
    const run = (home: string, environment: Record<string, string>) =>
      leeway(COMMANDS[name]!, {
        home: join(dir, home),
        cwd: dir,
        environment: { LEEWAY_KEY_FILE: join(dir, 'key'), ...environment },
      })
    const onFile = await run('file', {})
    expect(onFile.code, onFile.stderr).toBe(0)
    const onCluster = await run('cluster', { LEEWAY_STORE: address })
    expect(onCluster.code, onCluster.stderr).toBe(0)
    expect(wherever(onCluster.stdout)).toBe(wherever(onFile.stdout))
  })
})
