import { Gist, isUnique, userName, type Words } from '../../model/index.js'
import { sealed } from '../sealed.js'
import type { CallFact, MessageFact, SpanFact } from '../spans/index.js'
import { writtenOf } from '../values.js'
import { KEPT_VERSION } from './kept.js'
import type { KeptAsked, KeptId, KeptSaid, KeptSpan } from './kept-span.js'
import { idKept, nameKept } from './names.js'
import type { Means } from './request.js'
import { usageKept, usageOf } from './values.js'

/** A span without its text. @param customer whose token it was sent with; null where none was. */
export function keptSpan(fact: SpanFact, customer: string | null, means: Means): KeptSpan {
  const { conceal, forget } = means
  const { parent, session, started, ended, call, response, end, usage, texts } = fact
  const system = left(texts?.system ?? null, forget.system)
  const definition = left(texts?.definition ?? null, forget.definition)
  const definitions = Object.fromEntries(
    [...(texts?.definitions ?? [])].flatMap(([name, words]) => {
      const signs = left(words, forget.definition) ?? []
      return signs.length === 0 || nameKept(name) !== name ? [] : [[name, signs]]
    }),
  )
  const tool = fact.role === 'tool' ? (fact.tool ?? 'unknown') : null
  const spoken = fact.history.findLastIndex(isSpoken)
  const history = fact.history.map((message, i) => saidKept(message, i === spoken, false, means))
  const answers = fact.answers.map((message) => saidKept(message, true, true, means))
  return {
    ...{ collected: 'span', version: KEPT_VERSION, trace: idKept(fact.trace, means), span: idKept(fact.span, means) },
    ...(parent === null ? {} : { parent: idKept(parent, means) }),
    role: fact.role,
    ...(fact.piece ? { piece: true } : {}),
    ...(session === null ? {} : { session: conceal('session', session) }),
    ...(fact.user === null ? {} : { user: conceal('user', userName({ user: fact.user, customer })) }),
    ...(started === null ? {} : { started }),
    ...(ended === null ? {} : { ended }),
    ...(fact.failed ? { failed: true } : {}),
    ...(fact.asked === true ? { asked: true } : {}),
    ...(fact.evaluation === true ? { evaluation: true } : {}),
    ...(fact.tool === null ? {} : { tool: nameKept(fact.tool) }),
    ...(call === null ? {} : { call: callKept(call, means) }),
    ...(response === null ? {} : { response: conceal('text', response) }),
    ...(end === null ? {} : { end }),
    ...(usage === null ? {} : { usage: usageKept(usage) }),
    ...(history.length === 0 ? {} : { history }),
    ...(answers.length === 0 ? {} : { answers }),
    ...(tool === null || texts?.input == null
      ? {}
      : { input: forget.call(tool, texts.input, null).signs, same: sameAs(texts.input, means) }),
    ...(definition === null ? {} : { definition }),
    ...(system === null ? {} : { system }),
    ...(Object.keys(definitions).length === 0 ? {} : { definitions }),
  }
}

const left = (words: Words | null, forget: (text: string) => Gist): readonly string[] | null =>
  words === null ? null : words instanceof Gist ? words.signs : forget(words).signs

const callKept = (id: string, { conceal }: Means): KeptId => `${isUnique(id) ? '' : '?'}${conceal('call', id)}`

const sameAs = (input: unknown, { conceal }: Means): string => conceal('text', writtenOf(input) ?? '')

/** Whether a message puts something to the agent: the last that does may be what a turn is about. */
const isSpoken = ({ by, speaker }: MessageFact): boolean =>
  by === 'caller' && speaker !== 'results' && speaker !== 'interrupt'

function saidKept(message: MessageFact, words: boolean, answers: boolean, means: Means): KeptSaid {
  const { by, speaker, text, calls, results } = message
  const { forget } = means
  const gist = words ? left(text, answers ? forget.said : forget.asked) : null
  return {
    by,
    ...(speaker === null ? {} : { speaker }),
    ...(gist === null ? {} : { gist }),
    ...(calls.length === 0 ? {} : { calls: calls.map((call) => askedKept(call, answers, means)) }),
    ...(results.length === 0
      ? {}
      : {
          results: results.map(({ call, failed }) => [call === null ? null : callKept(call, means), failed] as const),
        }),
  }
}

function askedKept({ id, tool, texts }: CallFact, answers: boolean, means: Means): KeptAsked {
  return {
    ...(id === null ? {} : { id: callKept(id, means) }),
    ...{ tool: nameKept(tool), gist: means.forget.call(tool, texts?.input ?? null, null).signs },
    ...(answers ? { same: sameAs(texts?.input ?? null, means) } : {}),
  }
}

/** A span as it was kept. @param line where it stands. */
export function spanOf(kept: KeptSpan, line: number): SpanFact {
  const { trace, span, role, usage, input, same } = kept
  return {
    ...{ trace, span, parent: kept.parent ?? null, role, piece: kept.piece ?? false, line },
    ...{ session: kept.session === undefined ? null : sealed(kept.session) },
    ...{ user: kept.user === undefined ? null : sealed(kept.user) },
    ...{
      started: kept.started ?? null,
      ended: kept.ended ?? null,
      failed: kept.failed ?? false,
      asked: kept.asked ?? false,
      evaluation: kept.evaluation ?? false,
    },
    ...{ tool: kept.tool ?? null, call: kept.call === undefined ? null : idOf(kept.call) },
    ...{ response: kept.response ?? null, end: kept.end ?? null },
    usage: usage === undefined ? null : usageOf(usage),
    history: (kept.history ?? []).map(messageOf),
    answers: (kept.answers ?? []).map(messageOf),
    texts: {
      input: input === undefined ? null : gistOf(input, same),
      result: null,
      definition: kept.definition === undefined ? null : new Gist(kept.definition),
      system: kept.system === undefined ? null : new Gist(kept.system),
      definitions: new Map(Object.entries(kept.definitions ?? {}).map(([name, signs]) => [name, new Gist(signs)])),
    },
  }
}

const idOf = (kept: KeptId): string => (kept.startsWith('?') ? sealed(kept.slice(1), false) : sealed(kept))

/** Inputs are the same where these are. */
const gistOf = (signs: readonly string[], same: string | undefined): Gist =>
  new Gist(same === undefined ? signs : [...signs, `same=${same}`])

const messageOf = ({ by, speaker, gist, calls = [], results = [] }: KeptSaid): MessageFact => ({
  ...{ by, speaker: speaker ?? null, text: gist === undefined ? null : new Gist(gist) },
  calls: calls.map(({ id, tool, gist: given, same }) => ({
    id: id === undefined ? null : idOf(id),
    tool,
    texts: { input: gistOf(given, same), definition: null },
  })),
  results: results.map(([call, failed]) => ({ call: call === null ? null : idOf(call), failed, text: null })),
})
