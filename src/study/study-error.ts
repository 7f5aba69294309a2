/** One thing wrong with a study, with where it is and what to do about it. */
export interface StudyProblem {
  /** 1-based line of the study file; null where the study did not come from a file. */
  line: number | null
  /** Path of the key, such as `policy.k_users` or `sources[0].place`; empty for the file as a whole. */
  key: string
  /** What is wrong and what was expected there. */
  expected: string
  /** What to do. */
  fix: string
}

/** A study that cannot be used: wrong usage (exit code 2), never a fault of the logs. Names no value of the study. */
export class StudyError extends Error {
  override readonly name = 'StudyError'

  constructor(
    readonly file: string,
    readonly problems: readonly StudyProblem[],
  ) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'))
  }
}

function sentence(file: string, { line, key, expected, fix }: StudyProblem): string {
  const where = line === null ? file : `${file}:${line}`
  return `${where}: ${key === '' ? '' : `${key}: `}${expected}. ${fix[0]?.toUpperCase() ?? ''}${fix.slice(1)}.`
}
