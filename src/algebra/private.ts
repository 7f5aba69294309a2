/**
 * Data nobody may read yet: it can be transformed and aggregated, and only the gate opens it. Reading it any other way
 * is a type error; printing or serialising it throws.
 */
export class Private<T> {
  readonly #value: T

  private constructor(value: T) {
    this.#value = value
  }

  static of<T>(value: T): Private<T> {
    return new Private(value)
  }

  static all<T>(values: readonly Private<T>[]): Private<T[]> {
    return new Private(values.map((v) => v.#value))
  }

  static both<A, B>(a: Private<A>, b: Private<B>): Private<[A, B]> {
    return new Private<[A, B]>([a.#value, b.#value])
  }

  map<U>(f: (value: T) => U): Private<U> {
    return new Private(f(this.#value))
  }

  /** Asks something further that depends on the value, such as a second query; the answer stays private. */
  async chain<U>(f: (value: T) => Promise<Private<U>>): Promise<Private<U>> {
    return f(this.#value)
  }

  filter<E>(this: Private<readonly E[]>, keep: (element: E) => boolean): Private<E[]> {
    return new Private(this.#value.filter(keep))
  }

  toJSON(): never {
    throw new Error('private data cannot be written: only the gate lets data out (docs/privacy.md)')
  }

  toString(): never {
    return this.toJSON()
  }

  [Symbol.toPrimitive](): never {
    return this.toJSON()
  }

  get [Symbol.toStringTag](): string {
    return 'Private'
  }

  /** For `src/privacy` alone, through {@link open}. */
  static open<T>(data: Private<T>): T {
    return data.#value
  }
}
