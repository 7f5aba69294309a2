import { describe, expect, it } from 'vitest'
import {
  all,
  counting,
  type FigureSpec,
  fields,
  figure,
  mean,
  quantiles,
  UNSAID,
  usesOf,
} from '../../src/algebra/index.js'

const turn = fields('turns')
const spec = (given: Partial<FigureSpec>): FigureSpec =>
  figure({
    id: 'stops',
    title: '',
    question: '',
    evidence: '',
    unit: 'turns',
    counted: turn.censored.is(0),
    left: [],
    parts: [],
    published: [],
    notes: [],
    ...given,
  })
const part = (needs: FigureSpec['needs'] = []) => ({
  of: 'turns' as const,
  where: all(),
  by: { kind: 'whole' as const },
  estimate: quantiles({ column: 'wall_ms', at: [0.5], scale: 1, whole: true }),
  needs,
})
const SOURCES = [
  { id: 'all', carries: { interrupts: true, work_time: true, linkable: true } },
  { id: 'some', carries: { interrupts: 'partly' as const, work_time: false, linkable: true } },
  { id: 'blind', carries: { interrupts: false, work_time: true, linkable: false } },
]

describe('what a figure can make of its sources', () => {
  it('is nothing where a log never says what it needs, and a part where it lacks what a measure needs', () => {
    const own = spec({ needs: ['interrupts'], wants: ['linkable'], parts: [part(['work_time'])] })
    expect(usesOf(own, SOURCES)).toEqual([
      { id: 'all', use: 'yes', lacks: [], partly: [] },
      { id: 'some', use: 'partly', lacks: ['work_time'], partly: ['interrupts'] },
      { id: 'blind', use: 'no', lacks: ['interrupts', 'linkable'], partly: [] },
    ])
  })

  it('is a part where only something is missing that would make it sharper', () => {
    expect(usesOf(spec({ wants: ['linkable'] }), SOURCES).map(({ use }) => use)).toEqual(['yes', 'yes', 'partly'])
  })
})

describe('counting', () => {
  const blind = turn.source.in('blind')

  it('leaves out, in a step of its own, units of logs that cannot say what is needed', () => {
    const [own] = counting([spec({ needs: ['interrupts'] })], SOURCES, false)
    expect(own!.counted).toEqual(all(turn.censored.is(0), { op: 'not', of: blind }))
    expect(own!.left).toEqual([{ step: UNSAID, where: blind }])
  })

  it('leaves the figure as it is where every log can say it, and where units say it by having nothing', () => {
    const own = spec({ needs: ['interrupts'] })
    expect(counting([own], SOURCES.slice(0, 2), false)).toEqual([own])
    const clock = spec({ needs: ['turn_time'], parts: [part(['reported_time', 'tokens'])] })
    const none = [{ id: 'none', carries: { turn_time: false, reported_time: false, tokens: false } }]
    expect(counting([clock], none, false)).toEqual([clock])
  })

  it('leaves units out of a single measure that needs more', () => {
    const [own] = counting([spec({ parts: [part(['work_time']), part()] })], SOURCES, false)
    expect(own!.parts.map(({ where }) => where)).toEqual([all(all(), { op: 'not', of: turn.source.in('some') }), all()])
    expect(own!.left).toEqual([])
  })

  it('gives all figures over one kind of unit the same needs where their difference may not be told', () => {
    const sessions = spec({ id: 'sessions', unit: 'sessions', counted: all() })
    const longest = {
      ...part(['questions']),
      of: 'sessions' as const,
      estimate: mean({ key: 'm', name: 'n', values: {} }),
    }
    const others = [spec({ needs: ['interrupts'] }), spec({ id: 'other', parts: [longest] }), sessions]
    const sources = [...SOURCES, { id: 'mute', carries: { questions: false } }]
    const [first, second, third] = counting(others, sources, true)
    expect(second!.counted).toEqual(first!.counted)
    expect([first!.needs, second!.needs, third!.needs]).toEqual([['interrupts'], ['interrupts'], ['questions']])
    expect(third!.left).toEqual([{ step: UNSAID, where: fields('sessions').source.in('mute') }])
    // What the sessions leave out already needs no condition of its own.
    expect(second!.parts[0]!.where).toEqual(all())
  })
})
