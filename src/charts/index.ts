export { sayShare, totalApproval } from './auto-approve-by-experience.js'
export { PROXY_UNITS, wholeProxy } from './autonomy-proxies.js'
export {
  CAPABILITY_SENTENCES,
  CARRIED,
  type Carried,
  capabilityName,
  capabilityTable,
} from './capabilities.js'
export type { Chart, Control, Place, Table, View, Walk } from './chart.js'
export { choicesIn, firstView } from './chart.js'
export { chartOf, figureIn, type PlateName, platesOf } from './charts.js'
export {
  aboutGroup,
  besideGroup,
  type Explored,
  exploredIn,
  type Facet,
  facetsOf,
  groupInHash,
  movedGroups,
  partOf,
  sayExplored,
  sayGroup,
  sayMatches,
  sayShared,
} from './cluster-explorer.js'
export type { Group } from './cluster-group.js'
export { type Tile, tilesOf } from './cluster-map.js'
export { type OutlineLine, type OutlineState, outlineOf, SHOWN, shownWith } from './cluster-outline.js'
export { type GroupTree, searchGroups } from './cluster-tree.js'
export { drawWeeks, sayWeeks } from './cluster-weeks.js'
export { beforeComparing, figureBeforeComparing } from './comparable.js'
export { compareFigures, compareHeadlines, DIFFERENCES, nameOf, otherFigure } from './compare.js'
export { curveCsv, extraCsv, figureCsv } from './csv.js'
export { domainsLine } from './domains-line.js'
export { hasIntervals, whyEmpty } from './empty.js'
export { changeOf, type Estimate, isRange, type Named, sayValue } from './estimate.js'
export { binName, isTotal } from './experience-bins.js'
export { type SourceGroup, saySources, sourceGroups, USE_WORDS, unusedSources } from './figure-sources.js'
export { type Headline, headlinesOf } from './headlines.js'
export { totalInterrupts } from './interrupts-by-experience.js'
export { cell, range } from './intervals.js'
export { totalInterventions } from './intervention-rows.js'
export { judgeName, sayJudged } from './judged.js'
export { type Limit, limitsOf } from './limits.js'
export * from './names.js'
export { compact, count, duration, NOTHING, percent, plain } from './numbers.js'
export { at, levelIn } from './percentiles.js'
export { type PlateOther, plate } from './plate.js'
export { policyWords } from './policy-words.js'
export {
  countsNote,
  isExact,
  said,
  saidPeople,
  sayBasis,
  sayCount,
  sayPeople,
  sumOf,
  told,
  toldFigure,
} from './precision.js'
export { publishedValue } from './published-value.js'
export { spanName } from './spans.js'
export type { DrawingDocument, Drawn, Surface } from './surface.js'
export { FILE_THEME, PAGE_THEME, type Theme } from './theme.js'
export { onlyCounted, type Total, totalsOf } from './totals.js'
export { wholeWindow } from './turn-duration.js'
export { SCORE, SECONDS, SHARE, TIMES, type Unit } from './units.js'
export { nothingShown, reasonsOf, withheld, withheldWords } from './withheld.js'
