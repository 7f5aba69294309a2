import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import { type EvidenceFile, type EvidenceGroup, gatherEvidence, type Units } from '../../src/ingest/index.js'
import {
  type ActionRow,
  type Circumstances,
  type FileRead,
  nothingSoFar,
  type RowSink,
  type Rows,
  type Rules,
  type Source,
  type TurnRow,
} from '../../src/model/index.js'
import { claudeCode } from '../../src/sources/claude-code/index.js'
import { readTranscript } from '../../src/sources/claude-code/read.js'
import { INSTEAD, Transcript } from '../sources/claude-code/transcript.js'
import { plainly } from '../sources/read-bytes.js'

const CONTEXT = { steps: 6, characters: 100 }
const dir = mkdtempSync(join(tmpdir(), 'leeway-gather-'))
afterAll(() => rmSync(dir, { recursive: true }))

const units = (actions: readonly string[], turns: readonly string[] = []): Units => ({
  actions: new Set(actions),
  turns: new Set(turns),
})

function written(name: string, { records }: Transcript, more: Partial<EvidenceFile> = {}): EvidenceFile {
  const path = join(dir, name)
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  return { path, source: claudeCode, contributor: 'ann', ...more }
}

async function all(groups: AsyncIterable<EvidenceGroup>): Promise<EvidenceGroup[]> {
  const list: EvidenceGroup[] = []
  for await (const group of groups) list.push(group)
  return list
}

const brief = (groups: readonly EvidenceGroup[]) =>
  groups.map(({ items }) => items.map(({ unit, id }) => `${unit} ${id}`))

/** Two turns of two calls, with a subagent at work in the first. Ids of actions: the record, then the call. */
function twoTurns(prefix = ''): Transcript {
  const t = new Transcript({ sessionId: `${prefix}s` })
  const call = (at: number, id: string, fields: object = {}) => {
    t.agent(at, [id, 'Bash', { command: id }], { uuid: `${prefix}r_${id}`, ...fields }, { id: `${prefix}m_${id}` })
    t.result(at + 1, id, `did ${id}`, { uuid: `${prefix}d_${id}`, ...fields })
  }
  const side = { isSidechain: true, agentId: 'helper' }
  t.user(0, 'first', { uuid: `${prefix}one` })
  call(1, 'a')
  t.user(3, 'look', { uuid: `${prefix}look`, ...side })
  call(4, 'x', side)
  call(6, 'b')
  call(8, 'y', side)
  t.agent(10, 'done', { uuid: `${prefix}end` })
  t.user(20, 'second', { uuid: `${prefix}two` })
  call(21, 'c')
  call(23, 'd')
  return t
}

describe('evidence that is gathered by reading again', () => {
  it('is of what is wanted, turn by turn, with what the rules said when the log was read', async () => {
    const file = written('s.jsonl', twoTurns())
    const wanted = units(['r_b/b', 'm_x/x', 'm_y/y', 'r_c/c', 'r_d/d'], ['one'])
    const gathered = gatherEvidence([file], wanted, plainly, CONTEXT)
    const groups = await all(gathered)
    expect(brief(groups)).toEqual([
      ['action m_x/x', 'action m_y/y'],
      ['action r_b/b', 'turn one'],
      ['action r_c/c', 'action r_d/d'],
    ])
    expect(groups.map(({ path, contributor }) => [path, contributor])).toEqual(Array(3).fill([file.path, 'ann']))
    expect([gathered.missing, gathered.unread]).toEqual([{ actions: [], turns: [] }, []])
    const rows = await claudeCode.read(file.path, null, plainly, null, RULES)
    for (const { unit, id, verdict } of groups.flatMap(
      ({ items }) => items as { unit: string; id: string; verdict: object }[],
    )) {
      const row = unit === 'action' ? rows.actions.find((r) => r.action === id) : rows.turns.find((r) => r.turn === id)
      expect(row, id).toMatchObject(verdict)
      expect(Object.keys(verdict).length).toBeGreaterThan(10)
    }
    const [b, one] = groups[1]!.items
    expect(b!.evidence.before.map((step) => ('text' in step ? step.text : step.input))).toEqual([
      'first',
      { command: 'a' },
      'did a',
    ])
    expect(one!.evidence.before.slice(0, 3)).toEqual(b!.evidence.before)
    expect(one!.evidence.before[1]).toBe(b!.evidence.before[1])
  })

  it('is of one unit once, of the file whose row is meant', async () => {
    // A fork: the same records again, and the second turn goes on otherwise.
    const fork = twoTurns()
    fork.refusal(40, 'e', INSTEAD)
    fork.agent(41, ['e', 'Read', {}], { uuid: 'r_e' })
    const [old, late] = [written('old.jsonl', twoTurns()), written('late.jsonl', fork)]
    const wanted = units(['r_a/a', 'r_e/e'], ['two'])
    const first = await all(gatherEvidence([old, late], wanted, plainly, CONTEXT))
    expect(first.map(({ path }) => path)).toEqual([old.path, old.path, late.path])
    expect(brief(first)).toEqual([['action r_a/a'], ['turn two'], ['action r_e/e']])
    const files = [
      { ...old, wanted: units(['r_a/a']) },
      { ...late, wanted: units(['r_e/e'], ['two']) },
    ]
    const meant = await all(gatherEvidence(files, wanted, plainly, CONTEXT))
    expect(meant.map(({ path }) => path)).toEqual([old.path, late.path])
    expect(brief(meant)).toEqual([['action r_a/a'], ['action r_e/e', 'turn two']])
  })

  it('says which files are gone and which units are not there', async () => {
    const file = written('there.jsonl', twoTurns())
    const gone = { ...file, path: join(dir, 'gone.jsonl') }
    const gathered = gatherEvidence([gone, file], units(['r_a/a', 'r_z/z'], ['no']), plainly, CONTEXT)
    expect(brief(await all(gathered))).toEqual([['action r_a/a']])
    expect(gathered.unread).toEqual([{ path: gone.path, reason: 'ENOENT' }])
    expect(gathered.missing).toEqual({ actions: ['r_z/z'], turns: ['no'] })
  })

  it('opens no file once all is there, and stops where its reader does', async () => {
    const files = [written('p.jsonl', twoTurns('p')), { ...written('q.jsonl', twoTurns('q')), path: join(dir, 'none') }]
    const gathered = gatherEvidence(files, units(['pr_a/a', 'pr_c/c']), plainly, CONTEXT)
    expect((await all(gathered)).length).toBe(2)
    expect(gathered.unread).toEqual([])
    const left = gatherEvidence(files, units(['pr_a/a', 'pr_c/c', 'qr_a/a']), plainly, CONTEXT)
    for await (const group of left) {
      expect(brief([group])).toEqual([['action pr_a/a']])
      break
    }
    expect(left.missing).toEqual({ actions: ['pr_c/c', 'qr_a/a'], turns: [] })
    expect(left.unread).toEqual([])
  })

  it('is of a large log what it is of a small one, though an entry point at its end says who started it', async () => {
    for (const entrypoint of [null, 'sdk-cli']) {
      let parts = 0
      const source: Source = {
        ...claudeCode,
        read(path, from, conceal, sink = null, rules = null) {
          const counting: RowSink = {
            add(rows) {
              parts++
              return sink!.add(rows)
            },
            startOver: () => sink!.startOver(),
          }
          return readTranscript(path, from, conceal, counting, rules, 0)
        },
      }
      const file = { path: join(dir, 'large.jsonl'), source, contributor: 'ann' }
      writeFileSync(file.path, large(2_500, entrypoint))
      const ids = Array.from({ length: 2_500 }, (_, i) => i).filter((i) => i % 13 === 5)
      const wanted = units(
        ids.map((i) => `c${i}/call${i}`),
        ids.map((i) => `u${i}`),
      )
      const gathered = gatherEvidence([file], wanted, plainly, { steps: 4, characters: 40 })
      const groups = await all(gathered)
      // Once to find out whether reading starts over, and once to gather; each twice where it does.
      expect(parts).toBe(entrypoint === null ? 2 : 4)
      expect(gathered.missing).toEqual({ actions: [], turns: [] })
      expect(brief(groups)).toEqual(ids.map((i) => [`action c${i}/call${i}`, `turn u${i}`]))
      for (const [i, { items }] of groups.entries()) {
        const asked = new RegExp(`^go ${ids[i]} (?:on )+`)
        for (const { evidence } of items) {
          expect(evidence.soFar.goal).toMatch(asked)
          expect(evidence.circumstances.operator).toBe(entrypoint === null)
          expect(evidence.before).toHaveLength(4)
        }
        const [action, turn] = items.map(({ evidence }) => evidence.before.map(({ by }) => by))
        expect([action, turn]).toEqual([
          ['call', 'result', 'agent', 'human'],
          ['human', 'call', 'result', 'agent'],
        ])
      }
    }
  })
})

/** A session of one call a turn, some 5 MB for 2,500 of them: more than is read at once; the last record may name an entry point. */
function large(turns: number, entrypoint: string | null): string {
  const lines: string[] = []
  const record = (uuid: string, type: string, content: unknown, more: object = {}) => {
    const timestamp = new Date(Date.UTC(2026, 0, 5) + lines.length * 1000).toISOString()
    const role = { id: `m${uuid}`, role: type, content }
    lines.push(JSON.stringify({ type, sessionId: 'busy', uuid, timestamp, message: role, ...more }))
  }
  for (let t = 0; t < turns; t++) {
    record(`u${t}`, 'user', `go ${t} ${'on '.repeat(400)}`)
    record(`c${t}`, 'assistant', [{ type: 'tool_use', id: `call${t}`, name: 'Bash', input: { command: `ls ${t}` } }])
    record(`r${t}`, 'user', [{ type: 'tool_result', tool_use_id: `call${t}`, content: 'files' }])
    record(
      `d${t}`,
      'assistant',
      [{ type: 'text', text: 'done' }],
      t === turns - 1 && entrypoint !== null ? { entrypoint } : {},
    )
  }
  return `${lines.join('\n')}\n`
}

const CIRCUMSTANCES: Circumstances = {
  kind: 'api',
  evaluation: null,
  operator: null,
  mode: null,
  sandbox: null,
  subagent: false,
  system: null,
}

/** A kind of log that gives its rows in parts of one turn each; told to, it starts over after so many, and says otherwise. */
function parted(
  parts: number,
  perPart: number,
  startOverAfter: number | null,
  seen: (input: object) => void = () => {},
): Source {
  const part = (p: number, rules: Rules | null, evaluation = false): Rows => {
    const actions = Array.from({ length: perPart }, (_, i) => {
      const input = { command: `ls ${p} ${i}` }
      const before = Array.from({ length: rules?.context?.steps ?? 0 }, () => ({ by: 'human', text: 'hi' }) as const)
      seen(input)
      const circumstances = { ...CIRCUMSTANCES, evaluation }
      const evidence = { circumstances, soFar: nothingSoFar(null), before, definition: null }
      const verdict = rules?.action({ ...evidence, tool: 'shell', input }) ?? { why: null }
      return { action: `a${p}.${i}`, turn: `t${p}`, subagent: null, ...verdict } as ActionRow
    })
    const turns = [{ turn: `t${p}`, why: null } as TurnRow]
    return { sessions: [], turns, actions, agents: [], touches: [] }
  }
  return {
    ...claudeCode,
    async read(_path, _from, _conceal, sink?: RowSink | null, rules: Rules | null = null): Promise<FileRead> {
      if (startOverAfter !== null) {
        for (let p = 0; p < startOverAfter; p++) await sink!.add(part(p, rules, true))
        await sink!.startOver()
      }
      for (let p = 0; p < parts; p++) await sink!.add(part(p, rules))
      return { ...part(parts, rules), counts: {} as never, unreadable: [], checkpoint: null, resumed: false }
    },
  }
}

describe('evidence of rows that come in parts', () => {
  it('holds the steps that were asked for, and what the rules say, who ask for none', async () => {
    const [action] = (
      await all(
        gatherEvidence([{ path: 'p', source: parted(1, 1, null), contributor: 'ann' }], units(['a0.0']), plainly, {
          steps: 8,
          characters: 9,
        }),
      )
    ).flatMap(({ items }) => items)
    expect(action!.evidence.before).toHaveLength(8)
    // An agent that a program calls has little room where nothing was said before, and more behind six steps.
    expect(action!.verdict.autonomy).toBe(2)
  })

  it('gives nothing of what is void later, and nothing twice', async () => {
    for (const startOverAfter of [null, 0, 2]) {
      const source = parted(4, 2, startOverAfter)
      const wanted = units(['a0.0', 'a1.1', 'a4.0'])
      const groups = await all(gatherEvidence([{ path: 'p', source, contributor: 'ann' }], wanted, plainly, CONTEXT))
      expect(brief(groups)).toEqual([['action a0.0'], ['action a1.1'], ['action a4.0']])
      expect(groups.map(({ items }) => items[0]!.evidence.circumstances.evaluation)).toEqual([false, false, false])
    }
  })

  it('is let go of where nobody wants it, and waits to be taken', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const inputs: WeakRef<object>[] = []
    const source = parted(10, 100, null, (input) => inputs.push(new WeakRef(input)))
    const alive = async () => {
      // References are let go of at the end of a turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 5))
      gc()
      return inputs.filter((input) => input.deref() !== undefined).length
    }
    const wanted = units(Array.from({ length: 10 }, (_, p) => `a${p}.7`))
    // The count of how often reading starts over reads all parts beforehand, and keeps none.
    let taken = 0
    for await (const { items } of gatherEvidence(
      [{ path: 'p', source, contributor: 'ann' }],
      wanted,
      plainly,
      CONTEXT,
    )) {
      expect(items).toHaveLength(1)
      expect(inputs.length).toBe(1_100 + 100 * ++taken)
      expect(await alive()).toBeLessThan(300)
    }
    expect(taken).toBe(10)
  })
})
