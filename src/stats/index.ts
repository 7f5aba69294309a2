export { type Accuracy, accuracy, agreementWithin, confusion, constantAnswer, type Labelled } from './agreement.js'
export { BAND_MIN_SHARE, percentileBand } from './band.js'
export { BUCKET_FLOOR, BUCKET_RATIO, bucketHigh, bucketLow, bucketOf, bucketValue } from './buckets.js'
export { CHANGE_MARGIN, changePoint, type WeeklyCounts } from './change-point.js'
export {
  type ClusterSums,
  clusteredT,
  effectiveClusters,
  MIN_EFFECTIVE_CLUSTERS,
} from './clustered.js'
export {
  type Corrected,
  correctedMean,
  correctedShare,
  type JudgedCluster,
  type JudgedUnit,
  judgedClusters,
  type LabelledUnit,
} from './corrected.js'
export {
  type ClusterSum,
  type CorrectedSums,
  correctedFromSums,
  correctedMeanFromSums,
  PRODUCTS,
  type Product,
} from './corrected-sums.js'
export { isDrawn, uniformOf, unitWeight } from './draw.js'
export { type BucketCount, bucketAtRank, type Histogram, histogramTotal, mergeHistograms } from './histogram.js'
export { holm } from './holm.js'
export { krippendorffAlpha, type Level } from './krippendorff.js'
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
export { type Attempt, isLeak, type Recovery, recovery } from './recovery.js'
export { type Adjusted, LEAST_YOUDEN, roganGladen } from './rogan-gladen.js'
export { expectedHalf, planSample, type SamplePlan, type SampleWish, type Stratum } from './sampling.js'
export { type ShareEstimate, shareEstimate } from './share.js'
export { type Shrunk, shrunkMeans } from './shrunk.js'
export { tCdf, tQuantile } from './student.js'
export { type WeightedSums, type WeightedTotals, weightedMean, weightedShare } from './weighted.js'
export { type Interval, wilson } from './wilson.js'
