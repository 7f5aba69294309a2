import { useEffect, useMemo, useRef, useState } from 'react'
import {
  type Control,
  type Explored,
  exploredIn,
  movedGroups,
  sayExplored,
  sayMatches,
  sayShared,
  searchGroups,
  type View,
} from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'
import { Controls } from './Controls.js'
import { GroupDetails } from './GroupDetails.js'
import { GroupMap } from './GroupMap.js'
import { GroupTree } from './GroupTree.js'
import { keepInView } from './keep-in-view.js'
import { useGroupInAddress } from './use-group.js'
import { WordTable } from './WordTable.js'

interface Props {
  release: Release
  other: Release | null
}

const AS: Control = {
  key: 'as',
  label: 'Shown as',
  pick: 'one',
  options: [
    { value: 'tree', label: 'Tree' },
    { value: 'map', label: 'Map' },
  ],
  initial: ['tree'],
}

/** How many of the groups that were found are shown. */
const FOUND = 60

/** All groups of a release: found by name, gone through as a tree or a map, and told one by one. */
export function Explorer({ release, other }: Props) {
  const kinds = useMemo(() => exploredIn(release), [release])
  return kinds.length === 0 ? null : <Groups kinds={kinds} others={other && exploredIn(other)} />
}

function Groups({ kinds, others }: { kinds: readonly Explored[]; others: readonly Explored[] | null }) {
  const section = useRef<HTMLElement>(null)
  const [view, setView] = useState<View>({ of: [kinds[0]!.of], as: AS.initial })
  const [query, setQuery] = useState('')
  const [chosen, choose] = useGroupInAddress((id) => {
    const kind = kinds.find(({ tree }) => tree.get(id))
    if (!kind) return
    setView((now) => ({ ...now, of: [kind.of] }))
    setQuery('')
    if (section.current) keepInView(section.current)
  })
  const own = kinds.find(({ of }) => view.of?.[0] === of) ?? kinds[0]!
  const theirs = others?.find(({ of }) => of === own.of)
  const group = (chosen === null ? undefined : own.tree.get(chosen)) ?? own.tree.within(null)[0]!
  const found = useMemo(() => (query.trim() === '' ? null : searchGroups(own.tree, query)), [own, query])
  const only = useMemo(() => found && new Set(found.slice(0, FOUND).map(({ id }) => id)), [found])
  // What was searched for stands in the panel at once.
  useEffect(() => {
    if (found && found.length > 0 && !found.slice(0, FOUND).some(({ id }) => id === group.id)) choose(found[0]!.id)
  }, [found, group.id, choose])
  const kindControl: Control = {
    key: 'of',
    label: 'Groups of',
    pick: 'one',
    options: kinds.map(({ of, label }) => ({ value: of, label })),
    initial: [],
  }
  return (
    <section id="groups" className="explorer" aria-labelledby="groups-title" ref={section}>
      <h2 id="groups-title">Every group, one by one</h2>
      <p className="sentence">{sayExplored(own)}</p>
      <Controls controls={[kindControl, AS]} view={view} onChange={setView} />
      <div className="search">
        <label>
          Search by name
          <input
            type="search"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
          />
        </label>
        <p aria-live="polite">{found && sayMatches(found.length, query.trim(), FOUND)}</p>
      </div>
      <div className="panes">
        {view.as?.[0] === 'map' ? (
          <GroupMap explored={own} group={group} only={only} onChoose={choose} />
        ) : (
          <GroupTree key={own.of} explored={own} other={theirs} group={group} only={only} onChoose={choose} />
        )}
        <GroupDetails explored={own} group={group} other={theirs} compared={others !== null} onChoose={choose} />
      </div>
      {others && <Beside own={own} theirs={theirs} />}
    </section>
  )
}

/** What two releases have in common, and which groups moved most. */
function Beside({ own, theirs }: { own: Explored; theirs: Explored | undefined }) {
  const moved = theirs && movedGroups(own, theirs)
  return (
    <div className="against">
      <p className="remark">{sayShared(own, theirs)}</p>
      {moved && <WordTable table={moved} />}
    </div>
  )
}
