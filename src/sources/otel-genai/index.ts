import type { Source } from '../../model/index.js'
import { readWhole } from '../reading.js'
import { firstConvention, readSpans } from '../spans/index.js'

/** Spans by OpenTelemetry's conventions for generative AI, and those that came before (docs/sources/otel-genai.md). */
export const otelGenai: Source = {
  id: 'otel-genai',
  title: 'OpenTelemetry GenAI spans',
  version: 1,
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: false,
    headless: false,
    user: 'partly',
    subagents: 'partly',
    tokens: 'partly',
    linkable: 'partly',
  },
  companion: 4,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json)$/.test(path),
  recognises: (path, head) => firstConvention(path, head) === 'genai',
  read: readWhole(readSpans),
}
