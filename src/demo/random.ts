import { normalQuantile } from './normal.js'

/** A small pseudo-random stream (sfc32). The same labels give the same stream on every machine, whatever else is drawn. */
export class Random {
  private a = 0x9e3779b9
  private b = 0x243f6a88
  private c = 0xb7e15162
  private d = 1

  constructor(...labels: (string | number)[]) {
    let h = 0x811c9dc5
    for (const char of labels.join('/')) {
      h = Math.imul(h ^ char.charCodeAt(0), 0x01000193)
      this.a ^= h
      this.b = Math.imul(this.b ^ (h >>> 7), 0x85ebca6b)
    }
    this.c ^= h
    for (let i = 0; i < 16; i++) this.bits()
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return t >>> 0
  }

  /** Between 0 and 1, neither included. */
  unit(): number {
    return (this.bits() + 0.5) / 4294967296
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.unit()
  }

  /** An integer from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1))
  }

  chance(p: number): boolean {
    return this.unit() < p
  }

  pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.unit() * of.length)]!
  }

  normal(sd = 1): number {
    return sd * normalQuantile(this.unit())
  }

  /** A Poisson number, for means up to about 50. */
  poisson(mean: number): number {
    const floor = Math.exp(-mean)
    let product = this.unit()
    let n = 0
    while (product > floor) {
      product *= this.unit()
      n++
    }
    return n
  }

  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }

  uuid(): string {
    const h = this.hex(32)
    const variant = '89ab'[Number.parseInt(h[16]!, 16) & 3]!
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`
  }
}
