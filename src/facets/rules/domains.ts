import { type ActionFacets, Gist, type Words } from '../../model/index.js'

/** Words of each field of work, the most specific first. */
export const DOMAIN_WORDS: readonly (readonly [ActionFacets['goal_domain_category'], RegExp])[] = [
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

/** Names of tools are words, too. */
const plain = (text: string): string => text.replaceAll('_', ' ')

const placeOf = (text: string): number => DOMAIN_WORDS.findIndex(([, pattern]) => pattern.test(text))

/** The place in {@link DOMAIN_WORDS} of the first field that some words tell of; -1 where they tell of none. */
export const domainIn = (text: string): number => placeOf(plain(text.slice(0, 2_000)))

/** The same of a system prompt, or what is left of it: what it begins with says what the agent is for. */
export const domainOfSystem = (system: Words | null): number =>
  system instanceof Gist ? domainLeft(system) : placeOf((system ?? '').slice(0, 600))

/** The same of what was asked. */
export const domainOfGoal = (goal: Words | null): number =>
  goal instanceof Gist ? domainLeft(goal) : placeOf(plain((goal ?? '').slice(0, 1_500)))

/** The sign of a field of work. */
export const DOMAIN = 'domain'

/** The place that is left of words. What another list of words left behind tells of nothing. */
export function domainLeft(gist: Gist): number {
  const place = Number(gist.value(DOMAIN) ?? -1)
  return DOMAIN_WORDS[place] === undefined ? -1 : place
}
