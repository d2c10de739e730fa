import { readFile } from 'node:fs/promises'

/** Prints vitest's JSON report as `N passed, N failed[, N skipped]`; a run without a passed test is a failed one. */
const report = JSON.parse((await readFile(process.argv[2] ?? '', 'utf8')) || '{}') as Record<string, number | undefined>
const { numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0, numPendingTests = 0 } = report
const failed = Math.max(numFailedTests, numFailedTestSuites > 0 || numPassedTests === 0 ? 1 : 0)
console.log(`${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
