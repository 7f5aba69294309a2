import { DEEDS, type DeedId } from './deeds.js'
import type { Reading } from './reading.js'
import { type Invocation, invocations } from './shell.js'
import { SHELL_RULES, type ShellRule } from './shell-rules.js'
import { sqlDeed } from './sql.js'

const byProgram = new Map<string, ShellRule[]>()
for (const rule of SHELL_RULES)
  for (const program of rule.programs.split(' ')) {
    const rules = byProgram.get(program)
    if (rules === undefined) byProgram.set(program, [rule])
    else rules.push(rule)
  }

/** Options that stand before a subcommand and take a word. */
const LEADING: Record<string, RegExp> = {
  git: /^(?:(?:-C|-c|--git-dir|--work-tree|--namespace) \S+ |--\S+ |-p )+/,
  gh: /^(?:(?:-R|--repo) \S+ )+/,
  kubectl: /^(?:(?:-n|--namespace|--context|--kubeconfig) \S+ )+/,
  docker: /^(?:(?:-H|--context|-l) \S+ )+/,
  npm: /^(?:(?:--prefix|-w|--workspace|-C) \S+ |-s |--silent )+/,
  pnpm: /^(?:(?:--filter|-F|-C|--dir) \S+ |-r |-w |--silent )+/,
  yarn: /^(?:(?:workspace|--cwd) \S+ )+/,
  bun: /^(?:(?:--cwd|--filter) \S+ |-s |--silent )+/,
  uv: /^(?:run )(?:--\S+ )*/,
  poetry: /^run /,
  make: /^(?:(?:-C|-f|-j) ?\S+ )+/,
  cargo: /^\+\S+ /,
}

const LOCAL = /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/]|$)/
const URL = /(?:https?:\/\/|(?:^|\s)[\w.-]+\.(?:com|org|net|io|dev|in|ai|app|gov|edu|co|sh)(?:[/:?]|$))/

/** What a shell text does: its commands by the rules, and the heaviest of them first. */
export function readShell(text: string): Reading[] {
  const commands = invocations(text)
  const found = commands.flatMap(readCommand)
  // A comment, or nothing at all.
  if (found.length === 0) return [{ deed: 'text-print', why: 'shell.nothing', more: 0 }]
  return found
}

function readCommand(command: Invocation): Reading[] {
  const readings = [deedOf(command)]
  for (const path of command.writes)
    readings.push({ deed: 'files-write', why: 'shell.redirect', more: ofSystem(path) ? 2 : 0 })
  if (command.sudo) for (const reading of readings) reading.more += DEEDS[reading.deed].impact > 0 ? 2 : 0
  return readings
}

const ofSystem = (path: string): boolean => /^\/(?:etc|usr|bin|sbin|boot|lib|var\/lib|System|Library)\//.test(path)

function deedOf(command: Invocation): Reading {
  const { name } = command
  const words = command.args.join(' ').slice(0, 4_000)
  const plain = LEADING[name] === undefined ? words : words.replace(LEADING[name], '')
  if (name === '') return { deed: 'text-print', why: 'shell.assignment', more: 0 }
  if (name === 'rm' || name === 'find') {
    const wide = widelyDeleted(command)
    if (wide !== null) return wide
  }
  if (/^(?:curl|wget|http|https|httpie|xh)$/.test(name)) return ofHttp(command, words)
  if (/^(?:psql|mysql|mariadb|sqlite3|duckdb|clickhouse(?:-client)?|sqlcmd|cockroach|bq|snowsql|usql)$/.test(name)) {
    const reading = sqlDeed(`${words} ${command.fed}`)
    // A file on this machine is not shared with anybody.
    return /^(?:sqlite3|duckdb)$/.test(name) ? { ...reading, local: true } : reading
  }
  if (
    /^(?:sh|bash|zsh|python3?|node|ruby|perl)$/.test(name) &&
    /^(?:curl|wget|fetch)$/.test(command.after ?? '') &&
    command.args.every((a) => a.startsWith('-') && a !== '-c' && a !== '-e' && a !== '-m')
  )
    return { deed: 'code-fetch-run', why: 'shell.piped-into-shell', more: 0 }
  for (const rule of byProgram.get(name) ?? [])
    if (rule.words === undefined || rule.words.test(rule.leading === true ? leadingWords(plain) : plain))
      return weighed(command, rule.deed, `shell.${name}`, plain)
  return unknownProgram(command, plain)
}

const leadingWords = (words: string): string =>
  words
    .split(' ', 12)
    .filter((word) => !/^-\w|^--\w/.test(word) || /^-(?:ls|l)$/.test(word))
    .slice(0, 3)
    .join(' ')

/** Details that make a command heavier than its kind. */
function weighed(command: Invocation, deed: DeedId, why: string, words: string): Reading {
  let more = 0
  if (
    deed === 'git-push' &&
    /(?:^| )(?:origin|upstream) (?:\S+:)?(?:main|master|production|release\S*)(?: |$)/.test(words)
  )
    more = 1
  if (deed === 'git-discard' && /(?:^| )(?:--hard|filter-|-\w*f\w*d|drop|clear|reflog)/.test(words)) more = 1
  if (deed === 'files-delete' && command.args.every((arg) => arg.startsWith('-') || isScratch(arg))) more = -1
  if ((deed === 'cloud-change' || deed === 'database-change') && /(?:^|[\s=:-])prod(?:uction)?(?:$|[\s-])/.test(words))
    more = 1
  if (deed === 'packages-install' && /(?:^| )(?:-g|--global|--system)(?: |$)/.test(words)) more = 1
  if (deed === 'files-mode' && /(?:^| )(?:-R .*777|777|a\+rwx)(?: |$)/.test(words)) more = 1
  if (DEEDS[deed].impact > 0 && command.args.some(ofSystem)) more += 2
  if (SECRET.test(words) && /^(?:files-read|files-search|text-print|machine-look)$/.test(deed)) more += 2
  return { deed, why, more }
}

const SECRET =
  /(?:^|[\s/'"])(?:\.env(?:\.(?!example|sample|template|dist)\w+)?(?![\w.])|id_rsa|id_ed25519|\.ssh\/\S*|\.aws\/credentials|\.netrc|\.npmrc|\.pgpass|credentials\.json|secrets?\.(?:ya?ml|json|env)|\/etc\/shadow|\.gnupg\S*|keychain|find-generic-password)(?:$|[\s'"])/
const isScratch = (path: string): boolean =>
  /^(?:\/private)?\/(?:tmp|var\/folders)\/|(?:^|\/)(?:tmp|temp|node_modules|dist|build|\.cache|__pycache__|coverage|target|out)(?:\/|$)|\.(?:log|tmp|pyc|o)$|^\$\{?(?:tmp|TMP)/i.test(
    path,
  )

/** Deleting without looking: whole trees of the machine, of a home, or whatever a glob matches there. */
function widelyDeleted(command: Invocation): Reading | null {
  const deletes =
    command.name === 'rm' ? /(?:^| )-\w*[rR]/.test(` ${command.args.join(' ')}`) : command.args.includes('-delete')
  if (!deletes) return null
  const paths = command.args.filter((arg) => !arg.startsWith('-'))
  const at = command.name === 'find' ? paths.slice(0, 1) : paths
  const wide = at.some((path) =>
    /^(?:\/|~|\$\{?HOME\}?|\.|\.\.|\/\*|~\/\*|\*|\.\/\*|\/(?:home|Users|etc|usr|var|opt|bin|lib|root)(?:\/\*?)?|\/(?:home|Users)\/[^/]+\/?\*?)$/.test(
      path,
    ),
  )
  const chosen =
    command.name === 'find' &&
    command.args.some((arg) => /^-(?:i?name|i?path|i?regex|[mac]?time|newer|size|empty)$/.test(arg))
  if (wide && !chosen) {
    const everything = at.some((path) =>
      /^(?:\/|~|\$\{?HOME\}?|\/\*|~\/\*|\/(?:home|Users|etc|usr|var|bin|lib).*)$/.test(path),
    )
    return { deed: 'files-delete-widely', why: `shell.${command.name}.wide`, more: everything ? 1 : -2 }
  }
  if (command.name === 'find')
    return { deed: 'files-delete', why: 'shell.find.delete', more: paths.some(isScratch) ? -1 : 0 }
  return {
    deed: 'files-delete',
    why: 'shell.rm.recursive',
    more: paths.every(isScratch) ? -1 : 0,
  }
}

/** A method of HTTP in small letters; what a log calls one may be any text. */
export const verbOf = (method: string): string =>
  /^(?:get|head|options|post|put|patch|delete|trace|connect)$/i.test(method) ? method.toLowerCase() : 'other'

function ofHttp(command: Invocation, words: string): Reading {
  const method = /(?:^| )(?:-X|--request|--method)[ =]?(\w+)/.exec(words)?.[1]?.toUpperCase()
  const sends = /(?:^| )(?:-d|--data\S*|--json|-F|--form\S*|-T|--upload-file|--post-\S+)(?:[ =]|$)/.test(words)
  const local = command.args.some((arg) => LOCAL.test(arg))
  const verb =
    method ??
    (sends && !/(?:^| )(?:-G|--get)(?: |$)/.test(words)
      ? 'POST'
      : /^(?:POST|PUT|PATCH|DELETE)$/.test(command.args[0] ?? '')
        ? command.args[0]!
        : 'GET')
  const why = `shell.${command.name}.${verbOf(verb)}`
  if (verb === 'GET' || verb === 'HEAD' || verb === 'OPTIONS') {
    if (local) return { deed: 'local-read', why, more: 0 }
    const saved =
      command.name === 'wget'
        ? !/-(?:qO|O) ?-|--spider/.test(words)
        : /(?:^| )(?:-\w*[oO]|--output|--remote-name)(?: (?!\/dev\/null)|$)/.test(words)
    return saved ? { deed: 'file-fetch', why, more: 0 } : { deed: 'service-read', why, more: 0 }
  }
  // Questions that are sent as a body, such as a query language's or a model's.
  if (
    /\/(?:graphql|query|search|_search|chat\/completions|v1\/messages|embeddings|rpc)\b/.test(words) &&
    !/mutation\b/.test(words)
  )
    return { deed: local ? 'local-read' : 'service-read', why, more: 0 }
  if (local) return { deed: 'local-write', why, more: 0 }
  return { deed: verb === 'DELETE' ? 'service-delete' : 'service-write', why, more: 0 }
}

/** A program that no rule knows: by what it is called with. */
function unknownProgram(command: Invocation, words: string): Reading {
  const { name } = command
  const [first = '', second = ''] = command.args
  // A wrapper of somebody's own around a known program.
  if (byProgram.has(first) && !first.startsWith('-') && second !== '') {
    const [inner, ...args] = command.args
    if (
      /^(?:git|npm|pnpm|bun|go|cargo|docker|kubectl|gh|python3?|node|make|pytest|psql|curl|rg|grep|ls|cat)$/.test(
        inner!,
      )
    )
      return deedOf({ ...command, name: inner!, args })
  }
  const why = 'shell.program'
  if (/(?:^|[/_.-])(?:test|tests|spec|check|verify|lint)s?(?:$|[/_.-])/.test(name))
    return { deed: 'tests-run', why, more: 0 }
  if (
    /^(?:--?(?:help|version|h|v)|help|version|status|list|ls|show|info|get|view|describe|logs?|search|whoami|doctor|config)$/.test(
      first,
    )
  )
    return { deed: 'machine-look', why, more: 0 }
  if (/^(?:deploy|publish|release)$/.test(first)) return { deed: 'cloud-change', why, more: 0 }
  if (/(?:^|\s)(?:\S*[/_.-])?test\w*(?:\s|$)|--dry-run|\btest\b/.test(words) || command.after === 'echo')
    return { deed: 'program-try', why, more: 0 }
  const unread = URL.test(words) && /(?:python|node|ruby|perl)/.test(name)
  if (/^(?:python3?|node|ruby|perl|php|deno|bun|lua|Rscript|tsx|ts-node)$/.test(name))
    return ofScript(command, words, unread)
  return { deed: 'program-run', why, more: 0, unclear: true }
}

/** A script given on the command line or fed: what its text shows. */
function ofScript(command: Invocation, words: string, net: boolean): Reading {
  const text = `${words} ${command.fed}`
  const why = `shell.${command.name}`
  if (command.fed === '' && !/(?:^| )-(?:c|e|p|pe|ne|r)(?: |$)/.test(words))
    return { deed: 'program-run', why, more: 0, unclear: true }
  if (/\b(?:rmtree|unlink(?:Sync)?|os\.remove|rmSync|rm_rf|File\.delete)\b/.test(text))
    return { deed: 'files-delete', why, more: 0 }
  if (
    /\b(?:requests\.(?:post|put|patch|delete)|method:\s*['"](?:POST|PUT|PATCH|DELETE)|axios\.(?:post|put|patch|delete))\b/.test(
      text,
    )
  )
    return { deed: 'service-write', why, more: 0 }
  if (/\b(?:open\([^)]*['"][wa]b?\+?['"]|write_text|writeFile(?:Sync)?|json\.dump\(|to_csv|\.save\(|sed -i)/.test(text))
    return { deed: 'files-write', why, more: 0 }
  if (net || /\b(?:requests\.get|urlopen|fetch\(|axios\.get|http\.get)\b/.test(text))
    return { deed: 'service-read', why, more: 0 }
  return { deed: 'files-read', why, more: 0 }
}
