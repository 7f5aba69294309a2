import { judge } from '../../src/judge/index.js'
import { inquiries, QUESTION, quick } from './the-question.js'

/** Judges in a process of its own, which tests kill. Each verdict is a line; the last line says how it ended. */
const { model, run, count, perInquiry } = JSON.parse(process.argv[2]!)
let peak = 0
try {
  let given = 0
  for await (const verdict of judge(inquiries(count, perInquiry ?? 4), QUESTION, { model, run }, { world: quick })) {
    const { cost: _, ...told } = verdict
    process.stdout.write(`${JSON.stringify(told)}\n`)
    if (++given % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss)
  }
  process.stdout.write(`${JSON.stringify({ ended: 'whole', peak })}\n`)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ ended: (error as Error).message, peak })}\n`)
}
