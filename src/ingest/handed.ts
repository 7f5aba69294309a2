/** The one who took in what was handed over wants no more. */
class NoMore extends Error {
  override name = 'NoMore'
}

interface Offer<T> {
  item: T
  taken(): void
  refused(error: NoMore): void
}

/**
 * Gives one by one what a producer hands over, who waits until it is taken: so nothing piles up. Where no more is taken,
 * the producer's next offer is refused with an error, and its end is waited for.
 * @throws what the producer throws.
 */
export async function* handed<T>(produce: (give: (item: T) => Promise<void>) => Promise<void>): AsyncGenerator<T> {
  let offer: Offer<T> | null = null
  let wanted = true
  let ended = false
  let wake = () => {}
  const give = (item: T): Promise<void> =>
    new Promise((taken, refused) => {
      if (!wanted) return refused(new NoMore())
      offer = { item, taken, refused }
      wake()
    })
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      if (offer !== null || ended) resolve()
    })
  const producer = produce(give).finally(() => {
    ended = true
    wake()
  })
  producer.catch(() => {})
  try {
    for (;;) {
      await next()
      const current = offer as Offer<T> | null
      if (current === null) break
      yield current.item
      offer = null
      current.taken()
    }
    await producer
  } finally {
    wanted = false
    const left = offer as Offer<T> | null
    left?.refused(new NoMore())
    await producer.catch(() => {})
  }
}
