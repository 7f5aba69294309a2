/** How the command and its threads are bundled, wherever they are written to. */
export const COMMAND = {
  entryPoints: ['src/cli/leeway.ts', 'src/cli/worker.ts', 'src/cli/collect-worker.ts', 'src/cli/journal-worker.ts'],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  // Native binaries stay in their package; everything else is bundled.
  external: ['@duckdb/node-api', 'usearch'],
  // Bundled CommonJS packages ask for Node's modules with `require`.
  banner: {
    js: "import { createRequire as leewayRequire } from 'node:module'; const require = leewayRequire(import.meta.url);",
  },
  logLevel: 'warning',
}
