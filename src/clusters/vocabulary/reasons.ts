import { conceptsOf, type Row } from './concept.js'

/** Why agents stop. Of a sentence that says so, only these count where one is found. */
const STOP_ROWS: Readonly<Record<string, Row>> = {
  'stop-choice': [
    'choose between approaches',
    'choose, choose between, choice, approach, option, alternative, which way, prefer, preference, pick, trade-off, design decision, decide, decision, decide between',
    'choice',
  ],
  'stop-diagnostics': [
    'gather diagnostics or test results',
    'diagnostic, diagnose, test result, log output, logs, error message, screenshot, reproduce, stack trace, output of command, run command, run it, try it, test it, verify it, results of test, check whether it works',
    'evidence',
  ],
  'stop-vague': [
    'clarify vague requests',
    'vague, clarify, clarification, ambiguous, ambiguity, unclear, not clear, underspecified, incomplete request, what is meant, what was meant, more specific, meaning of request, did not say, not specified, unspecified',
    'clarity',
  ],
  'stop-access': [
    'ask for missing credentials or access',
    'credential, access, password, api key, token, permission, permission denied, log in, login, sign in, authentication, not authorised, not authorized, authorization, account missing, key missing',
    'means',
  ],
  'stop-approval': [
    'get approval before acting',
    'approval, approve, confirm, confirmation, go-ahead, permission to, consent, sign-off, before acting, before going on, before proceeding, before making change, accept, allow',
    'leave',
  ],
  'stop-plan': [
    'show a plan for review',
    'plan, plan review, present plan, proposed plan, plan mode, outline, proposal',
    'leave',
  ],
  'stop-missing': [
    'ask for missing information',
    'missing information, missing context, information, detail, more detail, more information, needed input, input, missing file, missing data, file, data, value, unknown requirement, context, requirement',
    'clarity means',
  ],
  'stop-question': ['ask another question', 'another question, question, put question, ask question', 'clarity'],
  'stop-conflict': [
    'settle conflicting instructions',
    'conflict, conflicting, contradict, contradiction, inconsistent, disagree, mismatch',
    'choice clarity',
  ],
  'stop-risk': [
    'warn of a risky step',
    'risk, risky, dangerous, destructive, irreversible, cannot be undone, delete, data loss, overwrite, production, warn, warning, unsafe, safety',
    'leave',
  ],
  'stop-scope': [
    'settle what belongs to the task',
    'scope, out of scope, beyond task, next step, what to do next, priority, prioritise, prioritize, further work, which task, follow-up work',
    'choice clarity',
  ],
  'stop-feedback': [
    'get feedback on results',
    'feedback, review, look at result, opinion, satisfied, happy with, inspect, judge result',
    'leave evidence',
  ],
  'stop-manual': [
    'leave a step to a human',
    'manual, manually, by hand, human has to, cannot do itself, physical step, browser step, install, restart',
    'means',
  ],
  'stop-tool': [
    'report a tool that does not work',
    'tool, tool missing, unavailable, not available, not installed, unreachable, network, connection, offline, dependency missing, environment',
    'means trouble',
  ],
  'stop-policy': [
    'decline for a rule',
    'policy, rule, not allowed, forbidden, refuse, decline, guideline',
    'leave trouble',
  ],
  'stop-cost': ['settle costs', 'cost, expensive, budget, money, payment, price', 'leave choice'],
  'stop-handover': [
    'hand over to a person',
    'handed over, hand over, transfer to human, human agent, escalate, escalation',
    'means',
  ],
  'stop-customer': [
    'wait for details from a customer',
    'customer, order number, booking number, reservation, customer detail, user id',
    'means clarity',
  ],
  'stop-done': [
    'report finished work',
    'done, complete, finished, finish, completion, nothing left, accomplished, fulfilled, had done what was asked, answered',
    'ending',
  ],
  'stop-silent': ['stop without a word', 'without another word, silent, no message, no reason, said nothing', 'ending'],
  'stop-waiting': [
    'wait for something that runs',
    'wait, still run, background, in progress, until it finishes, pending',
    'ending',
  ],
  'stop-error': [
    'stop at an error',
    'error, failure, fail, crash, exception, bug, blocked by, stuck, could not continue',
    'trouble',
  ],
  'stop-blocked': ['wait for an answer', 'without answer, could not go on without answer, answer', 'clarity means'],
  'stop-limit': [
    'reach a limit',
    'limit, quota, rate limit, out of context, context length, too many turns, timeout, timed out, maximum',
    'trouble ending',
  ],
  'stop-interrupted': [
    'be stopped by a human',
    'human stopped, interrupted by, user interrupted, cancelled by, rejected by',
    'takeover ending',
  ],
  'stop-log-end': ['end with the log', 'log ends, log ended, cut off, middle of turn', 'ending'],
  'stop-unknown': ['stop for an unknown reason', 'cannot be told, not inferable, unknown reason', 'untold'],
}

/** Why humans interrupt. Of a sentence that says so, only these count where one is found. */
const INTERRUPT_ROWS: Readonly<Record<string, Row>> = {
  'interrupt-context': [
    'missing context or corrections',
    'missing context, context, correction, correct, information, detail, clarify, clarification, explain, add detail, give information, remind, point out, hint, missing context or corrections',
    'correction',
  ],
  'interrupt-slow': [
    'too slow, hanging or excessive',
    'slow, hang, hanging, excessive, too long, took too long, too much, stuck, stalled, verbose, waste, loop, endless, repeat, repeating, unresponsive, waiting, frozen, too many, over-engineered, slow hanging or excessive',
    'pace',
  ],
  'interrupt-enough': [
    'enough to go on alone',
    'enough, enough to go on, enough to go on alone, go on alone, what they needed was there, had what they needed, already had, already done, no longer needed, sufficient, satisfied, task completed, finished',
    'takeover ending',
  ],
  'interrupt-own-step': [
    'doing the next step themselves',
    'do the next step themselves, next step themselves, next step, themselves, do it themselves, take over, took over, manually, by hand, on their own, commit themselves, run it themselves, test themselves',
    'takeover',
  ],
  'interrupt-changed': [
    'changed requirements',
    'requirement had changed, requirement, changed mind, changed their mind, change of plan, change of mind, new idea, new requirement, different task, another task, something else, priorities changed, new instruction, went on otherwise, reason of own',
    'turn',
  ],
  'interrupt-error': [
    'errors in the work',
    'error, bug, mistake, broke, broken, failure, fail, something was wrong, wrong result, incorrect, faulty, did not work, not working, false, invented',
    'trouble correction',
  ],
  'interrupt-direction': [
    'a direction that was not wanted',
    'wrong direction, direction that was not wanted, direction, not wanted, unwanted, wrong approach, different approach, another approach, off track, misguided, better way, approach, strategy, detour',
    'correction turn',
  ],
  'interrupt-misread': [
    'a misunderstood request',
    'misunderstood, misunderstanding, misread, misinterpret, wrong understanding, not what was meant, not what was asked',
    'correction',
  ],
  'interrupt-wrong-place': [
    'work in the wrong place',
    'wrong file, wrong folder, wrong directory, wrong branch, wrong repository, wrong place, wrong project, wrong tool, wrong environment, wrong version',
    'correction',
  ],
  'interrupt-ignored': [
    'instructions that were not followed',
    'ignored, instruction, did not follow, disobeyed, against rule, rule, guideline, convention',
    'correction',
  ],
  'interrupt-risk': [
    'a step that seemed risky',
    'risk, risky, dangerous, destructive, delete, deleting, overwrite, unsafe, production, without permission, without asking, not allowed, harmful, security, secret',
    'leave correction',
  ],
  'interrupt-scope': [
    'more than was asked for',
    'scope, out of scope, more than was asked, unrelated, unnecessary, not asked for, too far, unneeded, extra',
    'pace correction',
  ],
  'interrupt-question': [
    'a question in between',
    'question, ask question, wanted to know, understand, explanation, curious',
    'clarity',
  ],
  'interrupt-look': [
    'looking at the work in between',
    'look at, review, inspect, check progress, see progress, progress, status',
    'evidence',
  ],
  'interrupt-plan': [
    'planning before acting',
    'plan first, plan, before acting, discuss first, talk first, premature, too early, not yet',
    'leave turn',
  ],
  'interrupt-cost': ['costs of the work', 'cost, expensive, budget, token, limit, quota, resource', 'pace'],
  'interrupt-retry': [
    'starting over',
    'start over, restart, fresh start, new session, begin again, retry, try again',
    'turn',
  ],
  'interrupt-access': [
    'access given meanwhile',
    'credential, access, password, key, login, permission granted',
    'means',
  ],
  'interrupt-resolved': [
    'a problem solved meanwhile',
    'solved, fixed it, resolved, found solution, problem solved',
    'takeover ending',
  ],
  'interrupt-accident': ['an accident', 'accident, accidental, by mistake, wrong key, unintended', 'turn'],
  'interrupt-unknown': [
    'an unknown reason',
    'cannot be told, unknown, no reason, not inferable, unclear, not clear',
    'untold',
  ],
}

export const STOPS = conceptsOf('stop', STOP_ROWS)
export const INTERRUPTS = conceptsOf('interrupt', INTERRUPT_ROWS)
