import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A tiny log of prompts and answers, a minute apart, as text. Everything in it follows from the session's name. */
export function log(session: string, turns: number, { hour = 10, first = 1 } = {}): string {
  let text = ''
  for (let n = first; n < first + turns; n++) {
    const record = (who: string, at: string, rest: object) =>
      `${JSON.stringify({
        type: who,
        uuid: `${session}-${who}-${n}`,
        parentUuid: who === 'assistant' ? `${session}-user-${n}` : n === 1 ? null : `${session}-assistant-${n - 1}`,
        sessionId: session,
        timestamp: `2026-03-02T${hour}:${String(n).padStart(2, '0')}:${at}.000Z`,
        ...rest,
      })}\n`
    text += record('user', '00', { message: { role: 'user', content: `prompt ${n}` }, permissionMode: 'default' })
    const content = [{ type: 'text', text: `answer ${n}` }]
    text += record('assistant', '30', { message: { id: `${session}-msg-${n}`, role: 'assistant', content } })
  }
  return text
}

/** Writes a file below a folder, and the folders it lies in. */
export function put(dir: string, path: string, text: string): string {
  const target = join(dir, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
  return target
}
