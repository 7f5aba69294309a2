import { scriptHashes } from '../report/index.js'

/**
 * Headers for every answer. Only the scripts that stand in the page may run, and nothing may be fetched but what
 * further directives allow.
 */
export function securityHeaders(page: string, more: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src ${scriptHashes(page)}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...more,
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Whether a Host header names this server itself; any other name could be a page elsewhere that was pointed here. */
export const isOwnHost = (host: string | undefined, port: number): boolean =>
  LOOPBACK.some((name) => host?.toLowerCase() === `${name}:${port}` || (port === 80 && host?.toLowerCase() === name))

/** Whether an address can be reached from this machine only. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host)
