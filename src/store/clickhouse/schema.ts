/** The statements that make an empty store on a cluster, for an administrator to read and run. */
export const schemaText = (_: { database: string; cluster: string | null; replicated: boolean }): string => ''
