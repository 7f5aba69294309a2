import type { ActionEvidence, ActionFacets, Circumstances, Step } from '../../model/index.js'
import { NOT_INFERABLE } from '../../model/index.js'
import { shown } from './shown.js'

/** Whether an agent may do anything on a machine, not only what single tools offer. */
const GENERAL =
  /^(?:bash|shell|exec|exec_command|terminal|run_command|run_shell_command|execute_bash|ipython|python|computer|str_replace_editor|local_shell|container\.exec)$/i

export const isGeneral = (tool: string): boolean => GENERAL.test(tool)

const EVALUATION =
  /\b(?:CTF|capture the flag|benchmark|SETTING: You are (?:an autonomous programmer|a skilled cybersecurity)|simulated user|red.?team|eval(?:uation)? harness|SWE-?bench|WebArena|issue you need to solve in this (?:repo|environment))\b/i
const SIMULATED =
  /\b(?:The current time is \d{4}-\d\d-\d\d \d\d:\d\d:\d\d EST|container environment|sandbox(?:ed)? environment|special interface)\b/i
/** Values that nobody has in earnest. */
const PLACEHOLDER =
  /\b(?:example\.(?:com|org)|foo|bar|baz|lorem ipsum|john doe|jane doe|alice|bob|acme|order-?\d{1,4}|[A-Z]-\d{3,4}|test(?:ing)?|hello world|recorded|dummy|sample|demo|paris|mexico city)\b/i
const TRYING =
  /\b(?:echo whoami|say hi|hello world|just testing|test (?:the|your|this) (?:tool|agent|connection|setup)|weather|call the tool|use the tool|return only its result)\b/i

const said = (step: Step): string => ('text' in step ? step.text : '')
const texts = (steps: readonly Step[], by: Step['by']): string =>
  steps
    .filter((step) => step.by === by)
    .map(said)
    .join('\n')

/** What kind of run an action belongs to; what the source knows wins over what texts look like. */
export function settingOf({ circumstances, soFar, before, input }: ActionEvidence): ActionFacets['setting'] {
  const { kind, evaluation, system } = circumstances
  if (evaluation === true) return 'Evaluation or red team'
  const goal = soFar.goal ?? ''
  if (kind === 'coding') return 'Production'
  if (EVALUATION.test(system ?? '') || EVALUATION.test(goal.slice(0, 2_000)) || SIMULATED.test(system ?? ''))
    return 'Evaluation or red team'
  if (evaluation === false) return 'Production'
  const human = `${goal}\n${texts(before, 'human')}`
  if (kind === 'assistant')
    return TRYING.test(human) || TRYING.test(shown(input, 2_000)) ? 'Demo or test' : 'Production'
  if (kind === 'api')
    return PLACEHOLDER.test(`${shown(input, 1_000)}\n${human.slice(0, 1_000)}`) || (system ?? '').length < 400
      ? 'Demo or test'
      : 'Production'
  return NOT_INFERABLE
}

/** Whether an operator was there: somebody whose agent it is, not a customer whom it serves (method.md 3). */
export function humanOf(
  { circumstances, soFar }: ActionEvidence,
  setting: ActionFacets['setting'],
): ActionFacets['human_in_loop'] {
  const { kind, operator } = circumstances
  if (operator === false) return 'No'
  if (/^\s*<scheduled-task|^This is an automated run/.test(soFar.goal ?? '')) return 'No'
  if (setting === 'Evaluation or red team') return 'No'
  if (operator === true || kind === 'coding' || kind === 'assistant') return 'Yes'
  return kind === 'api' ? 'No' : NOT_INFERABLE
}

export function architectureOf(
  { circumstances, soFar, tool }: ActionEvidence,
  coordinating: boolean,
): ActionFacets['agentic_architecture'] {
  const general = circumstances.kind === 'coding' || circumstances.kind === 'assistant' || GENERAL.test(tool)
  // A helper that was asked long ago does not make what is done since the work of several.
  const many = circumstances.subagent || coordinating || (soFar.delegated !== null && soFar.delegated < 5)
  if (many) return general ? 'Multi-agent, general tools' : 'Multi-agent, scoped tools'
  return general ? 'Single agent, general tools' : 'Single agent, scoped tools'
}

const DOMAINS: readonly (readonly [ActionFacets['goal_domain_category'], RegExp])[] = [
  [
    'Cybersecurity',
    /\b(?:CTF|capture the flag|cybersecurity|penetration test|pentest|exploit|vulnerabilit(?:y|ies)|malware|reverse engineering|forensics|SIEM)\b/i,
  ],
  [
    'Medicine and healthcare',
    /\b(?:patients?|clinical|diagnos(?:is|es)|medical|hospital|medication|EHR|symptoms?|nurse)\b/i,
  ],
  ['Legal', /\b(?:legal|lawyer|attorney|litigation|contract review|compliance counsel|statutes?|court)\b/i],
  [
    'Customer service',
    /\b(?:airline agent|customer service|customer support|support agent|help(?:s|ing)? (?:users?|customers?) (?:book|cancel|return|with)|refund policy|refunds?\b|support ticket|call center|reservation)\b/i,
  ],
  [
    'E-commerce operations',
    /\b(?:magento|shopify|storefront|e-?commerce|product listings?|best-?sell(?:er|ing)|SKU|online store|checkout|inventory)\b/i,
  ],
  [
    'Finance and accounting',
    /\b(?:bank(?:ing)?|invoices?|accounting|transactions?|ledger|payroll|stocks?|portfolio|trading|IBAN|budget|tax(?:es)?)\b/i,
  ],
  ['Travel and logistics', /\b(?:travel|itinerary|hotels?|flights?|shipping|freight|logistics|delivery route)\b/i],
  ['Sales and CRM', /\b(?:CRM|salesforce|hubspot|leads?|sales pipeline|prospects?|outreach)\b/i],
  ['Marketing and copywriting', /\b(?:marketing|SEO|ad copy|copywriting|campaigns?|newsletter|social media posts?)\b/i],
  ['Education and tutoring', /\b(?:students?|tutor(?:ing)?|homework|lesson|curriculum|quiz)\b/i],
  [
    'Academic research',
    /\b(?:literature review|arxiv|research paper|citations?|hypothes[ie]s|peer.review|dissertation)\b/i,
  ],
  [
    'Software engineering',
    /\b(?:repository|repo|codebase|pull request|source code|function|bug|unit tests?|compile|python|javascript|typescript|programmer|software|refactor|API endpoint|deploy)\b/i,
  ],
  [
    'Data analysis and BI',
    /\b(?:data ?set|dashboards?|SQL|analytics|csv|pandas|statistics|data analysis|reporting|report the average)\b/i,
  ],
  [
    'Document and presentation creation',
    /\b(?:slides?|presentation|powerpoint|word document|write a (?:letter|document|report)|format the document)\b/i,
  ],
  [
    'Gaming and interactive media',
    /\b(?:video ?games?|game engine|unity3?d|minecraft|player character|NPCs?|chess)\b/i,
  ],
  [
    'Back-office automation',
    /\b(?:HR|onboarding form|timesheets?|procurement|data entry|spreadsheet automation|back.?office|calendar invite|meeting)\b/i,
  ],
]

/** What field the work belongs to: that of the product; else by words, of its own prompt first, most specific ones first. */
export function domainOf(
  circumstances: Circumstances,
  goal: string | null,
  words: string,
  tool: string,
): ActionFacets['goal_domain_category'] {
  if (circumstances.kind === 'coding') return 'Software engineering'
  const plain = (text: string) => text.replaceAll('_', ' ')
  // What the system prompt says the agent is for counts before what one message mentions.
  for (const text of [
    (circumstances.system ?? '').slice(0, 600),
    plain(`${(goal ?? '').slice(0, 1_500)}\n${words.slice(0, 2_000)}`),
  ]) {
    for (const [domain, pattern] of DOMAINS) if (pattern.test(text)) return domain
  }
  return isGeneral(tool) && circumstances.kind === 'api' ? 'Software engineering' : 'Other'
}
