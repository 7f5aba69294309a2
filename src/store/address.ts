/** Where a cluster is and who asks it. Never shown as a whole: it holds a password. */
export interface ClusterAddress {
  host: string
  /** Of HTTP, or of HTTPS where `secure`. */
  port: number
  database: string
  /** Name of the cluster in the server's configuration; null for a single server. */
  cluster: string | null
  /** `host:port` of HTTP of each shard, in order, where they cannot be taken from what the server knows; else null. */
  shards: readonly string[] | null
  secure: boolean
  user: string
  password: string
  /** Contents of PEM files: who is trusted, and who this is. */
  ca: Buffer | null
  cert: Buffer | null
  key: Buffer | null
  /** Seconds that one question may take. */
  timeout: number
}
