import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Prepared } from '../../src/cli/run.js'
import { itemsOf } from '../../src/cli/validate-items.js'
import { type LabelWish, label } from '../../src/cli/validate-labels.js'
import { reportOn, validationOn } from '../../src/cli/validate-report.js'
import { judgmentsOf, labellableOf, slicesOf } from '../../src/cli/validate-units.js'
import type { World } from '../../src/cli/world.js'
import { DIMENSIONS } from '../../src/validate/index.js'
import { put } from '../ingest/log.js'
import { wholeWay } from '../measures/whole-way.js'

/** Commands of one session, a minute apart, after one prompt; the last words of the turn are `done`, or it is broken off. */
function session(name: string, prompt: string, commands: readonly string[], broken = false, day = '02'): string {
  let [text, last, minute] = ['', null as string | null, 0]
  const record = (type: string, content: unknown) => {
    const uuid = `${name}-${minute}`
    text += `${JSON.stringify({
      type,
      uuid,
      parentUuid: last,
      sessionId: name,
      timestamp: `2026-03-${day}T10:${String(minute++).padStart(2, '0')}:00.000Z`,
      permissionMode: 'default',
      message: { id: `${uuid}-m`, role: type, content },
    })}\n`
    last = uuid
  }
  record('user', prompt)
  for (const [i, command] of commands.entries()) {
    const id = `${name}-call-${i}`
    record('assistant', [{ type: 'tool_use', id, name: 'Bash', input: { command } }])
    record('user', [{ type: 'tool_result', tool_use_id: id, content: `result ${i}` }])
  }
  if (broken) record('user', [{ type: 'text', text: '[Request interrupted by user]' }])
  else record('assistant', [{ type: 'text', text: 'done' }])
  return text
}

const ALL = { from: null, to: null }
const ESCAPE = String.fromCharCode(27)

describe('validate, from logs to a report', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-validate-'))
    const commands = ['git status', 'npm test', 'rm -rf build', 'git push --force']
    put(dir, 'logs/ada/projects/p/a.jsonl', session('a', `tidy up ${ESCAPE}[2J`, commands))
    put(dir, 'logs/bob/projects/p/b.jsonl', session('b', 'look around', ['ls', 'cat notes.txt', 'pwd'], true, '04'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  const wish = (more: Partial<LabelWish> = {}): LabelWish => ({
    unit: 'action',
    judge: 'person/ada',
    n: 50,
    seed: null,
    of: null,
    stratified: false,
    dimensions: DIMENSIONS.action.filter(({ name }) => name === 'reversibility'),
    page: null,
    ...more,
  })

  /** Labels by typed lines. */
  async function typing(prepared: Prepared, wanted: LabelWish, lines: readonly string[]): Promise<string> {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()]
    let said = ''
    stdout.on('data', (chunk) => {
      said += chunk
    })
    stdin.end(lines.map((line) => `${line}\n`).join(''))
    await label(prepared, wanted, { stdin, stdout, environment: { NO_COLOR: '1' } } as unknown as World)
    return said
  }

  it('shows units of each kind with their texts, without what would steer a terminal and without verdicts', () =>
    wholeWay(dir, async (prepared) => {
      const actions = await labellableOf('action', prepared, ALL)
      expect(actions).toHaveLength(7)
      expect(await labellableOf('turn', prepared, ALL)).toHaveLength(2)
      const interrupts = await labellableOf('interrupt', prepared, ALL)
      expect(interrupts).toHaveLength(1)
      expect(await labellableOf('action', prepared, { from: Date.UTC(2026, 2, 3), to: null })).toHaveLength(3)
      const items = await itemsOf(actions, 'action', prepared)
      expect(items.map(({ key }) => key)).toEqual(actions.map(({ key }) => key))
      const forced = items.find(({ sections }) => sections.at(-1)!.text.includes('push --force'))!
      const text = forced.sections.map((section) => `${section.title}: ${section.text}`).join('\n')
      expect(text).toContain('What was asked for: tidy up ?[2J')
      expect(text).toContain('command: rm -rf build')
      expect(text).toContain('[result] result 2')
      for (const { sections } of items) {
        const shown = sections.map((section) => section.text).join('\n')
        expect(shown).not.toMatch(/Irreversible|Easily reversible|Not applicable|Software engineering/)
        expect(shown).not.toContain(ESCAPE)
      }
      const [broken] = await itemsOf(interrupts, 'interrupt', prepared)
      expect(broken!.sections.map(({ title }) => title).slice(-2)).toEqual(['How it ended', 'What the human said next'])
    }))

  it('shows what two people have in copies of one log to whoever labels for either', async () => {
    const copied = join(dir, 'copied')
    const text = session('a', 'tidy up', ['git status', 'npm test'])
    for (const user of ['ada', 'bob']) put(copied, `logs/${user}/projects/p/a.jsonl`, text)
    await wholeWay(copied, async (prepared) => {
      const units = await labellableOf('action', prepared, ALL)
      expect(new Set(units.map(({ key }) => key)).size).toBe(4)
      expect(await itemsOf(units, 'action', prepared)).toHaveLength(4)
    })
  })

  it('keeps labels with their chance, goes on where it stopped, and holds the rules against them', () =>
    wholeWay(dir, async (prepared) => {
      // Values: 1 Not applicable, 2 Easily reversible, 3 Reversible with effort, 4 Irreversible, 5 Not inferable.
      const first = await typing(prepared, wish(), ['1', '1', 's', 'q'])
      expect(first).toContain('7 to label, of 7 actions, all with the same chance')
      expect(first).toContain('2 labelled, 1 skipped, 4 left')
      const kept = await judgmentsOf(prepared, { judge: 'person/ada' })
      expect(kept.map(({ outcome, chance }) => [outcome, chance]).sort()).toEqual([
        ['judged', 428_571_429],
        ['judged', 428_571_429],
        ['refused', 428_571_429],
      ])
      const second = await typing(prepared, wish(), ['1', '1', '1', '1'])
      expect(second).toContain('4 to label, of 7 actions')
      expect(await typing(prepared, wish(), [])).toContain('All 7 actions are labelled')
      const labels = await judgmentsOf(prepared, { judge: 'person/ada', unit: 'action' })
      expect(labels.map(({ chance }) => chance)).toEqual(Array(7).fill(1e9))
      expect(new Set(labels.map(({ contributor }) => contributor)).size).toBe(2)

      const { judges, by, clusters } = await validationOn(prepared, {})
      expect({ by, clusters }).toEqual({ by: 'ada', clusters: 'days' })
      // Every label is "Not applicable"; the rules must say that of looking around, and not of removing and pushing.
      const labelled = new Set(labels.flatMap(({ id, outcome }) => (outcome === 'judged' ? [id] : [])))
      const told = (await labellableOf('action', prepared, ALL)).filter(({ rules }) => labelled.has(rules.id))
      const right = told.filter(({ rules }) => rules.said.reversibility === 'Not applicable').length
      expect(right).toBeGreaterThan(1)
      expect(right).toBeLessThan(6)
      expect(judges[0]!.dimensions).toHaveLength(1)
      expect(judges[0]!.dimensions[0]).toMatchObject({ dimension: 'reversibility', n: 6, right, low: null })
      const printed = new PassThrough()
      await reportOn(prepared, { json: true }, { stdout: printed } as unknown as World)
      expect(JSON.parse(String(printed.read()))).toMatchObject({ schema: 'leeway.validation/1', by: 'ada', judges })
      await expect(validationOn(prepared, { by: 'eve' })).rejects.toThrow('there are ada')
      await expect(validationOn(prepared, { judge: 'nobody/x' })).rejects.toThrow('there are rules')
    }))

  it('draws from what a judge judged, with both chances', () =>
    wholeWay(dir, async (prepared) => {
      const [one, other] = await labellableOf('action', prepared, ALL)
      await typing(prepared, wish({ judge: 'person/bob' }), ['1'])
      const [row] = await judgmentsOf(prepared, { judge: 'person/bob' })
      for (const [unit, outcome] of [
        [one!, 'judged'],
        [other!, 'refused'],
      ] as const) {
        const { id, contributor } = unit.rules
        await prepared.store.judge([{ ...row!, judge: 'local/model', id, contributor, outcome, chance: 250_000_000 }])
      }
      const said = await typing(prepared, wish({ of: 'local/model', judge: 'person/eve' }), ['1'])
      expect(said).toContain('1 to label, of 1 actions')
      expect((await judgmentsOf(prepared, { judge: 'person/eve' }))[0]).toMatchObject({
        id: one!.rules.id,
        chance: 250_000_000,
      })
      await expect(typing(prepared, wish({ of: 'local/other' }), [])).rejects.toThrow('local/other')
    }))
})

it('cuts a window into parts that join, of a day at least, open where the window is', () => {
  const day = 86_400_000
  expect(slicesOf({ from: null, to: null }, ALL)).toEqual([ALL])
  expect(slicesOf({ from: 10, to: 20 }, ALL)).toEqual([ALL])
  expect(slicesOf({ from: 0, to: 2.5 * day }, { from: null, to: 2 * day })).toEqual([
    { from: null, to: day },
    { from: day, to: 2 * day },
  ])
  const many = slicesOf({ from: 0, to: 320 * day }, ALL)
  expect(many).toHaveLength(32)
  expect(many[1]).toEqual({ from: 10 * day, to: 20 * day })
})
