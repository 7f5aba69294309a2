import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../fleet/random.js'
import { FleetHome, REPORT } from './fleet-home.js'
import { killedAfter } from './kill.js'

/** More of them with LEEWAY_KILLS. */
const KILLS = Number(process.env.LEEWAY_KILLS ?? 3)

let fleet: FleetHome
beforeAll(async () => {
  fleet = await FleetHome.make()
})
afterAll(() => fleet.remove())

it('killed at any moment and run again, gives the bytes of an undisturbed run', async () => {
  const random = new Random('killed')
  const when: string[] = []
  let killed = 0
  for (let n = 0; n < KILLS; n++) {
    const home = await fleet.home()
    // Spread over the whole run, each at random within its part; every third is killed a second time.
    for (let again = n % 3 === 2 ? 2 : 1; again > 0; again--) {
      const after = ((n + random.next()) / KILLS) * fleet.takes
      when.push(`${Math.round(after)} ms`)
      if (await killedAfter(REPORT, home, fleet.dir, after)) killed++
    }
    const { code, stdout, stderr } = await fleet.report(home)
    expect(code, `killed after ${when.at(-1)}: ${stderr}`).toBe(0)
    expect(stdout === fleet.release, `killed after ${when.at(-1)}`).toBe(true)
  }
  expect(killed).toBeGreaterThan(1)
}, 3_600_000)
