import { describe, expect, it } from 'vitest'
import { assembled } from './assembled.js'
import { STOP, Transcript } from './transcript.js'

/** A prompt in a mode, then one call of each tool. */
function ran(mode: string | null, tools: string[], write?: (t: Transcript, call: string, at: number) => void) {
  const t = new Transcript()
  t.user(0, 'go', mode === null ? {} : { permissionMode: mode })
  tools.forEach((tool, n) => {
    t.agent(n * 10 + 1, [`c${n}`, tool])
    if (write === undefined) t.result(n * 10 + 2, `c${n}`)
    else write(t, `c${n}`, n * 10 + 2)
  })
  t.agent(99, 'done')
  return t
}
const approvals = async (t: Transcript) => (await t.read()).actions.map((action) => action.approval)
const regime = async (t: Transcript) => (await assembled({ 'ann/s1.jsonl': t })).sessions[0]!.regime

describe('approval of an action', () => {
  it('follows from the mode where the mode never asks', async () => {
    for (const [mode, approval] of [
      ['default', 'unknown'],
      ['acceptEdits', 'unknown'],
      ['plan', 'unknown'],
      ['bypassPermissions', 'bypass'],
      ['auto', 'classifier'],
      ['dontAsk', 'rules'],
      ['somethingNew', 'unknown'],
      [null, 'unknown'],
    ] as const)
      expect(
        await approvals(ran(mode, ['Bash', 'Edit', 'mcp__x__y', 'BrandNewTool', 'Read', 'Grep'])),
        `${mode}`,
      ).toEqual([...Array(4).fill(approval), 'not-needed', 'not-needed'])
  })

  it('is a rule’s where a hook allowed it, and still the human’s where one refused', async () => {
    const hooked = ran('default', ['Bash', 'Bash', 'Bash'], (t, call, at) => {
      const decision = call === 'c1' ? 'ask' : 'allow'
      t.add(at, 'attachment', { attachment: { type: 'hook_permission_decision', decision, toolUseID: call } })
      if (call === 'c2') t.refusal(at + 1, call, STOP)
      else t.result(at + 1, call)
    })
    expect(await approvals(hooked)).toEqual(['rules', 'unknown', 'rejected'])
  })

  it('follows the mode as it changes: with a prompt, and with a record without a time', async () => {
    const t = new Transcript()
    const call = (at: number, id: string) => {
      t.agent(at, [id, 'Bash'])
      t.result(at + 1, id)
    }
    t.beside(null, 'permission-mode', { permissionMode: 'auto' })
    t.user(0, 'go')
    call(1, 'c1')
    t.user(10, 'go', { permissionMode: 'default' })
    call(11, 'c2')
    t.beside(null, 'permission-mode', { permissionMode: 'bypassPermissions' })
    call(13, 'c3')
    t.beside(null, 'permission-mode', { permissionMode: 'nonsense' })
    t.user(20, 'go')
    call(21, 'c4')
    const read = await t.read()
    expect(read.actions.map((action) => action.approval)).toEqual(['classifier', 'unknown', 'bypass', 'bypass'])
    expect(read.turns.map((turn) => turn.mode)).toEqual(['auto', 'default', 'bypassPermissions'])
    expect(read.counts.untimed).toBe(0)
  })
})

describe('regime of a session', () => {
  it('is that of its actions that could have needed approval', async () => {
    expect(await regime(ran('bypassPermissions', ['Read', 'Bash']))).toBe('bypass')
    expect(await regime(ran('auto', ['Bash']))).toBe('classifier')
    expect(await regime(ran('dontAsk', ['Bash']))).toBe('rules')
    expect(await regime(ran('default', ['Bash']))).toBe('unknown')
    expect(await regime(ran('default', ['Read', 'Glob', 'TodoWrite', 'Task']))).toBeNull()
  })

  it('is the one with the most human say where they are mixed', async () => {
    const mixed = (modes: string[], refuse = false) => {
      const t = new Transcript()
      modes.forEach((permissionMode, n) => {
        t.user(n * 10, 'go', { permissionMode })
        t.agent(n * 10 + 1, [`c${n}`, 'Bash'])
        t.result(n * 10 + 2, `c${n}`)
        t.agent(n * 10 + 3, 'ok')
      })
      if (!refuse) return t
      t.agent(95, ['r', 'Bash'])
      t.refusal(96, 'r', STOP)
      return t
    }
    expect(await regime(mixed(['bypassPermissions', 'auto']))).toBe('classifier')
    expect(await regime(mixed(['bypassPermissions', 'auto', 'dontAsk']))).toBe('rules')
    expect(await regime(mixed(['bypassPermissions', 'auto', 'dontAsk', 'default']))).toBe('unknown')
    expect(await regime(mixed(['bypassPermissions'], true))).toBe('manual')
  })

  it('takes a declined question or plan for no say about actions', async () => {
    const asked = ran('bypassPermissions', ['Bash', 'AskUserQuestion'], (t, call, at) =>
      call === 'c1' ? t.refusal(at, call, STOP) : t.result(at, call),
    )
    expect(await regime(asked)).toBe('bypass')
  })
})

describe('whether a person typed', () => {
  const typed = async (entrypoint: string | null, promptSource?: string) => {
    const t = new Transcript(entrypoint === null ? {} : { entrypoint })
    t.user(0, 'go', promptSource === undefined ? {} : { promptSource })
    t.agent(1, 'ok')
    const { sessions, turns } = await assembled({ 'ann/s1.jsonl': t })
    return `${sessions[0]!.interactive} ${turns[0]!.started_by} ${sessions[0]!.experience}`
  }

  it('is told by the entry point, else by who sent the prompts, else unknown', async () => {
    for (const entry of ['cli', 'claude-vscode', 'claude-desktop']) expect(await typed(entry)).toBe('yes prompt 1')
    for (const entry of ['sdk-cli', 'sdk-ts', 'sdk-py', 'claude-code-github-action'])
      expect(await typed(entry)).toBe('no program null')
    expect(await typed(null, 'sdk')).toBe('no program null')
    expect(await typed('cli', 'sdk')).toBe('yes prompt 1')
    expect(await typed(null)).toBe('unknown prompt 1')
    expect(await typed('brand-new')).toBe('unknown prompt 1')
    expect(await typed(null, 'system')).toBe('no schedule null')
  })
})
