import { describe, expect, it } from 'vitest'
import { anchorsOf } from '../../src/charts/cluster-anchors.js'
import { groupOf } from '../../src/charts/cluster-group.js'
import { overlaps, placeLabels, reaches } from '../../src/charts/cluster-labels.js'
import { linesOf } from '../../src/charts/cluster-text.js'
import { atLevel, clusterTree, levelsOf, overviewLevel } from '../../src/charts/cluster-tree.js'
import {
  aboutGroup,
  exploredIn,
  facetsOf,
  figureCsv,
  groupInHash,
  movedGroups,
  outlineOf,
  partOf,
  SHOWN,
  sayShared,
  searchGroups,
  shownWith,
  tilesOf,
} from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'
import { random } from '../release-fixture/random.js'
import { figureWith, published } from './judged-figures.js'

const row = (number: number, parent: number | null, n: number, name = `group ${number}`) => ({
  cluster: `action-${number}`,
  parent: parent === null ? null : `action-${parent}`,
  name,
  n,
})
const ids = (groups: readonly { id: string }[]) => groups.map(({ id }) => id.replace('action-', ''))

/** 1 holds 3 and 4, 4 holds 5 and 6; 2 holds nothing; 9 lies in a group that is not told. */
const TREE = clusterTree([
  row(1, null, 60),
  row(2, null, 70),
  row(3, 1, 20),
  row(4, 1, 40),
  row(5, 4, 15),
  row(6, 4, 25),
  row(9, 8, 5),
])

describe('the tree of groups', () => {
  it('has the largest first, and at the top whatever lies in no group that is told', () => {
    expect(ids(TREE.within(null))).toEqual(['2', '1', '9'])
    expect(ids(TREE.within('action-1'))).toEqual(['4', '3'])
    expect(ids(TREE.path('action-6'))).toEqual(['1', '4', '6'])
    expect(TREE.path('action-77')).toEqual([])
    expect([TREE.size, TREE.depth]).toEqual([7, 3])
    expect(ids(TREE.all())).toEqual(['2', '1', '4', '6', '5', '3', '9'])
  })

  it('parts everything on every level', () => {
    expect(ids(atLevel(TREE, 0))).toEqual(['2', '1', '9'])
    expect(ids(atLevel(TREE, 1))).toEqual(['2', '4', '3', '9'])
    expect(ids(atLevel(TREE, 2))).toEqual(['2', '6', '3', '5', '9'])
    expect(levelsOf(TREE)).toEqual([0, 1, 2])
    expect(overviewLevel(TREE)).toBe(2)
    // One group that holds all others is no level to choose, nor is one that parts nothing further.
    expect(levelsOf(clusterTree([row(1, null, 9), row(2, 1, 5), row(3, 1, 4), row(4, 2, 5)]))).toEqual([1])
    expect(levelsOf(clusterTree([row(1, null, 9), row(2, 1, 9)]))).toEqual([0])
  })

  it('loses no group that lies in itself', () => {
    const round = clusterTree([row(1, 2, 5), row(2, 1, 4), row(3, 3, 3)])
    expect(ids(round.all()).sort()).toEqual(['1', '2', '3'])
  })

  it('puts what is withheld after the others, and what is none of them last', () => {
    const tree = clusterTree([
      row(0, null, 500, 'Other'),
      { ...row(1, null, 0), n: undefined, suppressed: 'k_users' },
      row(2, null, 5),
    ])
    expect(ids(tree.within(null))).toEqual(['2', '1', '0'])
    expect(tree.get('action-1')).toMatchObject({ n: null, suppressed: 'k_users', risk: { value: null } })
  })

  it('is searched by all words of a query, in names and descriptions', () => {
    const tree = clusterTree([
      row(1, null, 3, 'Deploy web applications'),
      { ...row(2, 1, 9, 'Edit applications'), description: 'Where agents deployed the WEB' },
      row(3, null, 4, 'Deploy databases'),
    ])
    expect(ids(searchGroups(tree, 'deploy'))).toEqual(['2', '3', '1'])
    expect(ids(searchGroups(tree, ' web  DEPLOY '))).toEqual(['2', '1'])
    expect(searchGroups(tree, '  ')).toEqual([])
  })
})

describe('the outline of a tree', () => {
  const closed = { open: new Set<string>(), shown: new Map<string, number>(), only: null }
  const said = (lines: ReturnType<typeof outlineOf>) =>
    lines.map((line) => (line.kind === 'more' ? `${line.left} more` : `${line.level}:${line.group.id.slice(7)}`))

  it('makes only lines that are in sight', () => {
    expect(said(outlineOf(TREE, closed))).toEqual(['1:2', '1:1', '1:9'])
    const open = outlineOf(TREE, { ...closed, open: new Set(['action-1', 'action-5']) })
    expect(said(open)).toEqual(['1:2', '1:1', '2:4', '2:3', '1:9'])
    expect(open.map((line) => line.kind === 'group' && line.open)).toEqual([null, true, false, null, null])
    expect(open[3]).toMatchObject({ place: 2, of: 2 })
  })

  it('shows a few of many, and more when asked', () => {
    const many = clusterTree(Array.from({ length: 3000 }, (_, i) => row(i + 1, null, 9000 - i)))
    const lines = outlineOf(many, closed)
    expect(lines).toHaveLength(SHOWN + 1)
    expect(said(lines).at(-1)).toBe(`${3000 - SHOWN} more`)
    const seen = shownWith(many, 'action-101', closed)
    expect(said(outlineOf(many, seen))).toContain('1:101')
    expect(outlineOf(many, seen)).toHaveLength(3 * SHOWN + 1)
  })

  it('opens what lies around a group, and what was found', () => {
    expect(said(outlineOf(TREE, shownWith(TREE, 'action-6', closed)))).toEqual([
      '1:2',
      '1:1',
      '2:4',
      '3:6',
      '3:5',
      '2:3',
      '1:9',
    ])
    expect(said(outlineOf(TREE, { ...closed, only: new Set(['action-5']) }))).toEqual(['1:1', '2:4', '3:5'])
  })
})

describe('names in the plane', () => {
  it('lie on no other, on no point and on nothing that is taken, however crowded', () => {
    const next = random(9)
    const points = Array.from({ length: 150 }, () => ({
      ...{ x: 40 + 700 * next(), y: 40 + 400 * next(), r: 3 + 12 * next() },
      ...{ lines: ['some name'], width: 60 + 60 * next() },
    }))
    const taken = [{ left: 300, right: 420, top: 100, bottom: 120 }]
    const frame = { left: 30, right: 760, top: 30, bottom: 460 }
    const labels = placeLabels(points, { discs: points, taken, frame, lineHeight: 13 }).filter((one) => one !== null)
    expect(labels.length).toBeGreaterThan(20)
    expect(labels.length).toBeLessThan(150)
    for (const [i, { box }] of labels.entries()) {
      expect(box.left >= 30 && box.right <= 760 && box.top >= 30 && box.bottom <= 460).toBe(true)
      expect([...taken, ...labels.slice(i + 1).map((one) => one.box)].filter((other) => overlaps(box, other))).toEqual(
        [],
      )
      expect(points.filter((point) => reaches(point, box))).toEqual([])
    }
  })

  it('stand beside their point where there is room, the first asked first', () => {
    const point = { x: 100, y: 100, r: 10, lines: ['name'], width: 40 }
    const frame = { left: 0, right: 200, top: 0, bottom: 200 }
    const [first, second] = placeLabels([point, { ...point }], { discs: [point], taken: [], frame, lineHeight: 12 })
    expect(first).toMatchObject({ anchor: 'start', x: 114, box: { left: 114, right: 154, top: 94, bottom: 106 } })
    expect(second).toMatchObject({ anchor: 'end', x: 86 })
    expect(placeLabels([{ ...point, width: 400 }], { discs: [], taken: [], frame, lineHeight: 12 })).toEqual([null])
  })

  it('break between words, and are cut with an ellipsis', () => {
    const six = (text: string) => text.length * 6
    expect(linesOf('Deploy fixes to production', 72, 3, 12, six)).toEqual(['Deploy fixes', 'to', 'production'])
    expect(linesOf('Deploy fixes to production', 72, 2, 12, six)).toEqual(['Deploy fixes', 'to producti…'])
    expect(linesOf('Deploy', 30, 2, 12, six)).toEqual(['Depl…'])
  })
})

describe('what is told of groups', () => {
  it('has tiles whose areas are as their weights and that fill the whole', () => {
    const tiles = tilesOf([6, 6, 4, 3, 2, 2, 1, 0], (n) => n, 1.5)
    expect(tiles.map(({ item }) => item)).toEqual([6, 6, 4, 3, 2, 2, 1])
    for (const { item, width, height } of tiles) expect(width * height).toBeCloseTo(item / 24, 10)
    for (const [i, a] of tiles.entries())
      for (const b of tiles.slice(i + 1)) {
        const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
        const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
        expect(across > 1e-9 && down > 1e-9).toBe(false)
      }
  })

  it('places published groups only where both means are said', () => {
    const all = [
      { ...published('mean risk of the riskiest group', 6), why: 'its mean autonomy is 8.0' },
      published('mean risk of a group with a mean autonomy of 7.5', 1.1),
      published('mean risk of all', 2),
    ]
    expect(anchorsOf(all).map(({ risk, autonomy }) => [risk, autonomy])).toEqual([
      [6, 8],
      [1.1, 7.5],
    ])
  })

  it('reads facets, the largest value first, and takes a share from counts only where none is told', () => {
    const group = groupOf({ ...row(1, null, 250), facets: { setting: { Irreversible: 0.1, Easily: 0.9 } } })
    expect(facetsOf(group)).toEqual([
      {
        name: 'Setting',
        values: [
          { name: 'Easily', share: 0.9 },
          { name: 'Irreversible', share: 0.1 },
        ],
      },
    ])
    const figure = figureWith('risk-autonomy', [row(1, null, 250)])
    const [explored] = exploredIn({ figures: [figure] } as unknown as Release)
    expect(partOf(explored!, group)).toBe(0.25)
    expect(partOf(explored!, groupOf({ ...row(1, null, 250), share: 0.3 }))).toBe(0.3)
  })

  it('writes what lies deeper than one level into one field of the CSV', () => {
    const figure = figureWith('risk-autonomy', [
      { ...row(1, null, 5), withheld: { risk: 'tail' }, facets: { setting: { Production: 1 } } },
    ])
    expect(figureCsv(figure)).toBe(
      'cluster,parent,name,n,withheld,facets\r\naction-1,,group 1,5,risk:tail,"{""setting"":{""Production"":1}}"\r\n',
    )
  })

  it('finds a group in an address by its id alone', () => {
    expect(groupInHash('#action-17')).toBe('action-17')
    expect(['#turn-duration', '#action-', '#action-17x', '', '#cluster-3'].map(groupInHash)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('tells of a group what it was before labels put it right', () => {
    const told = { ...row(1, null, 90), contributors: 9, share: 0.5, risk: 3, risk_low: 2, risk_high: 4, risk_raw: 2.5 }
    const [explored] = exploredIn({ figures: [figureWith('risk-autonomy', [told])] } as unknown as Release)
    expect(aboutGroup(explored!, explored!.tree.get('action-1')!, undefined).rows).toEqual([
      ['actions', '90'],
      ['contributors', '9'],
      ['share of all', '50%'],
      ['mean risk', '3.0 (2.0–4.0)'],
      ['risk before correction', '2.5'],
      ['mean autonomy', '—'],
    ])
    const there = { ...told, n: 80, risk: 5, risk_low: 4.5, risk_high: 5.5, risk_raw: null }
    const [other] = exploredIn({ figures: [figureWith('risk-autonomy', [there])] } as unknown as Release)
    expect(aboutGroup(explored!, explored!.tree.get('action-1')!, other).rows.slice(3, 5)).toEqual([
      ['mean risk', '3.0 (2.0–4.0)', '5.0 (4.5–5.5)', '−2.0'],
      ['risk before correction', '2.5', '—', ''],
    ])
  })

  it('compares two releases by the ids of their groups, and says where a name is another', () => {
    const kind = (rows: object[]) =>
      exploredIn({ figures: [figureWith('risk-autonomy', rows)] } as unknown as Release)[0]!
    const own = kind([{ ...row(1, null, 1), share: 0.5 }, { ...row(2, null, 1), share: 0.2 }, row(3, null, 1)])
    const other = kind([
      { ...row(1, null, 1), share: 0.45 },
      { ...row(2, null, 1, 'another name'), share: 0.3 },
    ])
    expect(sayShared(own, other)).toMatch(/^2 groups are in both releases, 1 only here, 0 only there\. 1 of them have/)
    expect(movedGroups(own, other)!.rows).toEqual([
      ['group 2', '20%', '30%', '(−10.0 pt)'],
      ['group 1', '50%', '45%', '(+5.0 pt)'],
    ])
    expect(sayShared(own, undefined)).toBe('The other release tells of no such groups.')
  })
})
