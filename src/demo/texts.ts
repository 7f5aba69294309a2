/** Everything people and agents say in the demo. Short, invented, and about nothing in particular. */

export const PROMPTS = [
  'Fix the failing test in the parser',
  'Add a flag to skip the cache',
  'Why does the import job stop at the third file?',
  'Rename the config loader and update its callers',
  'Write a test for the date filter',
  'Make the table sortable by date',
  'Speed up the nightly report',
  'Update the changelog for the next version',
  'Plot weekly totals from the export',
  'Check whether the migration can be undone',
  'Remove the old login page',
  'Show a message when the file is empty',
  'Split the upload handler in two',
  'Draft a short page about the new settings',
  'Find out why the build got slower',
  'Handle the empty answer of the service',
]

export const REPLIES = [
  'Done. The tests pass.',
  'I changed the loader and updated the callers.',
  'The cause was a missing check; it is fixed now.',
  'Finished. Two files changed.',
  'The report now takes half the time.',
  'I added the test and it passes.',
  'It stops because the third file has no header line.',
  'The page is in place; have a look.',
]

export const WORKING = [
  'Let me look at the code first.',
  'Now the tests.',
  'I see where this comes from.',
  'Next, the callers.',
]

export const STEERING = [
  'also cover the empty case',
  'keep the old name',
  'use the other folder',
  'no new dependency please',
  'and run the linter',
  'the staging one, not this',
]

export const FEEDBACK = [
  'use the existing function instead',
  'do not touch that file',
  'show me the plan first',
  'run only the one test',
  'put it next to the others',
]

export const QUESTIONS: readonly (readonly [question: string, header: string, a: string, b: string])[] = [
  ['Which format should the export use?', 'Format', 'CSV', 'JSON'],
  ['Should old rows be kept?', 'Rows', 'Keep', 'Drop'],
  ['Where should the setting live?', 'Place', 'File', 'Page'],
  ['One change or two?', 'Split', 'One', 'Two'],
  ['Which library should draw the plot?', 'Library', 'The old one', 'A new one'],
  ['Do you still see the old page after a reload?', 'Page', 'The old one', 'The new one'],
  ['What does the error say on your machine?', 'Error', 'No such file', 'Out of time'],
  ['Does it work now on your side?', 'Import', 'It works', 'It stops'],
  ['By "the report", do you mean the nightly one or the weekly one?', 'Report', 'Nightly', 'Weekly'],
  ['What exactly should the filter leave out?', 'Filter', 'Empty rows', 'Old rows'],
  ['The upload has no access to your bucket. How do we go on?', 'Access', 'I add a key', 'Skip it'],
  ['The service needs an API key. Where is it?', 'Key', 'In the vault', 'There is none'],
  ['Should I delete the old tables?', 'Delete', 'Yes', 'No'],
]

/** What people say who have just stopped the agent, by reasons that come about as often as those published. */
export const STOPPED = [
  'no, use the helper that is there',
  'that is the wrong file, it lives in src',
  'wait, the staging rows have no dates',
  'we already have a parser for that',
  'you missed the second caller',
  'this takes too long, one test is enough',
  'it hangs, skip the report',
  'too much, keep it short',
  'ok now it works',
  "I'll run that myself",
  'also add a column for the week',
  'continue',
  'show me the diff',
  'go on with the callers',
  'now the page about it',
]

export const FILES = [
  'src/parser.ts',
  'src/load.ts',
  'src/report.ts',
  'test/parser.test.ts',
  'docs/use.md',
  'src/app.css',
]

export const COMMANDS: readonly (readonly [command: string, output: string])[] = [
  ['npm test', '42 passed'],
  ['npm run lint', 'no problems'],
  ['git status --short', ' M src/load.ts'],
  ['git diff --stat', '2 files changed'],
  ['node scripts/report.js', 'written: out/report.html'],
  ['ls out', 'report.html'],
  ['git commit -am "Fix the parser"', '[main 1f2e3d4] Fix the parser'],
  ['python3 tools/plot.py', 'ok'],
  ['curl -s localhost:8080/health', '{"ok":true}'],
]

export const REJECTED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."
export const STOP = ' STOP what you are doing and wait for the user to tell you how to proceed.'
export const SAID = ' To tell you how to proceed, the user said:\n'
export const INTERRUPTED = '[Request interrupted by user]'
export const INTERRUPTED_TOOL = '[Request interrupted by user for tool use]'
export const CONTINUED =
  'This session is being continued from a previous conversation that ran out of context. The conversation is summarized below: the loader was changed and its tests pass.'
