export { dataHash, STUDY_PARTS, studyChanges, studyHash, studyParts } from './hash.js'
export { nearest } from './nearest.js'
export { type StudyOptions, studyFromOptions } from './options.js'
export { parseStudy } from './parse.js'
export {
  EXCLUSION_REASONS,
  type Exclusion,
  POLICY_NAMES,
  type PolicyName,
  SETTINGS,
  type StudyEmbedding,
  type StudyFile,
  type StudyJudge,
  type StudyNaming,
  type StudyPolicy,
  type StudySample,
  type StudySource,
} from './schema.js'
export { StudyError, type StudyProblem } from './study-error.js'
export { studyYaml } from './yaml.js'
