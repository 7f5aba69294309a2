import type { Timed } from '../ingest/index.js'

/** Milliseconds spent in each stage, without those of stages inside it. */
export interface Stages {
  timed: Timed
  /** One line of JSON: `start` is what came before the first stage, `total` the whole process up to now. */
  line(): string
}

/** Measures stages that follow each other or lie in each other. `now` counts from the start of the process. */
export function stages(now: () => number): Stages {
  const spent: Record<string, number> = {}
  let first: number | null = null
  let inner = 0
  return {
    async timed(stage, work) {
      const [started, outer] = [now(), inner]
      first ??= started
      inner = 0
      try {
        return await work()
      } finally {
        const whole = now() - started
        spent[stage] = (spent[stage] ?? 0) + whole - inner
        inner = outer + whole
      }
    },
    line() {
      const whole = Object.entries({ start: first ?? now(), ...spent, total: now() })
      return `${JSON.stringify(Object.fromEntries(whole.map(([stage, ms]) => [stage, Math.round(ms)])))}\n`
    },
  }
}
