import { all, fields, type Predicate } from '../../src/algebra/index.js'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { interruptsByExperience } from '../../src/measures/interrupts-by-experience.js'
import { interventions } from '../../src/measures/interventions.js'
import { oversight } from '../../src/measures/oversight.js'
import { stopsByComplexity } from '../../src/measures/stops-by-complexity.js'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { ACTION_WORDS, TURN_WORDS } from '../../src/model/index.js'
import { holds } from '../algebra/plain-answer.js'
import { failing } from '../algebra/team-guard.js'
import type { UnitRow } from '../algebra/unit-rows.js'
import { spanAbout, spanOf } from './span.js'
import { type Answered, type Count, keysOf } from './studies.js'

/** Counts that nobody may learn: what could be asked of each study, in it and in what sets it apart from the others. */
export function secrets(answered: readonly Answered[]): Count[] {
  const found: Count[] = []
  const specs = { turns: [turnDuration, interruptsByExperience], sessions: [interventions, autoApproveByExperience] }
  const value = { turns: interruptsByExperience, sessions: autoApproveByExperience }
  for (const of of ['turns', 'sessions'] as const) {
    const keys = answered.map(({ study }) => keysOf(study.rows[of] as UnitRow[]))
    const inWindow = answered.map(({ study: { window } }) =>
      fields(of).started_at.between(window.from, window.to === null ? null : window.to - 1),
    )
    const counted = answered.map(({ study }, i) => {
      const rows = (study.rows[of] as UnitRow[]).filter((row) => holds(all(specs[of][0]!.counted, inWindow[i]!), row))
      return new Map(rows.map((row) => [keys[i]!.get(row)!, row]))
    })
    const part = value[of].parts[0]!
    if (part.by.kind !== 'experience' || part.estimate.kind !== 'share') throw new Error('no share along experience')
    const { bins, cohorts } = part.by
    const values = Object.entries(part.estimate.values)
    counted.forEach((units, i) => {
      const others = counted.flatMap((other, j) => (j === i ? [] : [{ j, other }]))
      const kinds: [string, (key: string) => boolean][] = [
        ['', () => true],
        ...others.flatMap(({ j, other }): [string, (key: string) => boolean][] => [
          [`also in ${j}`, (key) => other.has(key)],
          [`not in ${j}`, (key) => !other.has(key)],
        ]),
      ]
      const rows = [...units]
      const cells: [string, (row: UnitRow) => boolean][] = [
        ['all', () => true],
        ...[...new Set(rows.map(([, row]) => Number(row.day)))].map((day): [string, (row: UnitRow) => boolean] => [
          `day ${day}`,
          (row) => row.day === day,
        ]),
        ...[...new Set(rows.map(([, row]) => Math.floor((Number(row.day) + 3) / 7)))].map(
          (week): [string, (row: UnitRow) => boolean] => [
            `week ${week}`,
            (row) => Math.floor((Number(row.day) + 3) / 7) === week,
          ],
        ),
        ...[...new Set(rows.map(([, row]) => row.contributor))].map((who): [string, (row: UnitRow) => boolean] => [
          `of ${who}`,
          (row) => row.contributor === who,
        ]),
        ...bins.flatMap(([from, to]) => {
          const bin: Predicate = fields(of).experience.between(from, to)
          const own: [string, Predicate][] = [
            ['', all()],
            ...values.map(([name, is]): [string, Predicate] => [name, is]),
            ...cohorts.map((cohort): [string, Predicate] => [cohort.name, cohort.where]),
          ]
          return own.map(([name, is]): [string, (row: UnitRow) => boolean] => [
            `bin ${from} ${name}`,
            (row) => holds(all(bin, is), row),
          ])
        }),
      ]
      for (const [kind, isKind] of kinds)
        for (const [cell, inCell] of cells) {
          const list = rows.filter(([key, row]) => isKind(key) && inCell(row))
          if (failing(list.map(([, row]) => row)) === null) continue
          found.push({
            name: `${answered[i]!.study.name}: ${cell} ${kind}`,
            of,
            adds: new Map(list.map(([key]) => [key, 1])),
          })
        }
    })
  }
  return found
}

/** The same of what a judge says of actions and turns: every value, and how some of them go together. */
export function judgedSecrets(answered: readonly Answered[]): Count[] {
  const found: Count[] = []
  for (const spec of [oversight, stopsByComplexity]) {
    const of = spec.unit
    const keys = answered.map(({ study }) => keysOf(study.rows[of] as UnitRow[]))
    const counted = answered.map(({ study: { rows, window } }, i) => {
      const inside = fields(of).started_at.between(window.from, window.to === null ? null : window.to - 1)
      const own = (rows[of] as UnitRow[]).filter((row) => holds(all(spec.counted, inside), row))
      return new Map(own.map((row) => [keys[i]!.get(row)!, row]))
    })
    for (const [i, units] of counted.entries()) {
      const kinds: [string, (key: string) => boolean][] = [['', () => true]]
      for (const [j, other] of counted.entries())
        if (j !== i) kinds.push([`also in ${j}`, (key) => other.has(key)], [`not in ${j}`, (key) => !other.has(key)])
      for (const [kind, isKind] of kinds)
        for (const [name, inCell] of judgedCells(of, [...units.values()])) {
          const list = [...units].filter(([key, row]) => isKind(key) && inCell(row))
          if (failing(list.map(([, row]) => row)) === null) continue
          const adds = new Map(list.map(([key]) => [key, 1] as const))
          found.push({ name: `${answered[i]!.study.name}: ${of} ${name} ${kind}`, of, adds })
        }
    }
  }
  return found
}

type Cell = [name: string, inCell: (row: UnitRow) => boolean]

/** Cells that somebody could ask for: people, weeks, each value of each dimension, and pairs of values of some. */
export function judgedCells(of: 'turns' | 'actions' | 'sessions', rows: readonly UnitRow[]): Cell[] {
  const columns =
    of === 'actions' ? [...Object.keys(ACTION_WORDS), 'risk', 'autonomy'] : [...Object.keys(TURN_WORDS), 'ended_by']
  const by = (name: string, value: (row: UnitRow) => unknown): Cell[] =>
    [...new Set(rows.map(value))].map((one) => [`${name} ${one}`, (row) => value(row) === one])
  const of_ = (row: UnitRow, column: string) => (row as Record<string, unknown>)[column]
  const groups = of === 'actions' ? ['cluster'] : ['stop_cluster', 'interrupt_cluster']
  const pairs = of === 'actions' ? ['human_in_loop', 'reversibility'] : ['ended_by', 'success', 'stop_reason']
  const risky = (row: UnitRow) => Number(row.risk) >= 5 && Number(row.autonomy) >= 7
  const final = (row: UnitRow) => row.reversibility === 'Irreversible' && row.human_in_loop === 'No'
  const week = (row: UnitRow) => Math.floor((Number(row.day) + 3) / 7)
  return [
    ...by('of', (row) => row.contributor),
    ...by('week', week),
    ...columns.flatMap((column) => by(column, (row) => of_(row, column))),
    ...pairs.flatMap((column) =>
      by(`complexity and ${column}`, (row) => `${row.goal_complexity}, ${of_(row, column)}`),
    ),
    ...groups.flatMap((column) => by(column, (row) => of_(row, column))),
    ...(of === 'actions'
      ? [
          ...by('group and human', (row) => `${row.cluster} ${row.human_in_loop}`),
          ...by('group and domain', (row) => `${row.cluster} ${row.goal_domain_category}`),
          ...by('group and week', (row) => `${row.cluster} ${week(row)}`),
          ...by('risky and autonomous', risky),
          ...by('final and unwatched', final),
          ...by('week, risky', (row) => `${week(row)} ${risky(row)}`),
          ...by('week, final', (row) => `${week(row)} ${final(row)}`),
          ...by('risk and frontier', (row) => `${row.risk === null ? null : Number(row.risk) >= 5} ${risky(row)}`),
          ...by('reversibility and frontier', (row) => `${row.reversibility} ${final(row)}`),
          ...by('human and frontier', (row) => `${row.human_in_loop} ${final(row)}`),
        ]
      : []),
  ]
}

/** Which of some counts of what was judged follow from all others, but for chance (`spanAbout`). */
export function derivableJudged(published: readonly Count[], wanted: readonly Count[], random: () => number): string[] {
  return (['turns', 'actions'] as const).flatMap((of) => {
    const [told, asked] = [published, wanted].map((list) => list.filter((count) => count.of === of))
    const units = [...new Set([...told!, ...asked!].flatMap(({ adds }) => [...adds.keys()]))]
    const vector = ({ adds }: Count) => units.map((unit) => adds.get(unit) ?? 0)
    const follows = spanAbout(told!.map(vector), random)
    return asked!.filter((count) => follows(vector(count))).map(({ name }) => name)
  })
}

/** Which of some counts follow from others by exact linear algebra over single units. */
export function derivable(published: readonly Count[], wanted: readonly Count[]): string[] {
  return (['turns', 'sessions'] as const).flatMap((of) => {
    const [told, asked] = [published, wanted].map((list) => list.filter((count) => count.of === of))
    const units = [...new Set([...told!, ...asked!].flatMap(({ adds }) => [...adds.keys()]))]
    // Units that all counts treat alike are one unknown.
    const columns = new Map<string, string>()
    for (const unit of units) columns.set([...told!, ...asked!].map(({ adds }) => adds.get(unit) ?? 0).join(), unit)
    const vector = ({ adds }: Count) => [...columns.values()].map((unit) => adds.get(unit) ?? 0)
    const follows = spanOf(told!.map(vector))
    return asked!.filter((count) => follows(vector(count))).map(({ name }) => name)
  })
}
