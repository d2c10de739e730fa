import * as z from 'zod'
import { readExpectationRules } from './expectation-rules.ts'
import { readImplementations } from './implementations.ts'
import type { Matrix } from './matrix.ts'
import { cellsOf } from './planner.ts'
import type { Problem } from './problem.ts'
import { idleRules } from './rule-coverage.ts'
import { readRunEntries } from './run-entries.ts'
import { record } from './schema-parts.ts'
import type { Section } from './section.ts'

const schema = record(
  {
    implementations: required('implementations', 'name some, such as rust: { folder: impls/rust }'),
    run: required('run', 'say what to run, such as - scenario: direct'),
    expect: z.unknown().optional(),
  },
  'a matrix file is a map; give it implementations and run',
)

function required(what: string, fix: string) {
  return z.unknown().refine((value) => value !== undefined, `missing ${what}; ${fix}`)
}

/** Whatever is wrong goes to `problems`, the list that `root` tells its problems to. */
export function readMatrix(root: Section, problems: readonly Problem[], file: string, folder: string): Matrix {
  root.read(schema)
  const { implementations, run, expect } = sections(root)
  // Ids of implementations that are wrong in themselves are known names all the same.
  const ids = implementations?.keys ?? []
  const matrix = {
    file,
    implementations: implementations === undefined ? [] : readImplementations(implementations, folder),
    run: run === undefined ? [] : readRunEntries(run, ids),
  }
  // While it is in doubt which cells there are, no rule can be held against them.
  const cells = problems.length === 0 ? cellsOf(matrix.run, ids).map(({ id }) => id) : null
  const rules = expect === undefined ? [] : readExpectationRules(expect)
  if (cells !== null) for (const { place, message } of idleRules(rules, cells)) root.complain(message, place)
  return { ...matrix, expect: rules }
}

function sections(root: Section) {
  const section = (key: string) => (root.keys.includes(key) ? root.at(key) : undefined)
  return { implementations: section('implementations'), run: section('run'), expect: section('expect') }
}
