/** What names of tools are made of. */
const NAME = /^[\w.:/@-]{1,128}$/

/** The name of a tool; what an agent calls one and is none may be any text. */
export const nameKept = (tool: string): string => (NAME.test(tool) ? tool : 'unknown')
