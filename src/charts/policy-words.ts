import type { Policy } from '../release/index.js'
import { count } from './numbers.js'

/** What a policy promises, and what it does not: two sentences, the same on the page and on the screen. */
export function policyWords(policy: Policy): readonly [promises: string, not: string] {
  return WORDS[policy.name](policy)
}

const WORDS: Record<Policy['name'], (policy: Policy) => readonly [string, string]> = {
  private: () => [
    'for whoever may read these logs; nothing is withheld.',
    'It promises nothing about any contributor: keep it on this machine.',
  ],
  team: (policy) => [
    `protects against readers who do not know others’ rows and ${accounts(policy)}.`,
    `Every value stands for at least ${count(policy.k_users + policy.sybils)} ${who(policy)}s and ${count(policy.k_items)} items; it does not protect against readers who know more.`,
  ],
  public: (policy) => [
    `differentially private per ${who(policy)}${policy.epsilon === null ? '' : ` (ε = ${policy.epsilon}${policy.delta === null ? '' : `, δ = ${policy.delta}`})`}; noise is added.`,
    'The promise is about one contributor at a time, not about what is true of all of them.',
  ],
}

const who = ({ protect }: Policy): string => (protect === 'customer' ? 'customer' : 'contributor')

const accounts = ({ sybils }: Policy): string =>
  sybils === 0 ? 'control no account among them' : `control at most ${count(sybils)} account${sybils === 1 ? '' : 's'}`
