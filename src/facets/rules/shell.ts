import { type Command, parse, type Redirection } from 'unbash'

/** One simple command of a shell text, wherever it stands in it. */
export interface Invocation {
  /** The program's name without its path; empty where a variable names it. */
  name: string
  /** What it is given, with quotes taken off. An expansion stays as it was written. */
  args: readonly string[]
  /** Files that its output goes to. */
  writes: readonly string[]
  /** Text that it is fed, from here-documents. */
  fed: string
  /** Run as another user, with all rights. */
  sudo: boolean
  /** The program whose output it reads through a pipe, or null. */
  after: string | null
}

/** Shell texts inside shell texts are followed this far. */
const DEPTH = 4
/** Text beyond this is not looked at: nobody types it, and what counts stands before it. */
const LONGEST = 20_000

/**
 * The commands of a shell text: of pipelines, lists, conditions, loops, subshells, substitutions and here-documents fed
 * to a shell, with wrappers such as `sudo`, `env`, `xargs`, `timeout` or `bash -c` taken off. Never throws; what cannot
 * be parsed gives what could be.
 */
export function invocations(text: string, depth = 0): Invocation[] {
  const found: Invocation[] = []
  let script: unknown
  try {
    script = parse(text.slice(0, LONGEST))
  } catch {
    return found
  }
  let piped = ''
  walk(script, null, (command) => {
    // What is printed into a shell is run by it.
    const shell = command.after !== null && SHELLS.has(command.name) && command.fed === ''
    const given = shell ? { ...command, fed: piped } : command
    piped =
      command.fed !== ''
        ? command.fed
        : command.name === 'echo' || command.name === 'printf'
          ? command.args.join(' ')
          : ''
    for (const invocation of unwrapped(given, depth)) found.push(invocation)
  })
  return found
}

type Take = (command: Invocation) => void

interface Node {
  type?: string
  [key: string]: unknown
}

function walk(node: unknown, after: string | null, take: Take): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, after, take)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type } = node as Node
  if (type === 'Command') {
    const command = node as unknown as Command
    take(plainOf(command, after))
    walk(command.name?.parts, null, take)
    for (const part of [...command.prefix, ...command.suffix]) walk(inner(part), null, take)
    return
  }
  if (type === 'Pipeline') {
    let before = after
    for (const command of (node as unknown as { commands: readonly Node[] }).commands) {
      walk(command, before, take)
      before = nameOf(command as unknown as Command)
    }
    return
  }
  if (type === 'Redirected') {
    const { command, redirects } = node as unknown as { command: Node; redirects: readonly Redirection[] }
    walk(command, after, take)
    const writes = written(redirects)
    if (writes.length > 0) return take({ name: '', args: [], writes, fed: '', sudo: false, after })
    return
  }
  if (type === 'Word') return walk((node as Node).parts, null, take)
  if (type === 'CommandExpansion' || type === 'ProcessSubstitution') return walk((node as Node).script, null, take)
  for (const [key, value] of Object.entries(node)) if (key !== 'type' && key !== 'text') walk(value, after, take)
}

/** Where commands may stand inside an argument, an assignment or a redirection. */
function inner(part: unknown): unknown {
  const { type, parts, value, target, body } = part as Node & { value?: Node; target?: Node; body?: Node }
  if (type === 'Word') return parts
  if (type === 'Assignment') return value
  return [target, body?.parts]
}

const nameOf = (command: Command): string | null =>
  command.type === 'Command' && command.name !== undefined ? base(command.name.value) : null

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function plainOf(command: Command, after: string | null): Invocation {
  const words = command.args.map((arg) => ('value' in arg && typeof arg.value === 'string' ? arg.value : arg.text))
  let fed = ''
  for (const redirect of command.redirects) {
    if (redirect.type === 'HereDoc') fed += redirect.body.text
    else if (redirect.type === 'HereString') fed += redirect.target?.value ?? ''
  }
  return {
    name: nameOf(command) ?? '',
    args: words,
    writes: written(command.redirects),
    fed,
    sudo: false,
    after,
  }
}

/** Files that output goes to; what is thrown away, or goes to another stream, is not written anywhere. */
function written(redirects: readonly Redirection[]): string[] {
  return redirects.flatMap((redirect) =>
    redirect.type === 'Redirect' && redirect.operator.includes('>') && redirect.target !== undefined
      ? [redirect.target.value].filter((path) => !/^(?:\/dev\/(?:null|std\w+|tty)|\d|-)$/.test(path))
      : [],
  )
}

/** Options of wrappers that take the next word. */
const TAKES: Record<string, RegExp> = {
  sudo: /^-[ugpCDRTh]$/,
  doas: /^-[uC]$/,
  env: /^-[uCS]$/,
  timeout: /^-[sk]$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  xargs: /^-[InPLsdEa]$/,
  stdbuf: /^-[ioe]$/,
  time: /^-[fo]$/,
  caffeinate: /^-[tw]$/,
  watch: /^-[nd]$/,
  flock: /^-[wE]$/,
}
/** Wrappers that have words of their own before the command. */
const OWN: Record<string, number> = { timeout: 1, gtimeout: 1, flock: 1 }
const WRAPPERS = new Set([
  ...['sudo', 'doas', 'env', 'timeout', 'gtimeout', 'nice', 'ionice', 'nohup', 'time', 'command', 'builtin', 'exec'],
  ...['xargs', 'stdbuf', 'caffeinate', 'setsid', 'watch', 'unbuffer', 'flock', 'rtk', 'chronic', 'parallel'],
])
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'fish'])

function unwrapped(command: Invocation, depth: number): Invocation[] {
  const { name, args } = command
  const deeper = (text: string) =>
    depth >= DEPTH ? [] : invocations(text, depth + 1).map((found) => ({ ...found, sudo: found.sudo || command.sudo }))
  if (WRAPPERS.has(name)) {
    const rest = wrappedWords(name, args)
    if (rest.length === 0) return [command]
    return unwrapped(
      {
        ...command,
        name: base(rest[0]!),
        args: rest.slice(1),
        sudo: command.sudo || name === 'sudo' || name === 'doas',
      },
      depth,
    )
  }
  if (SHELLS.has(name)) {
    const at = args.findIndex((arg) => /^-\w*c$/.test(arg))
    const text = at === -1 ? command.fed : (args[at + 1] ?? '')
    if (text !== '') return deeper(text)
  }
  if (name === 'eval') return deeper(args.join(' '))
  if (name === 'find') return [command, ...executed(args).flatMap((words) => again(command, words, depth))]
  return [command]
}

function again(command: Invocation, [name, ...args]: string[], depth: number): Invocation[] {
  return name === undefined ? [] : unwrapped({ ...command, name: base(name), args, writes: [], fed: '' }, depth)
}

function wrappedWords(name: string, args: readonly string[]): string[] {
  let own = OWN[name] ?? 0
  let at = 0
  for (; at < args.length; at++) {
    const word = args[at]!
    if (word === '--') continue
    if (word.startsWith('-')) {
      if (TAKES[name]?.test(word) === true) at++
    } else if (/^\w+=/.test(word)) continue
    else if (own > 0) own--
    else break
  }
  return args.slice(at)
}

/** What `find` runs on what it finds. */
function executed(args: readonly string[]): string[][] {
  const found: string[][] = []
  args.forEach((arg, i) => {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(arg)) return
    const end = args.findIndex((word, j) => j > i && (word === ';' || word === '\\;' || word === '+'))
    found.push(args.slice(i + 1, end === -1 ? undefined : end))
  })
  return found
}
