import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** The tests of one part ($MUTANTS_PART), but for those that need child processes: a mutant has to be judged in a moment. */
const parts = JSON.parse(readFileSync(new URL('parts.json', import.meta.url), 'utf8')) as Record<
  string,
  { readonly tests: readonly string[] }
>
const { tests = [] } = parts[process.env['MUTANTS_PART'] ?? ''] ?? {}

export default defineConfig({
  test: {
    include: tests.map((folder) => `harness/${folder}/**/*.test.ts`),
    exclude: ['**/{full-disk,hostile,build*,process-end,peer-program,tool}.test.ts'],
    // A change that makes a test wait for ever is found as soon as that.
    testTimeout: 4_000,
  },
})
