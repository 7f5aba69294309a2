import type { Group } from './groups.js'

/** What a concept is in a sentence about an agent. */
export type Kind = 'activity' | 'object' | 'tool' | 'domain' | 'environment' | 'stop' | 'interrupt'

/** Something that sentences speak of, known by any of its forms and named by one phrase. */
export interface Concept {
  /** Stable; in the list of concepts it stands at a place of its own, its number. */
  id: string
  kind: Kind
  /** How names say it: an activity as "look up", an object as "customer orders", an environment as "in production". */
  phrase: string
  /** What means it, in base form: words, or short phrases. Inflected forms follow from the kind. */
  forms: readonly string[]
  /** What it belongs to more broadly, one or two. */
  groups: readonly Group[]
}

/** A row of a list: how it is named, what else means it (after commas), and its groups (after blanks). */
export type Row = readonly [phrase: string, forms: string, groups: string]

/** @returns concepts of rows, in their order. The phrase of a row need not be among its forms. */
export function conceptsOf(kind: Kind, rows: Readonly<Record<string, Row>>): Concept[] {
  return Object.entries(rows).map(([id, [phrase, forms, groups]]) => ({
    id,
    kind,
    phrase,
    forms: forms.split(',').map((form) => form.trim()),
    groups: groups.split(' ') as Group[],
  }))
}
