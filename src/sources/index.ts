import type { Source } from '../model/index.js'
import { anthropicMessages } from './anthropic-messages/index.js'
import { atif } from './atif/index.js'
import { chatArrays } from './chat-arrays/index.js'
import { claudeCode } from './claude-code/index.js'
import { claudeCodeOtel } from './claude-code-otel/index.js'
import { codex } from './codex/index.js'
import { collected } from './collected/index.js'
import { copilotCli } from './copilot-cli/index.js'
import { geminiCli } from './gemini-cli/index.js'
import { googleAdk } from './google-adk/index.js'
import { helicone } from './helicone/index.js'
import { inspectEval } from './inspect-eval/index.js'
import { langfuse } from './langfuse/index.js'
import { langsmith } from './langsmith/index.js'
import { litellm } from './litellm/index.js'
import { miniSweAgent } from './mini-swe-agent/index.js'
import { openaiChat } from './openai-chat/index.js'
import { openaiResponses } from './openai-responses/index.js'
import { openclaw } from './openclaw/index.js'
import { opencode } from './opencode/index.js'
import { openhands } from './openhands/index.js'
import { openinference } from './openinference/index.js'
import { otelGenai } from './otel-genai/index.js'
import { sweAgent } from './swe-agent/index.js'
import { tauBench } from './tau-bench/index.js'
import { tau2 } from './tau2/index.js'

export { COLLECTED, dataFolder, type Means, Reducing } from './collected/index.js'
export { headOf, isPacked, openContents, unpackedName } from './contents.js'
export { pseudonymIn } from './sealed.js'
export * from './spans/index.js'
export { startCounts } from './tally.js'
export { isTogether, readTogether, type TogetherFile } from './together.js'
export { UnreadableFile } from './unpacked.js'
export { entriesOf } from './zip.js'

/** Every kind of log that Leeway reads; the first that recognises a file reads it. */
export const SOURCES: readonly Source[] = [
  claudeCode,
  codex,
  copilotCli,
  geminiCli,
  openhands,
  opencode,
  sweAgent,
  miniSweAgent,
  inspectEval,
  atif,
  tauBench,
  tau2,
  googleAdk,
  openclaw,
  openinference,
  otelGenai,
  claudeCodeOtel,
  litellm,
  helicone,
  langfuse,
  langsmith,
  anthropicMessages,
  openaiChat,
  openaiResponses,
  chatArrays,
  collected,
]

/** The source of an id, as stored with its rows. */
export const sourceOf = (id: string): Source | undefined => SOURCES.find((source) => source.id === id)

/** Kinds of logs that give way where an agent's own log tells the same session, the first of them last. */
export const COMPANIONS: readonly string[] = SOURCES.filter(({ companion }) => companion !== undefined)
  .sort((a, b) => a.companion! - b.companion!)
  .map(({ id }) => id)
