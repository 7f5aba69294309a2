import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/few-command.mjs'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Four at a time on two processors: several tests wait for a browser or an engine of their own.
    maxWorkers: 4,
    reporters: ['default', './test/closing-line.ts'],
  },
})
