import { Random } from '../fleet/random.js'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Line = Buffer

const WORDS = (
  'user assistant system progress attachment queue-operation permission-mode summary file-history-snapshot last-prompt ' +
  'text tool_use tool_result server_tool_use thinking turn_duration scheduled_task_fire compact_boundary agent_progress ' +
  'enqueue dequeue remove popAll typed queued sdk human task-notification queued_command max_turns_reached ' +
  'hook_permission_decision allow user-rejected permission-rule automode-blocked bypassPermissions plan auto default ' +
  'AskUserQuestion ExitPlanMode Bash Task cli sdk-ts mcp <synthetic> __proto__ constructor toString hasOwnProperty'
).split(' ')
const TEXTS = [
  '[Request interrupted by user]',
  '[Request interrupted by user for tool use]',
  "The user doesn't want to proceed with this tool use. To tell you how to proceed, the user said: no",
  '<task-notification>done</task-notification>',
  '<command-name>/clear</command-name>',
  '<scheduled-task name="x">',
  'Claude usage limit reached',
  '\u001b[2J\u001b]0;title\u0007\r\u0008\u009b31m',
  'a\u0000b\ud800c\u202ed\ufeff',
  '日本語 👩‍👩‍👧‍👦 ﷽ ñ',
  "'; DROP TABLE turn; --",
  '%s %n $(x) {{x}} <script>alert(1)</script>',
]
const KEYS = (
  'type uuid parentUuid sessionId timestamp isSidechain agentId message content role id name input usage subtype ' +
  'durationMs toolUseResult toolDenialKind tool_use_id is_error isMeta isApiErrorMessage isCompactSummary promptSource ' +
  'permissionMode origin kind operation attachment commandMode prompt planContent data parentToolUseID requestId model ' +
  'entrypoint version output_tokens input_tokens cache_read_input_tokens leafUuid __proto__ constructor'
).split(' ')
const TIMES = [
  '2026-02-03T04:05:06.007Z',
  '1969-12-31T23:59:59Z',
  '9999-12-31T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'yesterday',
  '',
  '2026-02-30',
  '0',
]
const NUMBERS = [0, -0, -1, 0.5, 1e12, 1e300, -1e300, 2 ** 53, 2 ** 63, 5e-324, 4_102_444_800_000]

/** Makes records that no program should write, the same ones for the same seed. */
export class Fuzzer {
  readonly random: Random

  constructor(seed: string) {
    this.random = new Random(seed)
  }

  text(): string {
    const { random } = this
    if (random.chance(0.3)) return random.pick(WORDS)
    if (random.chance(0.5)) return random.pick(TEXTS)
    if (random.chance(0.1)) return random.pick(TEXTS).repeat(random.int(1, 400))
    return Array.from({ length: random.int(0, 20) }, () => String.fromCharCode(random.int(0, 0xffff))).join('')
  }

  value(depth = 0): Json {
    const { random } = this
    const kind = random.int(0, depth > 3 ? 4 : 6)
    if (kind === 0) return random.pick([null, true, false])
    if (kind === 1) return random.pick(NUMBERS)
    if (kind === 2) return random.pick(TIMES)
    if (kind <= 4) return this.text()
    const inner = () => this.value(depth + 1)
    if (kind === 5) return Array.from({ length: random.int(0, 4) }, inner)
    return Object.fromEntries(Array.from({ length: random.int(0, 5) }, () => [random.pick(KEYS), inner()]))
  }

  /** A line that is no record, or a record of a type that nobody knows: neither may change a row. */
  stranger(): { line: Line; known: boolean } {
    const { random } = this
    if (random.chance(0.5)) return { line: this.noise(), known: false }
    const record = this.value()
    const inside = typeof record === 'object' && record !== null && !Array.isArray(record) ? record : { value: record }
    const type = `zz-${this.text()}`
    return { line: Buffer.from(JSON.stringify({ ...inside, type })), known: true }
  }

  /** Bytes on one line that are not blank and no JSON object with a type. */
  private noise(): Line {
    const { random } = this
    const kind = random.int(0, 5)
    if (kind === 0) return Buffer.from('\0'.repeat(random.int(1, 3000)))
    if (kind === 1) return Buffer.from(`{"type":"user","uuid":"${'x'.repeat(random.int(0, 2000))}`)
    if (kind === 2) return Buffer.from('['.repeat(random.int(1, 20_000)))
    if (kind === 3) return Buffer.from(JSON.stringify([this.value()]))
    if (kind === 4) return Buffer.from(JSON.stringify({ type: random.pick([null, 7, '', [], {}]), also: this.value() }))
    const bytes = Buffer.from(Array.from({ length: random.int(1, 300) }, () => random.int(0, 255)))
    return Buffer.concat([Buffer.from('\u0001'), bytes.map((byte) => (byte === 10 ? 11 : byte))])
  }

  /** A line made from a valid one, with others to take parts from. */
  mutated(line: Line, others: readonly Line[]): Line {
    const { random } = this
    if (random.chance(0.1)) return this.damaged(line, random.pick(others))
    const record = JSON.parse(line.toString()) as { [key: string]: Json }
    const other = JSON.parse(random.pick(others).toString()) as { [key: string]: Json }
    for (let n = random.int(1, 3); n > 0; n--) this.change(record, other)
    const text = JSON.stringify(record)
    // Assigned, the key would be lost.
    return Buffer.from(random.chance(0.02) ? text.replace('{', '{"__proto__":{"type":"user","isMeta":true},') : text)
  }

  private change(record: { [key: string]: Json }, other: { [key: string]: Json }): void {
    const { random } = this
    const kind = random.int(0, 9)
    if (kind === 0) record[random.pick(KEYS)] = this.value()
    else if (kind === 1) delete record[random.pick(Object.keys(record))]
    else if (kind === 2) record.timestamp = random.pick<Json>([...TIMES, ...NUMBERS, null])
    else if (kind === 3) record.uuid = random.pick<Json>([other.uuid ?? null, record.parentUuid ?? null, this.text()])
    else if (kind === 4)
      record.parentUuid = random.pick<Json>([record.uuid ?? null, other.uuid ?? null, this.text(), null])
    else if (kind === 5) record.sessionId = random.pick<Json>([other.sessionId ?? null, this.text(), 7, null])
    else if (kind === 6) record.type = random.chance(0.8) ? random.pick(WORDS) : this.value()
    else if (kind === 7) {
      const key = random.pick(Object.keys(other))
      record[key] = other[key]!
    } else this.deepChange(record)
  }

  /** Replaces or removes something inside, at any depth. */
  private deepChange(record: { [key: string]: Json }): void {
    const { random } = this
    const places: [{ [key: string]: Json }, string][] = []
    const visit = (value: Json) => {
      if (typeof value !== 'object' || value === null) return
      for (const key of Object.keys(value)) {
        places.push([value as { [key: string]: Json }, key])
        visit((value as { [key: string]: Json })[key]!)
      }
    }
    visit(record)
    if (places.length === 0) return
    const [owner, key] = random.pick(places)
    if (random.chance(0.2) && !Array.isArray(owner)) delete owner[key]
    else owner[key] = this.value()
  }

  /** A line whose bytes were hurt. */
  private damaged(line: Line, other: Line): Line {
    const { random } = this
    const at = random.int(0, line.length)
    const kind = random.int(0, 5)
    if (kind === 0) return line.subarray(0, at)
    if (kind === 1) return Buffer.concat([line.subarray(0, at), other])
    if (kind === 2) return Buffer.concat([line.subarray(0, at), Buffer.from('\0'.repeat(50)), line.subarray(at)])
    if (kind === 3) return Buffer.concat([Buffer.from('\ufeff'), line])
    if (kind === 4) return Buffer.from(line.toString('utf8'), 'utf16le')
    const hurt = Buffer.from(line)
    for (let n = random.int(1, 8); n > 0; n--) hurt[random.int(0, hurt.length - 1)] = random.int(0, 255)
    return hurt
  }
}

/** Lines that are not blank, as they must be accounted for. */
export const linesOf = (bytes: Buffer): number =>
  bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => /[^ \t\r]/.test(line)).length
