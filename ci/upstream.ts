import { readBugs, type Bug } from './upstream/bug.ts'
import { judge, rateIn } from './upstream/judge.ts'
import { play } from './upstream/play.ts'
import { resultTable, type Result } from './upstream/table.ts'
import { Tools } from './upstream/tools.ts'

const folder = new URL('../upstream/', import.meta.url)
const names = process.argv.slice(2)
const bugs = readBugs(folder)
const unknown = names.filter((name) => !bugs.some((bug) => bug.name === name))
if (unknown.length > 0) {
  console.error(`upstream: there is no ${unknown.join(', ')}; use some of ${bugs.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const tools = new Tools(folder)
const results: Result[] = []
for (const bug of bugs.filter(({ name }) => names.length === 0 || names.includes(name))) {
  results.push(await reproduce(bug))
}
console.log(resultTable(results))
process.exitCode = results.every(({ verdict }) => verdict === 'as stated' || verdict === 'skipped') ? 0 : 1

async function reproduce(bug: Bug): Promise<Result> {
  const missing = tools.missing(bug.needs)
  if (missing.length > 0) return { bug, verdict: 'skipped', why: missing.join('; ') }
  console.error(`upstream: ${bug.name}: ${bug.run}`)
  const { output, failure } = await play(bug.run, new URL(`${bug.name}/`, folder), tools.env)
  const rate = rateIn(output)
  return { bug, rate, ...judge(bug.stated, rate, failure) }
}
