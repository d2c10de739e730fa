import { defineConfig } from 'vitest/config'

/** The tests that need neither real peers nor child processes: those that a mutant can be judged by in a moment. */
export default defineConfig({
  test: {
    include: ['harness/{domain,yaml,matrix,scenarios,judge,run,report,self-check}/**/*.test.ts'],
    exclude: ['**/full-disk.test.ts', '**/hostile.test.ts'],
    testTimeout: 20_000,
  },
})
