import { Document, isCollection } from 'yaml'
import type { StudyFile } from './schema.js'

/** The study as a study file: fixed order of keys, defaults written out, absent values left out. */
export function studyYaml(study: StudyFile): string {
  const { name, sources, window, exclude, sample, policy, judge, embedding, naming } = study
  const { k_users, k_items, sybils, protect, epsilon, delta } = policy
  const { address, temperature, thinking, questions } = judge
  const parts: [key: string, value: unknown][] = [
    ['name', name],
    ['sources', sources.map(({ place, kind }) => present({ place, kind }))],
    ['window', present({ from: short(window.from), to: short(window.to) })],
    ['exclude', exclude.map((entry) => present({ ...entry }))],
    ['sample', present({ actions: sample.actions, turns: sample.turns, seed: sample.seed, width: sample.width })],
    ['policy', present({ name: policy.name, k_users, k_items, sybils, protect, epsilon, delta })],
    ['judge', present({ id: judge.id, address, temperature, thinking, questions })],
    ['embedding', embedding],
    ['naming', naming],
  ]
  const document = new Document(Object.fromEntries(parts))
  for (const [key, value] of parts) {
    const node = document.get(key, true)
    if (!isCollection(node)) continue
    if (!Array.isArray(value) || value.length === 0) node.flow = true
    else for (const item of node.items) if (isCollection(item)) item.flow = true
  }
  return document.toString({ lineWidth: 0, singleQuote: true })
}

const present = (map: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== undefined))

/** A midnight is written as its day. */
const short = (time: string | null) => time?.replace('T00:00:00Z', '') ?? null
