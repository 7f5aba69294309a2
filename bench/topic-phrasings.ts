import { doing, done, past, were } from './topic-verbs.js'

/** What a sentence is put together from. */
export type Parts = Record<'who' | 'does' | 'also' | 'what' | 'other' | 'why' | 'detail' | 'added', string>

/** How summaries are put into words. */
export interface Phrasing {
  openings: readonly string[]
  /** What a summary adds that says nothing about the topic. */
  added: readonly string[]
  /** Ways to put a sentence, each from the parts that it draws. */
  forms: readonly ((parts: Parts) => string)[]
}

/** An opening within a sentence. */
const inside = (who: string) => who.charAt(0).toLowerCase() + who.slice(1)
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The phrasing that weights were tried on. The four longest forms came after a first measurement. */
export const PHRASING: Phrasing = {
  openings: ['The agent', 'The agent', 'The agent', 'The assistant', 'The AI agent', 'It', 'The model'],
  added: [
    'as the user had asked',
    'without asking for confirmation',
    'after reading the instructions',
    'and reported the result back to the user',
    'through a command in the shell',
    'by calling an external tool',
    'with only minor problems',
    'step by step',
    'before going on with the next task',
    'and noted what was left open',
    'following the policy it had been given',
    'in a single go',
  ],
  forms: [
    ({ who, does, what, why }) => `${who} ${past(does)} ${what} to ${why}`,
    ({ who, does, what, why }) => `${who} ${past(does)} ${what} in order to ${why}`,
    ({ who, does, what, detail }) => `${who} ${past(does)} ${what} ${detail}`,
    ({ who, does, what, other, added }) => `${who} ${past(does)} ${what} and ${other} ${added}`,
    ({ who, does, also, what, other }) => `${who} ${past(does)} ${what} and ${past(also)} ${other}`,
    ({ does, what, why, who }) => `To ${why}, ${inside(who)} ${past(does)} ${what}`,
    ({ does, what, why, detail }) => `${upper(what)} ${detail} ${were(what)} ${done(does)} to ${why}`,
    ({ does, what, who, added }) => `${upper(what)} ${were(what)} ${done(does)} by ${inside(who)} ${added}`,
    ({ does, also, what, other, who, detail }) =>
      `After ${doing(does)} ${what}, ${inside(who)} ${past(also)} ${other} ${detail}`,
    ({ does, what, why, detail }) => `${upper(doing(does))} ${what} ${detail} to ${why}`,
    ({ who, does, what, other, why }) => `${who} was asked to ${does} ${what}, using ${other} to ${why}`,
    ({ who, why, does, what, added }) => `${who} set out to ${why} and ${past(does)} ${what} ${added}`,
    ({ who, does, what, why, added }) => `${who} ${past(does)} ${what} ${added}, so as to ${why}`,
    ({ who, does, what, other, detail }) =>
      `With ${other} at hand, ${inside(who)} went about ${doing(does)} ${what} ${detail}`,
    ({ who, does, what }) => `${who} helped its user ${does} ${what}`,
    ({ who, does, also, what, other, why, detail }) =>
      `${who} ${past(does)} ${what} ${detail} and then ${past(also)} ${other}, in order to ${why}`,
    ({ who, does, also, what, other, why, detail, added }) =>
      `In order to ${why}, ${inside(who)} first ${past(does)} ${what} ${detail} and afterwards ${past(also)} ${other} ${added}`,
    ({ who, does, also, what, other, why, detail, added }) =>
      `${who} ${past(does)} ${what} ${added}; it also ${past(also)} ${other} ${detail}, which served to ${why}`,
    ({ who, does, what, other, why, detail }) =>
      `At the request of a user, ${inside(who)} ${past(does)} ${what} and ${other} ${detail} so as to ${why}`,
    ({ does, what, also, other, why }) => `Task: ${does} ${what}; the agent also ${past(also)} ${other}, all to ${why}`,
  ],
}

/** Another phrasing: looked at once, when it was seen how much is lost by what it says beside topics. */
export const OTHER_PHRASING: Phrasing = {
  openings: ['The agent', 'The assistant', 'An AI agent', 'The bot', 'It', 'The AI'],
  added: [
    'which took longer than expected',
    'and asked for feedback',
    'after two failed attempts',
    'while keeping the user informed',
    'using scripts it wrote itself',
    'within the limits of its permissions',
    'with the help of a subagent',
    'and saved a summary',
    'as described in the ticket',
    'without further questions',
    'and double-checked everything',
    'under the supervision of a human',
  ],
  forms: [
    ({ who, does, what, detail }) => `${who} was told to ${does} ${what} and did so ${detail}`,
    ({ who, does, also, what, other, why }) =>
      `The user wanted ${what} ${done(does)}; ${inside(who)} ${past(also)} ${other} as well to ${why}`,
    ({ who, does, also, what, other, added }) =>
      `${upper(doing(does))} ${what} was the job; ${inside(who)} also ${past(also)} ${other} ${added}`,
    ({ who, does, what, why, detail }) =>
      `${who} spent the session ${doing(does)} ${what} ${detail} so that it could ${why}`,
    ({ who, does, what, why, added }) => `Goal: ${why}. ${who} ${past(does)} ${what} ${added}`,
    ({ who, does, what, other, why }) => `${who} worked on ${what} and ${other}, ${doing(does)} them to ${why}`,
    ({ who, does, what, why, detail }) =>
      `Because the user wished to ${why}, ${inside(who)} ${past(does)} ${what} ${detail}`,
    ({ who, does, what, why, detail }) => `${who} managed to ${why} by ${doing(does)} ${what} ${detail}`,
    ({ who, does, what, other, added }) => `${who} ${past(does)} ${what}, then checked ${other} ${added}`,
    ({ who, does, what, why, added }) => `Having ${done(does)} ${what}, ${inside(who)} could ${why} ${added}`,
    ({ who, does, what, other, why }) => `A request to ${why} led ${inside(who)} to ${does} ${what} and ${other}`,
    ({ who, does, what, detail }) => `${who} ${past(does)} ${what} ${detail}`,
    ({ who, does, also, what, other, why }) =>
      `For a team, ${inside(who)} ${past(does)} ${what} and ${past(also)} ${other}, partly to ${why}`,
  ],
}
