/** Half-open, ms since 1970 UTC; null is open. */
export interface Window {
  from: number | null
  to: number | null
}
