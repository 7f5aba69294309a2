import type { Release } from '../release/index.js'
import { type Attempt, isLeak, type Recovery, recovery } from '../stats/index.js'
import type { Attack, Scene, Target, Team } from './attack.js'
import { VALUES } from './kinds.js'
import { type Random, randomOf } from './random.js'
import { pathOf } from './rows.js'

/** An empty store of its own, and the pipeline that makes releases of it, as any study is released. */
export interface Studio {
  /** Brings the store to what a scene says is there, and releases it. */
  release(scene: Scene): Promise<Release>
  close(): Promise<void>
}

export interface Campaign {
  attacks: readonly Attack[]
  /** Independent runs, each with a team of its own. */
  runs: number
  /** Targets of each run and attack. */
  targets: number
  seed: number
  /** Contributors whom the attacker controls: as many as the policy says that it withstands. */
  sybils: number
  team(random: Random, run: number): Team
  /** @param figures those that are made, or all of them. */
  open(figures?: readonly string[]): Promise<Studio>
  /** Runs, at most, of which a second one is made that differs in the secrets alone. */
  paired: number
  /** Runs that are played at the same time. */
  atOnce?: number
  progress?(done: number, of: number): void
}

/** What one attack got out of all runs. */
export interface Outcome {
  id: string
  says: string
  recovery: Recovery
  /** Releases with a word in them that was planted. */
  canaries: number
  /** Pairs of worlds that differ in secrets alone, and those of them whose releases were the same, byte by byte. */
  pairs: { tried: number; same: number }
}

/**
 * Whether an attack told secrets: a planted word came out, or more was told than by guessing beyond chance. Where releases were the
 * same whatever the secrets, nothing can have been told, and what looks like it is luck.
 */
export const tells = ({ recovery, canaries, pairs }: Outcome): boolean =>
  canaries > 0 || (isLeak(recovery) && (pairs.tried === 0 || pairs.same < pairs.tried))

/** Plays every attack against the pipeline, in each run against a new team with new secrets. */
export async function attackAll(campaign: Campaign): Promise<Outcome[]> {
  const { attacks, runs, atOnce = 1, progress } = campaign
  const outcomes: Outcome[] = []
  for (const [i, attack] of attacks.entries()) {
    const attempts: Attempt[][] = []
    const found = { canaries: 0, pairs: { tried: 0, same: 0 } }
    let [next, done] = [0, i * runs]
    const worker = async () => {
      for (let run = next++; run < runs; run = next++) {
        attempts[run] = await oneRun(attack, run, campaign, found)
        progress?.(++done, attacks.length * runs)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    outcomes.push({ id: attack.id, says: attack.says, recovery: recovery(attempts.flat(), VALUES), ...found })
  }
  return outcomes
}

type Found = Pick<Outcome, 'canaries' | 'pairs'>

async function oneRun(attack: Attack, run: number, campaign: Campaign, found: Found): Promise<Attempt[]> {
  const { seed, targets, sybils } = campaign
  const team = campaign.team(randomOf(seed, run, 'team'), run)
  const random = randomOf(seed, run, attack.id)
  const people = random.some(team.people, targets)
  const accounts = Array.from({ length: sybils }, (_, i) => `account${i}`)
  const attempts: Attempt[] = []
  for (let from = 0; from < people.length; from += attack.share) {
    const group = people
      .slice(from, from + attack.share)
      .map((contributor, nth): Target => ({ contributor, nth, secret: random.below(VALUES) }))
    // The same numbers are drawn for both of a pair, so that secrets are all that sets them apart.
    const played = (secrets: readonly Target[]) => play(attack, secrets, team, accounts, [seed, run, from], campaign)
    const releases = await played(group)
    found.canaries += releases.filter(({ canaries }) => canaries).length
    if (run < campaign.paired && from === 0) {
      const others = group.map((one) => ({ ...one, secret: (one.secret + 1 + random.below(VALUES - 1)) % VALUES }))
      const again = await played(others)
      found.pairs.tried++
      if (again.every(({ bytes }, i) => bytes === releases[i]!.bytes)) found.pairs.same++
    }
    const seen = releases.map(({ release }) => release)
    for (const { secret, ...known } of group)
      attempts.push({ run, ...judged(attack.guess(seen, known, team), secret, random) })
  }
  return attempts
}

interface Played {
  release: Release
  bytes: string
  canaries: boolean
}

async function play(
  attack: Attack,
  targets: readonly Target[],
  team: Team,
  accounts: readonly string[],
  labels: readonly (string | number)[],
  { open }: Campaign,
): Promise<Played[]> {
  const scenes = attack.plant({ random: randomOf(...labels, attack.id, 'plant'), team, accounts }, targets)
  const studio = await open(attack.reads)
  try {
    const played: Played[] = []
    for (const scene of scenes) {
      const release = await studio.release(scene)
      const bytes = JSON.stringify(release)
      played.push({ release, bytes, canaries: wordsOf(scene).some((word) => bytes.includes(word)) })
    }
    return played
  } finally {
    await studio.close()
  }
}

/** Everything in a scene that no release may hold: words of logs, and whose they are. */
const wordsOf = ({ sessions, verdicts = [] }: Scene): string[] => [
  ...new Set([
    ...sessions.flatMap(({ words, contributor }) => (words === undefined ? [contributor] : [words, contributor])),
    ...sessions.map(pathOf),
    ...verdicts.flatMap(({ said }) => (said === null ? [] : Object.values(JSON.parse(said) as Record<string, string>))),
  ]),
]

/** The attacker says the likeliest value; of several, one of them by chance. */
function judged(weights: readonly number[], secret: number, random: Random): Pick<Attempt, 'right' | 'sure'> {
  const most = Math.max(...weights)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const likeliest = weights.flatMap((weight, value) => (weight === most ? [value] : []))
  return { right: random.pick(likeliest) === secret, sure: sum > 0 ? most / sum : 1 / VALUES }
}
