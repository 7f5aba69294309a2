/** What is taken in: OTLP log records, OTLP spans, and API requests with their answers. */
export type Kind = 'logs' | 'traces' | 'requests'

/** Whose a body is, by the token that it was sent with. */
export interface Whose {
  customer: string | null
}

/** Makes text-free lines of what arrives, judged while the text is in hand. Each thread has one of its own. */
export interface Reducer {
  /**
   * @param body an OTLP/JSON object (`resourceLogs` or `resourceSpans`), or one API record.
   * @returns reduced lines, JSON without text and without line ends, in the order in which they came.
   */
  reduce(kind: Kind, body: unknown, whose: Whose): string[]
  /** Lines that were given before may not have been kept: nothing that they told may be left out of later ones. */
  startOver?(): void
}
