import { type ActionEvidence, type Forget, Gist, textIn } from '../../model/index.js'
import { readCall } from './call.js'
import { DEEDS, type Deed, type DeedId } from './deeds.js'
import { DOMAIN, domainIn, domainOfGoal, domainOfSystem } from './domains.js'
import { type Summed, summed } from './reading.js'
import { shown } from './shown.js'
import { signsOf } from './signs.js'
import { wantOfCall } from './wants.js'

/** Reads texts as the rules judge does, and leaves of each what it found. What it judges by that is what it judges by the text. */
export const FORGET: Forget = {
  version: 2,
  system: (text) => new Gist([...signsOf.system(text), ...domainSign(domainOfSystem(text))]),
  asked: (text) => new Gist([...signsOf.asked(text), ...domainSign(domainOfGoal(text))]),
  said: (text) => new Gist(signsOf.said(text)),
  call: (tool, input, definition) => {
    const reading = summed(readCall(tool, input, definition))
    return new Gist([
      ...written(reading),
      ...(definition === null && reading.unclear && listens(tool, input) ? [LISTENS] : []),
      ...signsOf.given(input),
      ...(reading.main.deed === 'human-ask' ? [wantOfCall(input)] : []),
      ...domainSign(domainIn(`${tool}\n${definition?.slice(0, 300) ?? ''}\n${shown(input, 300)}\n`)),
    ])
  },
  definition: (text) => {
    const [reading] = readCall(NAMELESS, null, text)
    const told = reading!.why.startsWith(DEFINED) ? [`${DEFINES}=${reading!.deed}`] : []
    return new Gist([...told, ...domainSign(domainIn(text.slice(0, 300)))])
  },
}

/** The sign of a call whose tool's name says nothing, so that what the tool says of itself would tell what it does. */
const LISTENS = 'listens'
/** The sign of what a tool says of itself, with what that says it does. */
const DEFINES = 'defines'
const DEFINED = 'definition.'
/** A name that says nothing. */
const NAMELESS = 'x'

const listens = (tool: string, input: unknown): boolean =>
  readCall(tool, input, 'Search').some(({ why }) => why.startsWith(DEFINED))

const domainSign = (place: number): string[] => (place === -1 ? [] : [`${DOMAIN}=${place}`])

/** What the rules read in a call, or read in it before it was forgotten. */
export function readingOf({ tool, input, definition }: ActionEvidence): Summed {
  const reading = input instanceof Gist ? leftOf(input) : summed(readCall(tool, input, textIn(definition)))
  if (!(definition instanceof Gist)) return reading
  const heard = input instanceof Gist ? input.has(LISTENS) : reading.unclear && listens(tool, input)
  const defined = heard ? deedIn(definition.value(DEFINES)) : null
  return defined === null ? reading : summed([{ deed: defined, why: `${DEFINED}${defined}`, more: 0, unclear: true }])
}

const deedIn = (name: string | null): DeedId | null =>
  name !== null && Object.hasOwn(DEEDS, name) ? (name as DeedId) : null

const WHOLE: readonly Deed['undo'][] = ['nothing', 'easy', 'effort', 'never']

const written = ({ main, impact, undo, risk, unclear, why }: Summed): string[] => [
  `deed=${main.deed}`,
  `why=${why.replaceAll(' ', ',')}`,
  `impact=${impact}`,
  `undo=${undo}`,
  `risk=${risk}`,
  ...(main.local === true ? ['local'] : []),
  ...(main.unclear === true ? ['unseen'] : []),
  ...(unclear ? ['unclear'] : []),
]

/** A call of which nothing is left is one of which the rules know nothing. */
function leftOf(gist: Gist): Summed {
  const named = deedIn(gist.value('deed'))
  const deed = named ?? 'something-run'
  const known = named !== null
  const of = DEEDS[deed]
  return {
    main: { deed, why: '', more: 0, local: gist.has('local'), unclear: !known || gist.has('unseen') },
    deed: of,
    impact: numberOf(gist.value('impact'), of.impact, 3),
    undo: WHOLE.find((undo) => undo === gist.value('undo')) ?? of.undo,
    risk: numberOf(gist.value('risk'), of.risk, 10),
    unclear: !known || gist.has('unclear'),
    why: known ? (gist.value('why') ?? '').replaceAll(',', ' ') : 'forgotten',
  }
}

function numberOf(written: string | null, otherwise: number, most: number): number {
  const value = Number(written ?? Number.NaN)
  return Number.isInteger(value) && value >= 0 && value <= most ? value : otherwise
}
