import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const CANDIDATES = [
  process.env.LEEWAY_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

const executablePath = CANDIDATES.find((path) => path && existsSync(path))
const required = process.env.LEEWAY_BROWSER_TESTS === 'required'

/** Whether browser tests can run; where they cannot, it is said aloud, and where they must, it is an error. */
export const hasBrowser: boolean = executablePath !== undefined

if (!hasBrowser) {
  const reason = `no Chromium at ${CANDIDATES.filter(Boolean).join(', ')}; set LEEWAY_CHROMIUM to its path`
  if (required) throw new Error(`LEEWAY_BROWSER_TESTS=required, but there is ${reason}`)
  console.warn(`browser tests are SKIPPED: ${reason}`)
}

/** A browser without a window and without errands of its own. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: executablePath!, args: ARGS })
