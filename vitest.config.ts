import { defineConfig } from 'vitest/config'

/** Tests that put other modules in the place of ours, or start servers of their own: each in a process of its own. */
const ALONE = ['test/store/**/*.test.ts', 'test/store-copy/**/*.test.ts', 'test/judge/judge.test.ts']

/** Limits that a busy machine keeps. */
const PATIENCE = { testTimeout: 400_000, hookTimeout: 400_000 }

// Projects do not extend what stands here: each would build the command of few-command.mjs again.
export default defineConfig({
  test: {
    globalSetup: ['test/few-command.mjs'],
    // Four at a time on two processors: several tests wait for a browser or an engine of their own.
    maxWorkers: 4,
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      { test: { ...PATIENCE, name: 'alone', include: ALONE } },
      {
        test: {
          ...PATIENCE,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...ALONE, '**/node_modules/**'],
          // Modules are loaded once for many files.
          isolate: false,
        },
      },
    ],
  },
})
