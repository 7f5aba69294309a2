import type { Release } from '../release/index.js'
import { byFive, twoDigits } from './thresholds.js'

type Row = Record<string, unknown>

/** Means of scores. */
const SCORE = /^(?:risk|autonomy)(?:_low|_high)?$|^shrunk$/

/** Where a release has a count that is not rounded or too small, or tells what its frame withholds. */
export function wrongNumbers({ study, figures }: Release): string[] {
  const { k_items, k_users, sybils } = study.policy
  const [fewest, people] = [twoDigits(k_items), byFive(k_users + sybils)]
  const found: string[] = []
  const expect = (right: boolean, where: string, what: string) => {
    if (!right) found.push(`${where} ${what}`)
  }
  const count = (n: unknown, where: string, least: number) => {
    if (n === null || n === undefined || n === 0) return
    expect(typeof n === 'number' && n === twoDigits(n), where, 'has more than two digits')
    expect(Number(n) >= least, where, 'is too small')
  }
  const contributors = (n: unknown, where: string, least: number) => {
    if (n === null || n === undefined) return
    expect(typeof n === 'number' && n === byFive(n), where, 'is no multiple of five')
    expect(Number(n) >= least, where, 'is too small')
  }
  const row = (given: unknown, where: string) => {
    const of = given as Row
    expect(!('censored' in of), `${where}.censored`, 'is there')
    count(of.n, `${where}.n`, fewest)
    contributors(of.contributors, `${where}.contributors`, people)
    if (of.suppressed !== undefined) return expect(of.n === undefined, `${where}.n`, 'is there, although withheld')
    for (const [column, value] of Object.entries(of))
      if (SCORE.test(column) && typeof value === 'number')
        expect(value === Number(value.toFixed(1)), `${where}.${column}`, 'has more than one decimal')
    expect(typeof of.n === 'number' && of.n > 0, `${where}.n`, 'does not say what its values stand for')
  }
  for (const [i, { id: _, title: __, contributors: some, carries: ___, ...counts }] of study.sources.entries()) {
    contributors(some, `study.sources.${i}.contributors`, people)
    for (const [key, n] of Object.entries(counts)) expect(n === null, `study.sources.${i}.${key}`, 'is there')
  }
  const { judged, refused, cost_usd } = study.judge
  for (const [key, n] of Object.entries({ judged, refused, cost_usd }))
    expect(n === null, `study.judge.${key}`, 'is there')
  expect(study.observed.from === null && study.observed.to === null, 'study.observed', 'is there')
  for (const [reason, n] of Object.entries(study.excluded)) expect(n === null, `study.excluded.${reason}`, 'is there')
  for (const [i, figure] of figures.entries()) {
    const at = `figures.${i}`
    count(figure.n, `${at}.n`, fewest)
    contributors(figure.contributors, `${at}.contributors`, figure.n === 0 ? 0 : people)
    for (const [j, step] of figure.flow.entries()) count(step.n, `${at}.flow.${j}.n`, fewest)
    for (const place of ['rows', 'overall', 'sensitivity'] as const)
      for (const [j, one] of (figure[place] ?? []).entries()) row(one, `${at}.${place}.${j}`)
  }
  return found
}
