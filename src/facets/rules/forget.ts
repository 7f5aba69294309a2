import { type ActionEvidence, type Forget, Gist } from '../../model/index.js'
import { readCall } from './call.js'
import { DEEDS, type Deed, type DeedId } from './deeds.js'
import { DOMAIN, domainIn, domainOfGoal, domainOfSystem } from './domains.js'
import { type Summed, summed } from './reading.js'
import { shown } from './shown.js'
import { signsOf } from './signs.js'

/** Reads texts as the rules judge does, and leaves of each what it found. What it judges by that is what it judges by the text. */
export const FORGET: Forget = {
  version: 1,
  system: (text) => new Gist([...signsOf.system(text), ...domainSign(domainOfSystem(text))]),
  asked: (text) => new Gist([...signsOf.asked(text), ...domainSign(domainOfGoal(text))]),
  said: (text) => new Gist(signsOf.said(text)),
  call: (tool, input, definition) =>
    new Gist([
      ...written(summed(readCall(tool, input, definition))),
      ...signsOf.given(input),
      ...domainSign(domainIn(`${tool}\n${definition?.slice(0, 300) ?? ''}\n${shown(input, 300)}\n`)),
    ]),
}

const domainSign = (place: number): string[] => (place === -1 ? [] : [`${DOMAIN}=${place}`])

/** What the rules read in a call, or read in it before it was forgotten. */
export const readingOf = ({ tool, input, definition }: ActionEvidence): Summed =>
  input instanceof Gist ? leftOf(input) : summed(readCall(tool, input, definition))

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
  const named = gist.value('deed') ?? ''
  const deed: DeedId = Object.hasOwn(DEEDS, named) ? (named as DeedId) : 'something-run'
  const known = deed === named
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
