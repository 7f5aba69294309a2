import type { Progress } from '../ingest/index.js'

/** A line on stderr that shows what takes its time; nothing where stderr is no terminal. */
export interface ProgressLine {
  /** How far reading is, where it takes long. */
  progress: Progress
  say(what: string): void
  done(): void
}

export function progressLine(stderr: NodeJS.WriteStream, clock: () => number): ProgressLine {
  const started = clock()
  let last = started
  let shown = false
  return {
    progress({ files, ofFiles, bytes, ofBytes }) {
      const now = clock()
      if (!stderr.isTTY || now - started < 300 || now - last < 100) return
      last = now
      shown = true
      const share = ofBytes === 0 ? 1 : bytes / ofBytes
      const left = share > 0.05 ? `, ${Math.ceil(((now - started) * (1 - share)) / share / 1000)} s left` : ''
      stderr.write(
        `\r\u001b[Kreading ${files} of ${ofFiles} files, ${megabytes(bytes)} of ${megabytes(ofBytes)} MB${left}`,
      )
    },
    say(what) {
      if (!stderr.isTTY) return
      shown = true
      stderr.write(`\r\u001b[K${what}`)
    },
    done() {
      if (shown) stderr.write('\r\u001b[K')
    },
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
