import { BLANK, Gist } from '../../model/index.js'
import { shown } from './shown.js'
import { uncourteous, wantOf } from './wants.js'

type Test<T> = (of: T) => boolean
type Signs<T, S extends string> = Readonly<Record<S, Test<T>>>

const matches =
  (pattern: RegExp, first = Number.POSITIVE_INFINITY): Test<string> =>
  (text) =>
    pattern.test(text.length > first ? text.slice(0, first) : text)

const EVALUATION =
  /\b(?:CTF|capture the flag|benchmark|SETTING: You are (?:an autonomous programmer|a skilled cybersecurity)|simulated user|red.?team|eval(?:uation)? harness|SWE-?bench|WebArena|issue you need to solve in this (?:repo|environment))\b/i
/** Values that nobody has in earnest. */
export const PLACEHOLDER =
  /\b(?:example\.(?:com|org)|foo|bar|baz|lorem ipsum|john doe|jane doe|alice|bob|acme|order-?\d{1,4}|[A-Z]-\d{3,4}|test(?:ing)?|hello world|recorded|dummy|sample|demo|paris|mexico city)\b/i
export const TRYING =
  /\b(?:echo whoami|say hi|hello world|just testing|test (?:the|your|this) (?:tool|agent|connection|setup)|weather|call the tool|use the tool|return only its result)\b/i
const WATCHING = /\b(?:status|health|check|verif|monitor|queue|stuck|control|live)\b/i

const SMALL =
  /^\W*(?:(?:ok|okay|yes|no|please|pls|and|now|then|great|thanks|so|great|sure|can you|could you|let'?s)\W+)*(?:commit|push|merge|run|show|open|start|stop|list|check|what|which|where|is|are|does|do|why|how|fix the typo|rename|print|read|add a line|pull|go|continue|proceed|try again)\b/i

/** An order in few words that names a step. */
const orders =
  (words: RegExp): Test<string> =>
  (text) =>
    text.length <= 120 && words.test(text)

/** What the rules ask of what somebody says to the agent: what it is to do, and what follows when it was stopped. */
const ASKED = {
  [BLANK]: (text) => text.trim() === '',
  brief: (text) => text.trim().length < 160,
  long: (text) => text.trim().length > 700,
  lengthy: (text) => text.trim().length > 900,
  small: (text) => text.trim().length <= 28 && SMALL.test(text.trim()),
  large: matches(
    /\b(?:refactor|migrat\w+|redesign|re-?architect|implement the following plan|end-to-end|entire (?:codebase|system)|from scratch|overhaul|orchestrat\w+|pipeline|across (?:all|the)|roadmap)\b/i,
  ),
  'open-ended': matches(
    /\b(?:whatever you (?:think|like)|improve everything|surprise me|keep going forever|be creative and decide|do what you think is best|make it better)\b/i,
  ),
  question: (text) => text.length < 200 && text.includes('?'),
  scheduled: matches(/^\s*<scheduled-task/),
  automated: matches(/^\s*This is an automated run/),
  evaluation: matches(EVALUATION, 2_000),
  placeholder: matches(PLACEHOLDER, 1_000),
  trying: matches(TRYING),
  watching: matches(WATCHING, 200),
  'orders-git': orders(/\b(?:commit|push|merge|rebase|branch|PR|pull request|sube|stash|checkout|revert)\b/i),
  'orders-delete': orders(/\b(?:delete|remove|rm|clean|borra|elimina)\b/i),
  'orders-check': orders(/\b(?:run|test|lint|check)\b/i),
  'orders-write': orders(/\b(?:add|change|rename|set|update|fix)\b/i),
  'go-on': matches(
    /^\W*(?:continue|go on|proceed|keep going|resume|carry on|contin[uú]a|sigue|retry|try again)\b/i,
    400,
  ),
  done: matches(
    /^\W*(?:commit|push|merge|ok(?:ay)?|great|perfect|nice|thanks?|done|good|it works|now it works|listo|gracias|looks good|lgtm)\b/i,
    400,
  ),
  fault: matches(
    /\b(?:not correct|incorrect|wrong|error|bug|broken|fails?|failing|doesn'?t work|not working|again, this)\b/i,
    400,
  ),
  astray: matches(
    /^\W*(?:wait|no\b|stop|don'?t|let'?s (?:pause|not|step back)|hold on|actually|instead|why|espera|not what|that'?s not|you (?:also )?(?:said|missed|should))|\b(?:instead of|I (?:meant|said|asked)|shouldn'?t|you should(?:n'?t)?|not sold)\b/i,
    400,
  ),
  slow: matches(
    /\b(?:too (?:slow|long|verbose|much|many)|taking (?:too long|forever|so long|a while)|stuck|hang(?:s|ing)|hung|hurry|froze(?:n)?|overkill|over-?complicat\w+|over-?engineer\w+|stop (?:reading|searching|researching|thinking)|are you still there|keep it (?:simple|short)|demasiad[oa]s?|tard(?:a|as|ando)|atascad[oa]|colgad[oa]|no tan largo)\b/i,
    400,
  ),
  'own-step': matches(
    /\b(?:I(?:'ll| will|'m going to| am going to| want to|'d rather)(?: just| now| first)? (?:do|run|handle|test|try|fix|commit|push|deploy|restart|start|merge|edit|change|finish|make) (?:it|this|that|them|the\b|these|those)?[^.\n]{0,30}\b(?:myself|manually|by hand|on my own|first)|(?:I(?:'ll| will)|let me) (?:do|run|handle|test|try|take|commit|push|deploy|restart|merge) (?:it|this|that|them|over|the)\b|I(?:'m| am) (?:taking|doing|running|testing|handling|deploying|restarting|merging|committing)\b|I (?:already |just |have already |have just )(?:ran|did|fixed|reverted|committed|pushed|merged|restarted|deployed|changed|updated|removed|deleted|tested|tried|done)\b|I(?:'ve| have) (?:already |just )?(?:run|done|fixed|reverted|committed|pushed|merged|restarted|deployed|changed|updated|removed|deleted|tested)\b|(?:do|run|handle|test|commit) (?:it|this|that) myself|lo (?:hago|pruebo|corro|ejecuto|subo) yo|yo (?:lo|me encargo|mismo)|ya lo (?:hice|prob[eé]|corr[ií]|ejecut[eé]|sub[ií]))(?![a-záéíóúñ])/i,
    400,
  ),
  enough: matches(
    /\b(?:that(?:'s| is|'ll do| will do)? enough|enough (?:for (?:now|today)|thanks)|never ?mind|no need(?: to)?|not (?:needed|necessary)|I(?:'ve| have)? (?:got|have) (?:it|what I need|enough)|got it|I can take it from here|(?:it|this|that) (?:already )?works(?: now)?|already (?:works|fixed|done|working|solved)|(?:it's|its|it is) (?:working|fixed|fine|done|solved)|suficiente|con eso basta|no hace falta|d[eé]jalo|ya (?:est[aá]|funciona|qued[oó]))(?![a-záéíóúñ])/i,
    160,
  ),
  changed: matches(
    /^\W*(?:(?:wait|ok(?:ay)?|no|oh|hmm|actually|and|espera|y)\W+)*(?:also\b|in addition|additionally|one more thing|adem[aá]s|tambi[eé]n)|\b(?:chang(?:e|ed|ing) (?:of plans?|my mind|the (?:plan|requirements?|scope))|on second thoughts?|new (?:requirement|idea|plan)|forget (?:about )?(?:that|it|this|the)|scrap (?:that|this|it)|let'?s (?:do|use|try|make|go with|switch|leave|drop|skip|postpone|focus on)\b[^.\n]{0,80}\b(?:instead|first|for now|later)|we (?:no longer|don'?t) (?:need|want)|I(?:'ve| have)? (?:decided|changed)|I(?:'d)? (?:now|rather) want|cambio de planes|he cambiado|mejor (?:env[ií]|haz|usa|pon|hag|cambi|deja)\w*|olv[ií]da(?:te|lo)?|ya no (?:quiero|necesito|hace))\b/i,
    400,
  ),
  adds: matches(
    /^\W*(?:but|so (?:the|we|you)|note|fyi|remember|by the way|btw|for \S+ there|pero|recuerda|ojo)\b|\b(?:there(?:'s| is| are)(?: (?:also|no|already))?\b|we (?:don'?t|do not|need to|use|have|already|should)|should we|you (?:can|could|need to|have to|missed|forgot)|already (?:exists?|in|there|have)|some ?(?:one|else)|another (?:agent|session|person)|update your context|the (?:newest|latest|current|right|correct) |consider |is (?:in|at|called|located|under) |use (?:the|this|that|my|our) |make sure|ensure|because|since (?:we|the|it)|hay (?:que|un|otr)|tenemos que|usa (?:el|la|los)|aseg[uú]rate|porque)/i,
    400,
  ),
} as const satisfies Signs<string, string>

/** Words at the end of a message by which an agent waits for what only its human can give. English and Spanish. */
const BLOCKED: readonly RegExp[] = [
  /\b(?:which (?:one|option|approach|of (?:these|them|the))|what would you (?:prefer|like me to)|do you (?:prefer|want)[^?\n]{0,120}\bor\b|would you rather)\b[^?]*\?/i,
  /\b(?:please|could you|can you|i(?:'ll)? need you to|you(?:'ll)? need to)\b[^.?\n]{0,40}\b(?:confirm|clarify|provide|share|paste|specify|tell me|let me know|run|log ?in|grant|choose|pick|decide)\b/i,
  /\b(?:let me know|tell me)\b[^.\n]{0,40}\b(?:the results?|which|what you(?:'d)? (?:see|prefer)|how you(?:'d)? like|when (?:you|it)|once)\b/i,
  /\bonce you(?:'ve| have)? (?:run|done|confirm|set|provide|finish|tell|add|create)/i,
  /\b(?:before I (?:proceed|continue|start|go ahead)|is (?:that|this) (?:correct|right|ok)|should I (?:proceed|go ahead|continue)\b)[^.]*\?/i,
  /\b(?:should I|shall I|do I)\b[^?\n]{3,160}\bor\b[^?\n]{3,160}\?/i,
  /\byou have (?:a few|two|three|several|some) options\b[\s\S]{0,900}\?\s*$/i,
  /¿(?:cu[aá]l|qu[eé] opci[oó]n) prefieres|o (?:prefieres|te refer[ií]as)[^?]*\?|¿(?:es correcto|confirmas|me confirmas)|necesit(?:o que|as) (?:me )?(?:corr|confirm|pas|ejecut|d[eií])|av[ií]same (?:cuando|y)|cuando lo hayas/i,
]
const OFFER =
  /^(?:\W*(?:want|would you like) me to|ready to|shall we|anything else|¿(?:quieres que|te gustar[ií]a|lo )\b)/i
const WAITING =
  /\b(?:I(?:'ll| will) (?:let you know|notify|report|check back|update you|continue)|(?:still )?(?:waiting|running|working) (?:for|on|in the background)|te aviso)\b[\s\S]{0,300}$/i

const endOf = (text: string): string => text.trimEnd().slice(-700)

function isBlocked(words: string): boolean {
  const text = uncourteous(words)
  const final = lastSentence(endOf(text))
  const offers =
    OFFER.test(final) && !/\bor\b|\bo\b/.test(final) && !/you have (?:a few|two|three|several) options/i.test(text)
  return !offers && BLOCKED.some((pattern) => pattern.test(endOf(text)))
}

const lastSentence = (text: string): string =>
  text
    .trimEnd()
    .split(/\n+|(?<=[.!?])\s+/)
    .at(-1) ?? ''

/** What they ask of the agent's last words. */
const SAID = {
  [BLANK]: (text) => text.trim() === '',
  waiting: (text) => WAITING.test(endOf(text).slice(-300)) && !endOf(text).endsWith('?'),
  blocked: isBlocked,
} as const satisfies Signs<string, string>

/** What they ask of a system prompt: what it is for, and how it limits the agent. */
const SYSTEM = {
  short: (text) => text.length < 400,
  evaluation: matches(EVALUATION),
  simulated: matches(
    /\b(?:The current time is \d{4}-\d\d-\d\d \d\d:\d\d:\d\d EST|container environment|sandbox(?:ed)? environment|special interface)\b/i,
  ),
  contained: matches(/\bcontainer|special interface|CTF\b/),
  limits: matches(/\b(?:policy|confirmation|should (?:deny|not)|must not)\b/i),
  approval: matches(
    /\b(?:obtain|ask (?:for|the user)|require|get|wait for|seek)\b[^.\n]{0,60}\b(?:confirm\w*|approv\w*|consent|permission)\b|\bconfirm(?:ation)? (?:with|from) the (?:user|human|customer)\b/i,
  ),
  escalation: matches(
    /\b(?:transfer|escalate|hand ?(?:off|over)|forward)\b[^.\n]{0,60}\b(?:human|supervisor|agent|person|team|manager)\b/i,
  ),
  scoped: matches(
    /\b(?:you (?:should|must|may|can) (?:not|only)|do not|don't|never|deny user requests|not allowed|are (?:only )?allowed to|read-only|restricted to|permission)\b[^.\n]{0,80}\b(?:access|tools?|provide|perform|modify|delete|requests?|actions?|write|policy|data|refund|change)\b/i,
  ),
  sandboxed: matches(
    /\b(?:sandbox(?:ed)?|container(?:ized)? environment|docker container|virtual machine|isolated environment|special interface)\b/i,
  ),
  network: matches(
    /\b(?:no (?:internet|network) access|allowed domains?|allow-?list|network access is (?:disabled|restricted))\b/i,
  ),
  timeouts: matches(/\b(?:commands? (?:will )?time ?out|timeout of \d+|EXECUTION TIMED OUT)\b/i),
  rates: matches(/\b(?:rate limit|requests per (?:second|minute|hour))\b/i),
  quotas: matches(/\b(?:budget of|at most \d+ (?:calls|steps|turns)|quota|cost limit)\b/i),
  supervision: matches(/\b(?:reviewed by (?:another|an?) (?:agent|model|AI)|guardrail model|monitor(?:ed)? by)\b/i),
} as const satisfies Signs<string, string>

const LOOKING =
  /\b(?:research|investigat\w+|find|look up|check|search|explore|gather|read|analy[sz]e|review|summari[sz]e|forecast|compare)\b/i
const MAKING = /\b(?:design|implement|write|create|draft|plan|build|fix|refactor|add|generate)\b/i

/** What they ask of the input of a call, beside what the call does. */
const GIVEN = {
  placeholder: (input) => PLACEHOLDER.test(shown(input, 1_000)),
  trying: (input) => TRYING.test(shown(input, 2_000)),
  watching: (input) => WATCHING.test(shown(input, 600)),
  worktree: (input) => /[_.]worktrees?\//.test(shown(input, 2_000).slice(0, 2_000)),
  wordless: (input) => shown(input, 1_000).length < 5,
  looks: (input) => {
    const looking = shown(input, 1_000).search(LOOKING)
    const making = shown(input, 1_000).search(MAKING)
    return looking !== -1 && (making === -1 || looking < making)
  },
  makes: (input) => MAKING.test(shown(input, 1_000)),
} as const satisfies Signs<unknown, string>

const asking =
  <T, S extends string>(signs: Signs<T, S>, without: T) =>
  (of: T | Gist | null, sign: S): boolean =>
    of instanceof Gist ? of.has(sign) : signs[sign](of ?? without)

/** Whether a text, or what is left of it, has a sign. */
export const asks = asking<string, keyof typeof ASKED>(ASKED, '')
export const says = asking<string, keyof typeof SAID>(SAID, '')
export const prompts = asking<string, keyof typeof SYSTEM>(SYSTEM, '')
export const gives = asking<unknown, keyof typeof GIVEN>(GIVEN, null)

const found =
  <T>(signs: Signs<T, string>) =>
  (of: T): string[] =>
    Object.entries<Test<T>>(signs).flatMap(([sign, test]) => (test(of) ? [sign] : []))

const saidSigns = found(SAID)

/** All signs of a text. Of words by which an agent waits for its human, also what they want. */
export const signsOf = {
  asked: found(ASKED),
  said: (text: string) => (isBlocked(text) ? [...saidSigns(text), wantOf(text)] : saidSigns(text)),
  system: found(SYSTEM),
  given: found(GIVEN),
} as const
