import { isObject, type Json, objectOf, textOf } from '../values.js'

/** What a log says of all its samples. */
export interface Evaluation {
  /** Names it apart from every other. */
  id: string
  version: string | null
  sandbox: 'none' | 'sandbox' | null
  /** Somebody, or something, is asked before tools run. */
  asks: boolean
}

/** @param log the log without its samples, or what there is of it. */
export function evaluationOf(log: Json): Evaluation {
  const { eval_id: id, run_id: run, task_id: task, packages, sandbox, config } = objectOf(log.eval) ?? {}
  return {
    id: textOf(id) ?? `${textOf(run) ?? ''}/${textOf(task) ?? ''}`,
    version: textOf(objectOf(packages)?.inspect_ai),
    sandbox: sandboxOf(sandbox),
    asks: isObject(objectOf(config)?.approval),
  }
}

/** Where tools run; without a sandbox they run beside the evaluation, and may be made up. */
export function sandboxOf(sandbox: unknown): Evaluation['sandbox'] {
  const type = textOf(sandbox) ?? textOf(objectOf(sandbox)?.type)
  if (type === null) return null
  return type === 'local' ? 'none' : 'sandbox'
}
