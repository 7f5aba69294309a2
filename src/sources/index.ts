import type { Source } from '../model/index.js'
import { claudeCode } from './claude-code/index.js'
import { codex } from './codex/index.js'
import { copilotCli } from './copilot-cli/index.js'
import { geminiCli } from './gemini-cli/index.js'
import { opencode } from './opencode/index.js'
import { openhands } from './openhands/index.js'

export { headOf, isPacked, openContents, unpackedName } from './contents.js'
export { UnreadableFile } from './unpacked.js'
export { entriesOf } from './zip.js'

/** Every kind of log that Leeway reads; the first that recognises a file reads it. */
export const SOURCES: readonly Source[] = [claudeCode, codex, copilotCli, geminiCli, openhands, opencode]

/** The source of an id, as stored with its rows. */
export const sourceOf = (id: string): Source | undefined => SOURCES.find((source) => source.id === id)
