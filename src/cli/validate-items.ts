import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { concealer, type EvidenceFile, gatherEvidence } from '../ingest/index.js'
import type { JudgedUnit } from '../model/index.js'
import { sourceOf } from '../sources/index.js'
import { actionSections, type Item, interruptSections, type Section, turnSections } from '../validate/index.js'
import { storedFiles } from './again.js'
import { printable } from './printable.js'
import type { Prepared } from './run.js'
import type { Labellable } from './validate-units.js'

/** Of some units those whose logs can still be read here. */
export async function atHand(units: readonly Labellable[]): Promise<Labellable[]> {
  const paths = [...new Set(units.map(({ path }) => path))]
  const readable = new Set<string>()
  for (const path of paths) {
    await access(path, constants.R_OK).then(
      () => readable.add(path),
      () => {},
    )
  }
  return units.filter(({ path, source }) => readable.has(path) && sourceOf(source) !== undefined)
}

/** How much of what came before a person may look at. */
const CONTEXT = { steps: 16, characters: 4_000 }

/** Units as they are shown, in the same order, from their logs; what could not be found there is left out. */
export async function itemsOf(units: readonly Labellable[], unit: JudgedUnit, prepared: Prepared): Promise<Item[]> {
  const files = new Map<string, EvidenceFile & { wanted: { actions: Set<string>; turns: Set<string> } }>()
  const stored = await storedFiles(prepared)
  for (const { path, place, stored: name, source, rules } of units) {
    const wanted = { actions: new Set<string>(), turns: new Set<string>() }
    const again = stored(place, name)?.again ?? { path }
    const file = files.get(name) ?? { ...again, source: sourceOf(source)!, contributor: rules.contributor, wanted }
    files.set(name, file)
    file.wanted[unit === 'action' ? 'actions' : 'turns'].add(rules.id)
  }
  const ids = (of: 'actions' | 'turns') => new Set([...files.values()].flatMap(({ wanted }) => [...wanted[of]]))
  const all = { actions: ids('actions'), turns: ids('turns') }
  // One and the same unit may be two people's, where one has a copy of the other's log; its text is given once.
  const shown = new Map<string, Section[]>()
  for await (const { items } of gatherEvidence([...files.values()], all, concealer(prepared.key.key), CONTEXT)) {
    for (const item of items) {
      const sections =
        item.unit === 'action'
          ? actionSections(item.evidence)
          : unit === 'turn'
            ? turnSections(item.evidence)
            : interruptSections(item.evidence)
      shown.set(item.id, sections.map(harmless))
    }
  }
  return units.flatMap(({ key, rules, customer }) => {
    const sections = shown.get(rules.id)
    return sections === undefined ? [] : [{ key, id: rules.id, contributor: rules.contributor, customer, sections }]
  })
}

/** A section in whose text nothing steers a terminal or turns text around. */
const harmless = (section: Section): Section => ({
  ...section,
  text: section.text
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll('\t', '  ')))
    .join('\n'),
})
