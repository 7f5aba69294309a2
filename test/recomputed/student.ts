/** Γ, after Lanczos with g = 7 and nine terms. */
function gamma(z: number): number {
  if (z < 0.5) return Math.PI / (Math.sin(Math.PI * z) * gamma(1 - z))
  const terms = [
    ...[0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059],
    ...[12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7],
  ]
  const x = z - 1
  const sum = terms.reduce((total, term, i) => (i === 0 ? term : total + term / (x + i)), 0)
  const t = x + 7.5
  return Math.sqrt(2 * Math.PI) * t ** (x + 0.5) * Math.exp(-t) * sum
}

const known = new Map<number, number>()

/**
 * The 97.5th percentile of Student's t. With t = √ν·tan θ its density becomes cos^(ν − 1) θ, which is added up from 0 by Simpson's
 * rule; the place where that reaches 95% of the whole, √π/2·Γ(ν/2)/Γ((ν + 1)/2), is found by Newton's steps.
 * @param freedom ν, from 1 to 300.
 */
export function student(freedom: number): number {
  const before = known.get(freedom)
  if (before !== undefined) return before
  const density = (angle: number) => Math.cos(angle) ** (freedom - 1)
  const whole = ((Math.sqrt(Math.PI) / 2) * gamma(freedom / 2)) / gamma((freedom + 1) / 2)
  const below = (angle: number) => {
    const [steps, width] = [200, angle / 200]
    let total = density(0) + density(angle)
    for (let i = 1; i < steps; i++) total += (i % 2 === 1 ? 4 : 2) * density(i * width)
    return (total * width) / 3
  }
  let angle = Math.atan(2.2 / Math.sqrt(freedom))
  for (let i = 0; i < 60; i++) {
    const step = (0.95 * whole - below(angle)) / density(angle)
    angle = Math.min(1.5, angle + step)
    if (Math.abs(step) < 1e-14) break
  }
  const found = Math.sqrt(freedom) * Math.tan(angle)
  known.set(freedom, found)
  return found
}
