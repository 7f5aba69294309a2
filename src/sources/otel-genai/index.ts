import type { Source } from '../../model/index.js'
import { spansBy } from '../spans/index.js'

/** Spans by OpenTelemetry's conventions for generative AI, and those that came before (docs/sources/otel-genai.md). */
export const otelGenai: Source = {
  id: 'otel-genai',
  title: 'OpenTelemetry GenAI spans',
  version: 1,
  ...spansBy('genai'),
}
