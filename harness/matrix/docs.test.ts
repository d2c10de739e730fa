import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { scenarios } from '../scenarios/scenarios.ts'
import { compilePattern } from './glob.ts'
import { parseMatrix } from './load.ts'
import { planCells } from './planner.ts'

const page = await readFile(new URL('../../docs/matrix-file.md', import.meta.url), 'utf8')

test('the example of the page is a good matrix file', () => {
  const [, example] = page.match(/```yaml\n(.*?)```/s) ?? []
  const ids = planCells(parseMatrix(example!, 'matrix.yaml')).map(({ cell }) => cell.id)
  expect(ids).toContain('direct/quic-v1/mine:go')
  expect(ids.filter(compilePattern('direct/*+noise/*:go'))).toHaveLength(3 * 4)
})

test.each(Object.entries(scenarios))('the page knows the scenario %s', (scenario, { transports }) => {
  expect(page).toContain(`| \`${scenario}\` | ${transports.map((transport) => `\`${transport}\``).join(' ')} |`)
})
