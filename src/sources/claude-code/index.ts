import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { readTranscript } from './read.js'
import { understand } from './record.js'

/** Claude Code's session transcripts (docs/sources/claude-code.md). */
export const claudeCode: Source = {
  id: 'claude-code',
  title: 'Claude Code transcripts',
  version: 3,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: 'partly',
    interrupts: true,
    approvals: false,
    questions: true,
    headless: 'partly',
    user: false,
    subagents: true,
    tokens: true,
    linkable: true,
  },
  homes(environment, home) {
    const named = (environment.CLAUDE_CONFIG_DIR ?? '')
      .split(',')
      .map((dir) => dir.trim())
      .filter((dir) => dir !== '')
    const config = environment.XDG_CONFIG_HOME || join(home, '.config')
    const roots = named.length > 0 ? named : [join(home, '.claude'), join(config, 'claude')]
    return roots.map((root) => join(root, 'projects'))
  },
  named: (path) => path.endsWith('.jsonl'),
  beside: (path) => /\/subagents\/.*\.meta\.json$|\/sessions-index\.json$/.test(path),
  recognises(path, head) {
    if (!this.named(path)) return false
    const lines = head.toString('utf8').split('\n')
    return lines.slice(0, 50).some(isTranscriptLine)
  },
  read: readTranscript,
}

/**
 * The marks that no other kind of log shares: a known record type together with a session, a leaf or a snapshot id, or
 * a message with content and time, as in transcripts from which ids were taken out.
 */
function isTranscriptLine(line: string): boolean {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    // The line goes on beyond what was looked at, and any of its keys may stand there.
    const has = (key: string) => line.includes(`"${key}"`)
    if (!/^\s*\{/.test(line)) return false
    if (has('parentUuid') && has('isSidechain')) return true
    const type = /"type"\s*:\s*"(user|assistant|system|progress|attachment|file-history-snapshot)"/.exec(line)?.[1]
    return type === 'file-history-snapshot' ? has('messageId') : type !== undefined && has('sessionId')
  }
  if (typeof value !== 'object' || value === null) return false
  const understood = understand(value, 1, 0)
  if ('malformed' in understood) return false
  if ('sessionId' in value || 'leafUuid' in value || 'snapshot' in value) return true
  const { type, timestamp, message } = value as { type?: unknown; timestamp?: unknown; message?: unknown }
  const said = typeof message === 'object' && message !== null && 'content' in message
  return (type === 'user' || type === 'assistant') && typeof timestamp === 'string' && said
}
