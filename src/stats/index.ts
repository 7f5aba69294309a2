export { BAND_MIN_SHARE, percentileBand } from './band.js'
export { BUCKET_FLOOR, BUCKET_RATIO, bucketHigh, bucketLow, bucketOf, bucketValue } from './buckets.js'
export { CHANGE_MARGIN, changePoint, type WeeklyCounts } from './change-point.js'
export { type ClusterSums, clusteredT, effectiveClusters, MIN_EFFECTIVE_CLUSTERS } from './clustered.js'
export { type BucketCount, bucketAtRank, type Histogram, histogramTotal, mergeHistograms } from './histogram.js'
export { holm } from './holm.js'
export { type LowessOptions, lowess, type WeightedPoint } from './lowess.js'
export { type ClusterTotals, type MeanEstimate, meanEstimate } from './mean.js'
export { normalCdf, normalQuantile } from './normal.js'
export { POISSON_THRESHOLDS, poissonWeight } from './poisson.js'
export {
  CENSORING_TOLERANCE,
  censoredQuantile,
  histogramQuantile,
  histogramQuantileValue,
  quantileInterval,
  sampleQuantile,
} from './quantile.js'
export { type ShareEstimate, shareEstimate } from './share.js'
export { tCdf, tQuantile } from './student.js'
export { type WeightedSums, type WeightedTotals, weightedMean, weightedShare } from './weighted.js'
export { type Interval, wilson } from './wilson.js'
