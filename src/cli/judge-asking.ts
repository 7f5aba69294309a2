import { asks, type EvidenceGroup, type Facts, factsOf, inquiriesOf, WANTED } from '../facets/index.js'
import { gatherEvidence } from '../ingest/index.js'
import type { Inquiry } from '../judge/index.js'
import type { Conceal, JudgedUnit } from '../model/index.js'
import { sourceOf } from '../sources/index.js'
import type { DrawnUnit } from './judge-drawn.js'
import { unitName } from './judge-stored.js'

/** A drawn unit about which a question is put, and what its log itself knows of it. */
export interface AskedUnit {
  drawn: DrawnUnit
  facts: Facts
}

/**
 * Puts questions about drawn units of one kind: reads their logs again, file by file, and remembers of each unit what is
 * needed once its answer is here. It reads on only as inquiries are taken.
 */
export class Asking {
  /** Units that are asked about and not answered, by name. */
  private readonly open = new Map<string, AskedUnit>()
  /** Drawn units that no log shows any more, or whose log could not be read. */
  readonly gone: DrawnUnit[] = []

  constructor(
    private readonly unit: JudgedUnit,
    private readonly drawn: ReadonlyMap<string, DrawnUnit>,
    private readonly conceal: Conceal,
  ) {}

  /** The inquiries about all of them. Items go by {@link unitName}. */
  inquiries(): AsyncIterable<Inquiry> {
    return inquiriesOf(this.unit, this.groups())
  }

  /** What was asked under a name, once. */
  answered(name: string): AskedUnit {
    const asked = this.open.get(name)!
    this.open.delete(name)
    return asked
  }

  private async *groups(): AsyncGenerator<EvidenceGroup> {
    for (const units of byFile(this.drawn)) {
      const { source, ...file } = units[0]!
      const left = new Map(units.map((one) => [unitName(one), one]))
      const ids = new Set(units.map(({ id }) => id))
      const none = new Set<string>()
      const wanted = this.unit === 'action' ? { actions: ids, turns: none } : { actions: none, turns: ids }
      const known = sourceOf(source)
      const also = units.map(({ path, person = null, contributor }) => ({ path, person, contributor }))
      const files = known === undefined ? [] : [{ ...file, source: known, also }]
      for await (const group of gatherEvidence(files, wanted, this.conceal, WANTED)) {
        const items = group.items.flatMap((item) => {
          const name = unitName({ contributor: group.contributor, id: item.id })
          const drawn = left.get(name)
          if (drawn === undefined || !asks(this.unit, item)) return []
          left.delete(name)
          this.open.set(name, { drawn, facts: factsOf(this.unit, item) })
          return [{ ...item, id: name }]
        })
        if (items.length > 0) yield { ...group, items }
      }
      this.gone.push(...left.values())
    }
  }
}

/**
 * Units by the file they lie in, contributor by contributor, so that those of one can stand together; those of files that
 * are read together, together.
 */
function byFile(drawn: ReadonlyMap<string, DrawnUnit>): DrawnUnit[][] {
  const files = new Map<string, DrawnUnit[]>()
  for (const unit of drawn.values()) {
    const { contributor, path, together } = unit
    const name = together === undefined ? `${contributor}\n${path}` : together.map((one) => one.path).sort()[0]!
    const units = files.get(name)
    if (units === undefined) files.set(name, [unit])
    else units.push(unit)
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, units]) => units)
}
