/**
 * Outlives the harness that opened a site, and removes what is left of it: `node warden.ts SITE`. It waits for the end of
 * its stdin, which the harness holds, and so sees every end of the harness, by whatever cause.
 */
import { connect } from './engine.ts'
import { sweepSite } from './sweep.ts'

const site = process.argv[2]
if (site === undefined) throw new Error('name the site')
process.stdin
  .resume()
  .on('close', () => void sweepSite(connect(), site))
  .on('error', () => {})
