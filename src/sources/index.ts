import type { Source } from '../model/index.js'
import { anthropicMessages } from './anthropic-messages/index.js'
import { claudeCode } from './claude-code/index.js'
import { codex } from './codex/index.js'
import { litellm } from './litellm/index.js'
import { openaiChat } from './openai-chat/index.js'
import { openaiResponses } from './openai-responses/index.js'

export { headOf, isPacked, openContents, unpackedName } from './contents.js'
export { UnreadableFile } from './unpacked.js'
export { entriesOf } from './zip.js'

/** Every kind of log that Leeway reads; the first that recognises a file reads it. */
export const SOURCES: readonly Source[] = [claudeCode, codex, litellm, anthropicMessages, openaiChat, openaiResponses]

/** The source of an id, as stored with its rows. */
export const sourceOf = (id: string): Source | undefined => SOURCES.find((source) => source.id === id)
