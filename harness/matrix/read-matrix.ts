import * as z from 'zod'
import { readExpectationRules } from './expectation-rules.ts'
import { readImplementations } from './implementations.ts'
import { limits } from './limits.ts'
import type { ExpectationRule, Matrix, RunEntry } from './matrix.ts'
import { cellsOf, countCells } from './planner.ts'
import { idleRules } from './rule-coverage.ts'
import { readRunEntries } from './run-entries.ts'
import { record } from '../yaml/schema-parts.ts'
import type { Fragment } from '../yaml/fragment.ts'

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

/** `folder`: what paths in the file are relative to. */
export function readMatrix(root: Fragment, file: string, folder: string): Matrix {
  root.read(schema)
  const { implementations, run, expect } = partsOf(root)
  // Ids of implementations that are wrong in themselves are known names all the same.
  const ids = implementations?.keys ?? []
  const matrix = {
    file,
    implementations: implementations === undefined ? [] : readImplementations(implementations, folder),
    run: run === undefined ? [] : readRunEntries(run, ids),
  }
  if (run !== undefined) checkSize(run, matrix.run)
  // While it is in doubt which cells there are, no rule can be compared with them.
  const cells = root.isSound ? cellsOf(matrix.run, ids).map(({ id }) => id) : null
  const rules = expect === undefined ? [] : readExpectationRules(expect)
  if (cells !== null && expect !== undefined) checkRules(expect, rules, cells)
  return { ...matrix, expect: rules }
}

function checkSize(run: Fragment, entries: readonly RunEntry[]): void {
  const cells = entries.reduce((sum, entry) => sum + countCells(entry), 0)
  if (cells <= limits.cells) return
  const most = `at most ${count(limits.cells)} can be planned`
  run.complain(`this asks for ${count(cells)} cells, and ${most}; name fewer transports or implementations`)
}

function checkRules(expect: Fragment, rules: readonly ExpectationRule[], cells: readonly string[]): void {
  const patterns = rules.reduce((sum, rule) => sum + rule.patterns.length, 0)
  if (patterns * cells.length > limits.matches) {
    const most = Math.floor(limits.matches / cells.length)
    expect.complain(
      `${count(patterns)} patterns, where ${count(cells.length)} cells can have at most ${count(most)}; write wider ones`,
    )
    return
  }
  for (const { place, message } of idleRules(rules, cells)) expect.complain(message, place)
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function partsOf(root: Fragment) {
  const part = (key: string) => (root.keys.includes(key) ? root.at(key) : undefined)
  return { implementations: part('implementations'), run: part('run'), expect: part('expect') }
}
