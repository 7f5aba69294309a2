import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Two at a time: several tests drive a browser or an engine of their own.
    maxWorkers: 2,
    reporters: ['default', './test/closing-line.ts'],
  },
})
