/** Prints the mutation score of each part, and where its surviving mutants are. Usage: scores.ts PART… */
import { readFileSync } from 'node:fs'
import path from 'node:path'

interface Mutant {
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError'
  readonly mutatorName: string
  readonly replacement?: string
  readonly location: { readonly start: { readonly line: number; readonly column: number } }
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>
}

const reports = path.join(import.meta.dirname, '../../reports/mutants')
const detected = ['Killed', 'Timeout']
const undetected = ['Survived', 'NoCoverage']

for (const part of process.argv.slice(2)) {
  const { files } = JSON.parse(readFileSync(path.join(reports, `${part}.json`), 'utf8')) as Report
  const mutants = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })))
  const having = (statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status))
  const [killed, alive] = [having(detected), having(undetected)]
  const score = (100 * killed.length) / (killed.length + alive.length)
  console.log(`\n${part}: ${score.toFixed(1)} % (${killed.length} of ${killed.length + alive.length} mutants found)`)
  for (const { file, location, mutatorName, replacement = '' } of alive) {
    console.log(
      `  ${file}:${location.start.line}:${location.start.column} ${mutatorName} ${replacement.split('\n')[0]}`,
    )
  }
}
