import { DEEDS, type DeedId } from './deeds.js'
import type { Reading } from './reading.js'
import { readShell, verbOf } from './shell-call.js'
import { shown } from './shown.js'
import { sqlDeed } from './sql.js'
import { TOOL_RULES } from './tool-rules.js'
import { deedOfWords, wordsOf } from './verbs.js'

const squash = (name: string): string => name.replace(/[_.\-\s]/g, '').toLowerCase()

const BY_NAME = new Map(TOOL_RULES.flatMap(({ names, deed }) => names.split(' ').map((name) => [squash(name), deed])))

/** Tools that run a shell text, and where it stands in their input. */
const SHELLS = new Set(
  [
    'bash',
    'shell',
    'exec',
    'execcommand',
    'runcommand',
    'runshellcommand',
    'terminal',
    'runterminalcmd',
    'executecommand',
    'localshell',
    'cmd',
    'executebash',
    'runinterminal',
    'cmdrun',
    'bashexec',
    'container.exec',
    'containerexec',
    'shellcommand',
    'runbash',
    'python',
    'ipython',
  ].map(squash),
)
const EDITORS = new Set(['strreplaceeditor', 'strreplacebasededittool', 'editor', 'texteditor', 'fileeditor'])

type Input = Record<string, unknown>

/** What a call does: one reading for each thing that it does. Never throws on any input. */
export function readCall(tool: string, input: unknown, definition: string | null): Reading[] {
  const { name, server, given } = called(tool, input)
  const key = squash(name)
  const shell = shellText(key, given)
  if (shell !== null) return readShell(shell)
  if (EDITORS.has(key)) return [ofEditor(given)]
  if (key === 'writestdin') return [ofStdin(given)]
  const known =
    BY_NAME.get(squash(server === null ? name : `${server}${name}`)) ??
    (server === null || isBrowser(server) ? BY_NAME.get(key) : undefined)
  if (known !== undefined) return [refined(known, given)]
  const code = codeOf(key, given)
  if (code !== null) return [ofCode(code)]
  const sql = textOf(given, 'sql', 'query', 'statement')
  if (sql !== null && /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRUNCATE|EXPLAIN|SHOW)\b/i.test(sql))
    return [sqlDeed(sql)]
  const method = textOf(given, 'method', 'http_method')
  if (method !== null && textOf(given, 'url', 'endpoint', 'path') !== null) return [ofMethod(method)]
  return [byWords(name, server, given, definition)]
}

/** The tool and its input, without the wrapping that servers and gateways put around them. */
function called(tool: string, input: unknown): { name: string; server: string | null; given: unknown } {
  const mcp = /^mcp__(.+?)__(.+)$/.exec(tool)
  if (mcp !== null) return { name: mcp[2]!, server: mcp[1]!, given: input }
  return { name: tool.replace(/^(?:functions|internal|default_api|tools?)[.:]/, ''), server: null, given: input }
}

const isBrowser = (server: string): boolean => /browser|playwright|puppeteer|chrome/i.test(server)

function textOf(input: unknown, ...names: string[]): string | null {
  if (typeof input !== 'object' || input === null) return null
  for (const name of names) {
    const value = (input as Input)[name]
    if (typeof value === 'string' && value !== '') return value
    if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
      return shellOfList(value)
  }
  return null
}

/** A command given as a list of words; `["bash", "-lc", "…"]` is the text itself. */
function shellOfList(words: readonly string[]): string {
  const at = words.findIndex((word) => /^-\w*c$/.test(word))
  if (at > 0 && /(?:^|\/)(?:ba|z|da|k)?sh$/.test(words[0]!)) return words[at + 1] ?? ''
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

function shellText(key: string, given: unknown): string | null {
  if (!SHELLS.has(key)) return null
  if (typeof given === 'string') return given
  const text = textOf(given, 'command', 'cmd', 'script', 'commands', 'input')
  if (text !== null) return text
  const code = textOf(given, 'code')
  return code === null ? null : `python3 <<'CODE'\n${code}\nCODE`
}

function ofEditor(given: unknown): Reading {
  const command = textOf(given, 'command') ?? ''
  if (command === 'view') return { deed: 'editor-look', why: 'tool.editor.view', more: 0 }
  return { deed: 'editor-write', why: 'tool.editor.change', more: 0 }
}

/** Waiting for a running program when nothing is typed; else typing into it. */
function ofStdin(given: unknown): Reading {
  return textOf(given, 'chars', 'input') === null
    ? { deed: 'process-watch', why: 'tool.stdin.wait', more: 0 }
    : { deed: 'program-run', why: 'tool.stdin.type', more: 0 }
}

/** Code that a tool is given to run, where it has only functions that it is offered. */
function codeOf(key: string, given: unknown): string | null {
  return /(?:execute|run|eval)\w*(?:code|block|script|program|javascript|js|cell)|codeinterpreter/.test(key)
    ? textOf(given, 'code', 'block', 'script', 'source', 'program')
    : null
}

/** The heaviest of the functions that a piece of code calls; without any it only works something out. */
function ofCode(code: string): Reading {
  const named = [...code.matchAll(/\b([a-z]+(?:_[a-z]+)+)\s*\(/g)].map(([, name]) => deedOfWords(wordsOf(name!)))
  const found = named
    .filter((deed) => deed !== null)
    .sort((a, b) => DEEDS[b].impact - DEEDS[a].impact || DEEDS[b].risk - DEEDS[a].risk)[0]
  return found === undefined
    ? { deed: 'calculate', why: 'code.alone', more: 0 }
    : { deed: found, why: `code.${found}`, more: 0 }
}

function ofMethod(method: string): Reading {
  const why = `tool.http.${verbOf(method)}`
  if (/^(?:get|head|options)$/i.test(method)) return { deed: 'service-read', why, more: 0 }
  return { deed: /^delete$/i.test(method) ? 'service-delete' : 'service-write', why, more: 0 }
}

/** Details of the input that make a known tool's call another one. */
function refined(deed: DeedId, given: unknown): Reading {
  const why = `tool.${deed}`
  const path = textOf(given, 'file_path', 'path', 'notebook_path', 'filename', 'target_file') ?? ''
  const action = textOf(given, 'action', 'operation') ?? ''
  if (deed === 'automation-change') {
    if (/^(?:list|get|status|read)$/i.test(action)) return { deed: 'cloud-look', why, more: 0 }
    return { deed, why, more: 0 }
  }
  if (deed === 'screen-use' && /^(?:screenshot|cursor_position|zoom)$/.test(action))
    return { deed: 'image-look', why, more: 0 }
  if (deed === 'files-read') {
    if (/\.(?:png|jpe?g|gif|webp|bmp)$/i.test(path)) return { deed: 'image-look', why, more: 0 }
    return { deed, why, more: isSecret(path) ? 2 : 0 }
  }
  if (deed === 'files-write') {
    const system = /^\/(?:etc|usr|bin|sbin|boot|lib|System|Library)\//.test(path)
    return { deed, why, more: system ? 3 : isSecret(path) ? 2 : 0 }
  }
  if (deed === 'web-use' && BUYS.test(shown(given, 2_000)))
    return { deed: 'web-change', why: 'tool.page.submit', more: 1 }
  return { deed, why, more: 0 }
}

const isSecret = (path: string): boolean =>
  /(?:^|\/)(?:\.env(?:\.\w+)?|id_rsa|id_ed25519|credentials(?:\.json)?|\.netrc|\.npmrc|\.pgpass|secrets?\.\w+)$|\/\.(?:ssh|aws|gnupg)\//.test(
    path,
  )
const BUYS =
  /\b(?:place order|buy now|checkout|pay now|confirm (?:purchase|order|booking)|submit|delete|remove|send|post comment|publish|sign up|unsubscribe)\b/i

function byWords(name: string, server: string | null, given: unknown, definition: string | null): Reading {
  const words = wordsOf(name)
  const own = server === null ? words : [...words, ...wordsOf(server)]
  const found = deedOfWords(own)
  const action = textOf(given, 'action', 'operation', 'command')
  if (found === null || found === 'something-run') {
    const acted = action === null || action.length > 40 ? null : deedOfWords([...wordsOf(action), ...own])
    if (acted !== null) return { deed: acted, why: `verb.${acted}`, more: 0 }
    const told = definition === null ? null : deedOfWords(wordsOf(firstSentence(definition)).slice(0, 12))
    if (told !== null) return { deed: told, why: `definition.${told}`, more: 0, unclear: true }
  }
  if (found !== null) return { deed: found, why: `verb.${found}`, more: 0, unclear: found.startsWith('something') }
  if (/(?:^|_)(?:search|query|lookup|read)/.test(name.toLowerCase()))
    return { deed: 'something-read', why: 'verb.inside', more: 0, unclear: true }
  return { deed: 'something-run', why: 'nothing-known', more: 0, unclear: true }
}

const firstSentence = (text: string): string =>
  (/"description"\s*:\s*"([^".]{3,200})/.exec(text)?.[1] ?? text.split(/[.\n]/, 1)[0]!).slice(0, 200)
