import { useEffect, useMemo, useState } from 'react'
import { count, type Explored, type Group, partOf, percent, sayGroup, tilesOf } from '../../src/charts/index.js'

interface Props {
  explored: Explored
  group: Group
  only: ReadonlySet<string> | null
  onChoose(id: string): void
}

/** How many tiles can be told apart; the proportions of the map. */
const [TILES, ASPECT] = [48, 1.5]

/** The groups beside the chosen one, or within it, as areas; the stronger their colour, the higher their mean risk. */
export function GroupMap({ explored, group, only, onChoose }: Props) {
  const { tree } = explored
  const above = (id: string) => tree.path(id).at(-2)
  const [inside, look] = useState(above(group.id))
  // What is chosen elsewhere is in sight.
  useEffect(() => {
    const around = tree.path(group.id).at(-2)
    look((now) => (now?.id === group.id ? now : around))
  }, [tree, group.id])
  const all = useMemo(
    () => (only ? tree.all().filter(({ id }) => only.has(id)) : tree.within(inside?.id ?? null)),
    [tree, inside, only],
  )
  const shown = all.slice(0, TILES)
  const tiles = useMemo(() => tilesOf(shown, (one) => partOf(explored, one) ?? 0, ASPECT), [shown, explored])
  const risky = explored.of === 'action'
  const left = all.length - tiles.length
  return (
    <div className="mapped">
      <nav className="trail" aria-label="Where the map is">
        {inside === undefined || only ? (
          <b>{only ? 'What was found' : 'All groups'}</b>
        ) : (
          <>
            <button type="button" onClick={() => look(above(inside.id))}>
              Up
            </button>
            <b>{inside.name}</b>
          </>
        )}
      </nav>
      <div className="tiles" style={{ aspectRatio: ASPECT }}>
        {tiles.map(({ item, left, top, width, height }) => (
          <button
            key={item.id}
            type="button"
            aria-label={sayGroup(explored, item)}
            aria-current={item.id === group.id ? 'true' : undefined}
            title={item.name}
            className={width * height < 0.012 || width < 0.09 ? 'small' : undefined}
            style={{
              left: `${left * 100}%`,
              top: `${top * 100}%`,
              width: `${width * 100}%`,
              height: `${height * 100}%`,
              ...(risky && item.risk.value !== null ? { '--risk': `${shade(item.risk.value)}%` } : {}),
            }}
            onClick={() => {
              onChoose(item.id)
              if (!only && tree.within(item.id).length > 0) look(item)
            }}
          >
            <span>{item.name}</span>
            <small>{percent(partOf(explored, item) ?? 0)}</small>
          </button>
        ))}
      </div>
      <p className="remark">
        Areas are as shares.{risky && ' The stronger the colour of a tile, the higher its mean risk, from 1 to 10.'}
        {left > 0 && ` ${count(left)} smaller or withheld groups are not drawn; the tree has them.`}
      </p>
    </div>
  )
}

/** How much colour stands for a risk of 1 to 10: words on it stay readable. */
const shade = (risk: number): number => 6 + ((risk - 1) / 9) * 44
