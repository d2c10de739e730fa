/** Mutation testing of one part of the harness; $MUTANTS_PART names it, parts.json has its files and its tests. */
import { readFileSync } from 'node:fs'

const part = process.env.MUTANTS_PART
const {
  [part]: { files },
} = JSON.parse(readFileSync(new URL('parts.json', import.meta.url), 'utf8'))
const report = `reports/mutants/${part}`

export default {
  mutate: [...files, '!**/*.test.ts', '!**/*.fixture.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'ci/mutants/vitest.config.ts', related: false },
  // The sandbox has no need of peers, and TypeScript 7 has no API to rewrite its configuration with.
  ignorePatterns: ['impls', 'browsers', 'reports/2*', 'reports/latest', 'reports/mutants', 'upstream'],
  tsconfigFile: 'none',
  tempDirName: 'node_modules/.mutants',
  // Mutants of what is made once, such as tables of data, would each cost a run of all tests.
  ignoreStatic: true,
  concurrency: 1,
  incremental: true,
  incrementalFile: `${report}.incremental.json`,
  reporters: ['json', 'html'],
  jsonReporter: { fileName: `${report}.json` },
  htmlReporter: { fileName: `${report}.html` },
  warnings: { slow: false },
}
