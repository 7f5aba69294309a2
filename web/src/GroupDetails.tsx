import { useLayoutEffect, useMemo, useRef } from 'react'
import {
  aboutGroup,
  besideGroup,
  count,
  drawWeeks,
  type Explored,
  facetsOf,
  type Group,
  PAGE_THEME,
  percent,
  reasonName,
  sayWeeks,
} from '../../src/charts/index.js'
import { WordTable } from './WordTable.js'

interface Props {
  explored: Explored
  group: Group
  other: Explored | undefined
  /** Whether there is another release at all. */
  compared: boolean
  onChoose(id: string): void
}

/** All that a release tells of one group. */
export function GroupDetails({ explored, group, other, compared, onChoose }: Props) {
  const { tree } = explored
  const path = tree.path(group.id).slice(0, -1)
  const within = tree.within(group.id)
  const beside = other ? besideGroup(group, other) : compared ? 'The other release tells of no such groups.' : ''
  return (
    <article className="details" aria-label="The chosen group">
      {path.length > 0 && (
        <p className="trail">
          {path.map(({ id, name }) => (
            <button key={id} type="button" onClick={() => onChoose(id)}>
              {name}
            </button>
          ))}
        </p>
      )}
      <h3>{group.name}</h3>
      {group.description && <p>{group.description}</p>}
      {group.suppressed && <p className="withheld">Withheld: {reasonName(group.suppressed)}.</p>}
      <WordTable table={aboutGroup(explored, group, other)} wide={other !== undefined} />
      {beside && <p className="remark">{beside}</p>}
      <Facets group={group} />
      <Weeks group={group} unit={explored.figure.unit} />
      {within.length > 0 && (
        <p className="remark">
          Holds {within.length === 1 ? 'one group' : `${count(within.length)} groups`} of the next level.
        </p>
      )}
      <p className="remark">
        <a href={`#${group.id}`}>Link to this group</a>
      </p>
    </article>
  )
}

/** How many values of a dimension are shown. */
const VALUES = 6

/** What units of the group are like, by dimension. */
function Facets({ group }: { group: Group }) {
  const facets = useMemo(() => facetsOf(group), [group])
  if (facets.length === 0) return null
  return (
    <div className="facets">
      {facets.map(({ name, values }) => (
        <dl key={name}>
          <dt>{name}</dt>
          {values.slice(0, VALUES).map(({ name: value, share }) => (
            <dd key={value}>
              <span>{value}</span>
              <span>{percent(share)}</span>
              <span className="bar" aria-hidden="true">
                <i style={{ width: `${share * 100}%` }} />
              </span>
            </dd>
          ))}
          {values.length > VALUES && <dd className="rest">and {count(values.length - VALUES)} more</dd>}
        </dl>
      ))}
    </div>
  )
}

/** How the share of the group went over the weeks. */
function Weeks({ group, unit }: { group: Group; unit: string }) {
  const frame = useRef<HTMLDivElement>(null)
  const says = sayWeeks(group, unit)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const draw = () => {
      const drawn = drawWeeks(group, { document, width: Math.max(200, element.clientWidth), theme: PAGE_THEME })
      if (!drawn) return element.replaceChildren()
      drawn.setAttribute('role', 'img')
      for (const part of drawn.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
      element.replaceChildren(drawn)
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [group])
  if (says === '') return null
  return (
    <div className="weeks">
      <h4>Over time</h4>
      <div ref={frame} />
      <p className="remark">{says}</p>
    </div>
  )
}
