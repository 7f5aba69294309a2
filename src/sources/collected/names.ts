import type { Conceal } from '../../model/index.js'

/** What names of tools are made of. */
const NAME = /^[\w.:/@-]{1,128}$/

/** The name of a tool; what an agent calls one and is none may be any text. */
export const nameKept = (tool: string): string => (NAME.test(tool) ? tool : 'unknown')

/** Ids of traces and spans are drawn at random; what else stands for one may be any text. */
export const idKept = (id: string, { conceal }: { conceal: Conceal }): string =>
  /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/.test(id) ? id : conceal('text', id)
