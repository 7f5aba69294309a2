import type { Random } from './random.js'
import { COMMANDS, FILES, QUESTIONS } from './texts.js'

export const MODEL = 'claude-sonnet-4-5'

/** A tool call of the demo, with what the tool would answer. */
export interface Call {
  id: string
  name: string
  input: object
  output: string
  toolUseResult: unknown
  /** How long it runs compared with the agent's own thinking. */
  weight: number
}

/** A call that only reads the project. */
export function reading(random: Random, cwd: string): Call {
  const path = random.pick(FILES)
  if (random.chance(0.3)) {
    return call(random, 'Grep', { pattern: 'load', path: 'src' }, 'Found 1 file', undefined, 0.2)
  }
  return call(random, 'Read', { file_path: `${cwd}/${path}` }, '1→export {}', undefined, 0.1)
}

/** A call that could need approval: it runs code, changes a file or reaches the network. */
export function acting(random: Random, cwd: string): Call {
  const kind = random.unit()
  const file_path = `${cwd}/${random.pick(FILES)}`
  if (kind < 0.52) {
    const [command, stdout] = random.pick(COMMANDS)
    return call(random, 'Bash', { command }, stdout, { stdout, stderr: '', interrupted: false }, 3)
  }
  if (kind < 0.88) {
    const input = { file_path, old_string: 'const limit = 3', new_string: 'const limit = 4' }
    const result = { filePath: file_path, userModified: false }
    return call(random, 'Edit', input, 'The file has been updated.', result, 0.3)
  }
  if (kind < 0.97) {
    return call(random, 'Write', { file_path, content: 'export {}\n' }, 'File created.', undefined, 0.3)
  }
  const input = { url: 'https://example.com/notes', prompt: 'Find the date' }
  return call(random, 'WebFetch', input, 'No date given.', { code: 200, durationMs: 800, url: input.url }, 2)
}

/** A question to the human; `output` is the answer. */
export function asking(random: Random): Call {
  const [question, header, ...labels] = random.pick(QUESTIONS)
  const answer = random.pick(labels)
  const options = labels.map((label) => ({ label, description: `${label}, then` }))
  const questions = [{ question, header, options, multiSelect: false }]
  const output = `User has answered your questions: "${question}"="${answer}". You can now continue with the user's answers in mind.`
  return call(random, 'AskUserQuestion', { questions }, output, { questions, answers: { [question]: answer } }, 0)
}

/** A subagent's task; the result is filled in by whoever runs it. */
export function delegating(random: Random): Call {
  const input = {
    description: 'Find the callers',
    prompt: 'Find all callers of the loader and list them.',
    subagent_type: 'general-purpose',
  }
  return call(random, 'Task', input, 'Three callers, all in src.', null, 5)
}

function call(
  random: Random,
  name: string,
  input: object,
  output: string,
  toolUseResult: unknown,
  weight: number,
): Call {
  return { id: `toolu_${random.hex(10)}`, name, input, output, toolUseResult, weight }
}
