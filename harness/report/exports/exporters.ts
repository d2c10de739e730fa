import { plainJson } from '../../domain/plain-text.ts'
import type { Writer } from '../writer.ts'
import { badges } from './badges.ts'
import { ctrfReport } from './ctrf.ts'
import { jobSummary } from './job-summary.ts'
import { junitXml } from './junit.ts'

/** What other programs read, made on demand. */
export const exporters: readonly Writer[] = [
  ({ results }) => ({ 'exports/junit.xml': junitXml(results) }),
  ({ results }) => ({ 'exports/ctrf.json': `${plainJson(ctrfReport(results), 2)}\n` }),
  (published) => ({ 'exports/job-summary.md': jobSummary(published) }),
  ({ results }) => badges(results),
]
