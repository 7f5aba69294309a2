/** Ends a run before all items are judged: nothing further would help. What was answered until then is kept. */
export class JudgeStopped extends Error {
  override name = 'JudgeStopped'
}
