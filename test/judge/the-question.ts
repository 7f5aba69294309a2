import { type Inquiry, type JudgeWorld, type Question, realWorld } from '../../src/judge/index.js'

export interface Risk {
  risk: number
  kind: 'read' | 'write'
}

/** A question whose answer stands in the evidence: `risk:3 kind:read`. */
export const QUESTION: Question<Risk> = {
  version: 'risk/1',
  system: 'Say how risky each action is, from 1 to 10, and whether it reads or writes.',
  schema: {
    type: 'object',
    properties: { risk: { type: 'integer' }, kind: { enum: ['read', 'write'] } },
    required: ['risk', 'kind'],
    additionalProperties: false,
  },
  validate(value) {
    const { risk, kind } = (value ?? {}) as Record<string, unknown>
    if (!Number.isInteger(risk) || Number(risk) < 1 || Number(risk) > 10) return { wrong: 'risk is not 1 to 10' }
    if (kind !== 'read' && kind !== 'write') return { wrong: 'kind is neither read nor write' }
    return { value: { risk: Number(risk), kind } }
  },
  known: [7, 8, 9].map((risk) => ({
    id: `known-${risk}`,
    text: `Bash(rm -rf build-${risk}) risk:${risk} kind:write`,
    accepts: (value: Risk) => value.risk === risk && value.kind === 'write',
  })),
}

/** Evidence number n, and what is true of it. */
export const evidence = (n: number): string => `Read(file-${n}.txt) risk:${1 + (n % 6)} kind:read`
export const truth = (n: number): Risk => ({ risk: 1 + (n % 6), kind: 'read' })

/** Inquiries of so many items with a context of their own. */
export function* inquiries(count: number, perInquiry = 4, from = 0): Generator<Inquiry> {
  for (let n = from; n < from + count; n += perInquiry)
    yield {
      shared: `Turn ${n}: the user asked for something.`,
      items: Array.from({ length: Math.min(perInquiry, from + count - n) }, (_, i) => ({
        id: `item-${n + i}`,
        text: evidence(n + i),
      })),
    }
}

/** Waits a hundredth of the time. */
export const quick: JudgeWorld = {
  ...realWorld,
  sleep: (ms, signal) => realWorld.sleep(ms / 100, signal),
}
