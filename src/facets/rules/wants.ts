import type { Stop } from '../reasons.js'

/** Ends a word, also behind a letter with an accent, which `\b` takes for none. */
const END = '(?![a-záéíóúñ])'
const words = (...parts: readonly string[]): RegExp => new RegExp(parts.join('|'), 'i')

/** What only the human can give: a way in, or what comes of something that the agent cannot run or see. */
const ACCESS = words(
  String.raw`\b(?:provide|paste|share|set|add|needs?|requires?|enter|supply|send|give|configure|missing|without|no|lacks?|lacking|(?:do|does|did)(?: not|n'?t) have|expired|invalid|sin|faltan?|necesit\w+|p[aá]same|dame|configura|no ten(?:go|emos)|no tiene)\b[^.?\n]{0,40}(?:\b(?:credentials?|api[ _-]?keys?|(?:access |auth |bot )?tokens?|passwords?|passphrase|secrets?|ssh keys?|access to (?:your|the|this|that)|credencial(?:es)?|contraseñas?|claves?|accesos? a)${END}|\.env\b)`,
  String.raw`\b(?:please|you(?:'ll)? (?:need|have) to|once you(?:'ve| have| are|'re)?|after you(?:'ve| have)?|can you|could you) (?:log(?:ged)? ?in|sign(?:ed)? ?in|authenticat\w+|authori[sz]\w+|grant\w*)`,
  String.raw`\b(?:gh auth|aws sso|az|gcloud auth|vercel|npm|docker|wrangler|heroku) login\b|\binicia(?:r|do)? sesi[oó]n|\bhayas autori\w+|\bpermission (?:was )?denied\b`,
)
const SEEN = words(
  String.raw`\b(?:do you (?:still |now )?(?:see|get)|what (?:do|did) you (?:see|get)|(?:does|did|is) (?:it|this|that)\b[^.?\n]{0,30}\b(?:work|fail|happen|appear)\w*[^.?\n]{0,40}\?|what(?:'s| is| was| does)?\b[^.?\n]{0,30}\b(?:the (?:exact )?(?:error|output)|(?:error|output) (?:say|was))|exactly what the (?:error|output))`,
  '¿(?:(?:ya |te )?funciona|sigue (?:fall|pas|sal)|qu[eé] (?:ves|sale|aparece|error))',
)
const FOUND = words(
  String.raw`\b(?:paste|share|send|show me|provide|tell me|let me know|give me|p[aá]same|m[aá]ndame|comp[aá]rteme|dime|mu[eé]strame|av[ií]same)\b[^.?\n]{0,50}\b(?:outputs?|logs?|error(?: messages?)?|stack ?trace|screenshots?|console|results?|what you (?:see|get|observe|find)|what happens|how it goes|salida|captura|resultados?|qu[eé] (?:ves|sale|aparece)|si (?:funciona|sigue|falla))${END}`,
  String.raw`\blet me know (?:if|whether) (?:it|that|this|the)\b[^.?\n]{0,50}\b(?:works?|helps?|fails?|fix(?:e[sd])?|errors?|persists?)\b`,
  String.raw`\b(?:please|can you|could you|you(?:'ll)? (?:need|have) to|i(?:'ll)? need you to|(?:once|after|when) you(?:'ve| have)?|necesito que|puedes|prueba a|vuelve a|cuando lo hayas) (?:now |then |try |re-?)?(?:run|ran|tr(?:y|ied)|test|reload|refresh|hard.?refresh|restart|reproduce|install|built|build|corr|prob|prueb|ejecut|recarg|reinici)\w*`,
  String.raw`\b(?:please|can you|could you) (?:check|verify) (?:if|whether|that (?:it|the)|the (?:page|site|app|browser|logs?|console))\b`,
)
/** What was asked for lacks something, by what that is. */
const LACKING =
  /\b(?:provide|tell me|give me)(?: me with)? (?:your|the|their|his|her)\b[^?\n]{0,160}\b(?:IDs?|names?|numbers?|dates?|reasons?|e-?mails?|address(?:es)?|details|text)\b|\bconfirm (?:which|what|the reason)\b/i
/** What is theirs to choose. */
const CHOICE = words(
  String.raw`\bwhich (?:one|option|approach|of|way|method|design|direction|version|should|would you|do you (?:want|prefer|like))\b|\bwhich \w+ you(?:'d| would) like to (?:book|choose|select|use|take|go with|proceed with)\b|\bwhat(?:'s| is) your preference|\bwhat (?:approach|strategy) |\bhow would you (?:like it|like me|prefer)|\byou have (?:a few|two|three|several|some) options\b|\bprefer(?:ence)?\b[^.\n]{0,40}\?|\bchoose (?:one|between)|\bpick one\b|\b(?:A|1)\) [^?]{1,300}\b(?:B|2)\) `,
  String.raw`\b(?:do|would) you (?:prefer|rather|like|want)\b[^?\n]{1,200}\bor\b[^?\n]{1,200}\?|\b(?:should|shall|do|does|is|are|can|let me know (?:if|whether))\b[^?\n]{2,220}\bor\b[^?\n]{2,200}\?`,
  String.raw`¿(?:cu[aá]l(?:es)?|qu[eé] (?:opci[oó]n|enfoque|prefieres|hacemos|forma)|c[oó]mo (?:prefieres|quieres|lo (?:resolvemos|hacemos)|resolvemos|hacemos)|prefieres)${END}|\bo (?:prefieres|quieres|mejor|bien|te monto)\b[^?\n]{0,200}\?|,\s*o\s[^?\n]{2,160}\?`,
)
/** What they are to allow. */
const APPROVAL = words(
  String.raw`\b(?:should|shall|can|may|could) I (?:now |also |just )?(?:go|proceed|continue|start|begin|commit|push|merge|deploy|delete|remove|apply|create|make|implement|run|update|fix|open|publish|release|install|move|rename|add|write|send|do|use|book|cancel|change|transfer)\b|\bbefore I (?:proceed|continue|start|go|commit|push|merge|deploy|delete|implement|make|write|cancel|book)\b|\b(?:do you )?want me to\b|\bwould you like (?:me )?to\b|\b(?:if|whether) you(?:'d| would)? (?:like|want) (?:me )?to (?:proceed|go|book|do|continue)\b|\b(?:please|can you|could you|do you|you) (?:\w+ )?(?:confirm|approve|sign off|agree)\b|\bconfirm (?:that|if|whether|your|you|the|these|this|to|by)\b`,
  String.raw`\bready (?:to|for me to|when you are)\b|\b(?:is|are|does|do) (?:that|this|these|it|the \w+)\b[^.?\n]{0,40}\b(?:ok(?:ay)?|correct|right|acceptable|look (?:good|right|correct|ok)|good|sound)\b|\blooks? (?:good|right|correct|ok(?:ay)?)\b[^.\n]{0,60}\?|\bsounds? good|\b(?:say|reply|type|respond)[^.\n]{0,12}(?:yes|go|ok|proceed|approve)\b|\byour (?:approval|go-ahead|permission|confirmation)|\b(?:proceed|go ahead)\b[^.\n]{0,60}\?|\(yes\/no\)`,
  String.raw`¿(?:me )?(?:confirm|proced|contin[uú]|seguimos|sigo|arranc|lo (?:hago|aplico|subo|creo|borro)|hago|creo|quieres que|te parece|est[aá]s de acuerdo|das|apruebas|puedo|es correcto|est[aá] bien|list)|\b(?:confirma(?:r|s|me)?|apru[eé]ba(?:s|me)?)\b`,
)
/** What they left open: what was meant, and what was not said. */
const VAGUE = words(
  String.raw`\b(?:what|which|who|where)\b[^.?\n]{0,50}\byou (?:mean|refer\w*|talking|asking|looking for|thinking)|\b(?:did|do|if) you mean?t?\b|\bclarif\w+|\bmore (?:details?|specific|context|information)\b|\belaborate\b|\bwhat (?:exactly|specifically)\b|\bnot sure (?:what|which) you|\bwhat (?:is|are|'s) (?:the|your) (?:goal|purpose|intent|scope|use case|reason)\b|¿[^?\n]{0,60}(?:te refieres|te refer[ií]as|quieres decir|exactamente|objetivo|prop[oó]sito|alcance)|\b(?:aclar|especific)(?:a|ar|ame)\b`,
)
const UNSAID = words(
  String.raw`\b(?:what|which|who|where)\b[^.?\n]{0,50}\byou (?:want|need|like)|\bwhat (?:is|are|'s) (?:the|your) (?:name|target|date|budget|email|order|user)\b|\bhow (?:can|may) I (?:help|assist)\b|\b(?:specify|upload)\b|\bonce you have (?:the|them|it|these|those|that|your)\b|\b(?:provide|share|tell me|let me know|give me|I(?:'ll)? need)\b[^.?\n]{0,60}\b(?:your|the|which|what|how|any|details)\b|¿[^?\n]{0,60}(?:necesitas|quieres|te gustar[ií]a)|\bdetalles\b`,
)
/** What a question wants of a human, by its words, English and Spanish. The first that holds decides. */
const WANTS: readonly (readonly [Stop, RegExp])[] = [
  ['stop-access', ACCESS],
  ['stop-diagnostics', SEEN],
  ['stop-diagnostics', FOUND],
  ['stop-vague', LACKING],
  ['stop-choice', CHOICE],
  ['stop-approval', APPROVAL],
  ['stop-vague', VAGUE],
  ['stop-vague', UNSAID],
  ['stop-choice', /\b(?:which|options?|alternatives?|opci(?:ón|on|ones))/i],
]
/** The same where answers are offered, so that what is asked for is one of them. */
const WANTS_OF: readonly (readonly [Stop, RegExp])[] = [
  ['stop-access', ACCESS],
  ['stop-diagnostics', SEEN],
  ['stop-vague', VAGUE],
]

const among = (wants: typeof WANTS, question: string): Stop | null =>
  wants.find(([, words]) => words.test(question))?.[0] ?? null

/** How much of an agent's last words a question that blocks it most likely stands in, and how much more may tell. */
const NEAR = 260
const FAR = 700
const LAST = 900

/** Politeness behind what is done. */
const COURTESY =
  /(?:(?:(?:please|just|feel free to) )*(?:let me know|tell me|ask|reach out) )?\bif (?:there(?:'s| is| are)|you(?:'d| would|'ve| have| need| want)?)\b[^.?\n]{0,50}\b(?:anything else|any (?:other|further|more|questions)|further (?:help|assistance|questions)|more (?:help|assistance))\b[^.?\n]{0,100}[.!?)*\s]*$/i

/** What an agent said, without an offer to help with anything else at its end. */
export const uncourteous = (words: string): string => words.trimEnd().slice(-LAST).replace(COURTESY, '').trimEnd()

/** Why an agent asks, by its last words. */
export function wantOf(words: string): Stop {
  const text = uncourteous(words)
  return among(WANTS, text.slice(-NEAR)) ?? among(WANTS, text.slice(-FAR)) ?? 'stop-question'
}

/** Names under which tools are handed what they ask, and under which what can be answered. */
const ASKING = new Set(['question', 'questions', 'prompt', 'message', 'text', 'query'])
const ANSWERS = new Set(['options', 'choices', 'suggestions', 'follow_up'])
/** What an answer is called, beside what is said of it. */
const CALLED = new Set(['label', 'title', 'name', 'text', 'value', 'answer', ...ANSWERS])
const MOST = 2_000
const DEEPEST = 5
const ALLOWS = /^[^a-z]*(?:yes|s[ií]|ok(?:ay)?|approve|proceed|confirm|go ahead)(?![a-záéíóúñ])/i

/**
 * Why an agent puts a question by a tool, by the words of the question and by the answers that it offers: several that
 * are not "yes" or "no" are a choice. Never throws, whatever the input is.
 */
export function wantOfCall(input: unknown): Stop {
  const question = textsOf(input, false).join('\n')
  const answers = textsOf(input, true)
  if (answers.length < 2) return among(WANTS, question) ?? 'stop-question'
  const allows = answers.some((answer) => ALLOWS.test(answer)) && APPROVAL.test(question)
  return among(WANTS_OF, question) ?? (allows ? 'stop-approval' : 'stop-choice')
}

function textsOf(input: unknown, answers: boolean): string[] {
  const found: string[] = []
  let left = MOST
  const names = answers ? CALLED : ASKING
  const add = (value: unknown, name: string, within: boolean, depth: number): void => {
    if (left <= 0 || depth > DEEPEST) return
    if (typeof value === 'string') {
      if (within !== answers || (name !== '' && !names.has(name))) return
      found.push(value.slice(0, left))
      left -= value.length + 1
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const own = Array.isArray(value) ? name : key
        add(inner, own, within || ANSWERS.has(own), depth + 1)
      }
    }
  }
  add(input, '', false, 0)
  return found
}
