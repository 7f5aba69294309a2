import type { Random } from './random.js'

const verbs = ['fix', 'rename', 'explain', 'test', 'move', 'split', 'document', 'speed up', 'review', 'delete', 'port']
const nouns = ['parser', 'login form', 'cache', 'build script', 'invoice page', 'importer', 'retry loop', 'chart']
const places = ['in the api', 'on the start page', 'for the nightly job', 'in module seven', 'behind the flag', '']
const closings = ['Done.', 'All of it is in place.', 'The tests pass.', 'Finished; see the diff.', 'It works now.']

export function request(random: Random): string {
  return `${random.pick(verbs)} the ${random.pick(nouns)} ${random.pick(places)}`.trim()
}

export function remark(random: Random): string {
  return `Looking at the ${random.pick(nouns)} ${random.pick(places)}`.trim()
}

export function closing(random: Random): string {
  return `${random.pick(closings)} The ${random.pick(nouns)} was the cause.`
}

export function feedback(random: Random): string {
  return `no, ${random.pick(verbs)} the ${random.pick(nouns)} first`
}

export function fileName(random: Random): string {
  return `src/${random.pick(nouns).replaceAll(' ', '-')}-${random.int(1, 40)}.ts`
}
