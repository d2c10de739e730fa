/** matrix.yaml of this repository. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Expectation } from '../harness/domain/expectation.ts'
import { loadMatrix } from '../harness/matrix/load.ts'
import { planCells } from '../harness/matrix/planner.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const matrix = await loadMatrix('matrix.yaml', root)
const cells = planCells(matrix)

test('rust, go and js meet each other in every direct transport', () => {
  const native = ['rust', 'go', 'js']
  const direct = cells.filter(
    ({ cell }) => cell.scenario === 'direct' && native.includes(cell.dialer) && native.includes(cell.listener),
  )
  expect(direct).toHaveLength(63)
})

test('every link to an analysis of our own leads to a heading that is there', async () => {
  const own = matrix.expect.map(({ expectation }) => linkOf(expectation)).filter((link) => !link.startsWith('https:'))
  expect(own.length).toBeGreaterThan(0)
  for (const link of own) {
    const [file = '', anchor] = link.split('#')
    expect(anchorsOf(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')), link).toContain(anchor)
  }
})

function linkOf(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'connects':
      return 'https:'
    case 'unsupported':
      return expectation.link
    case 'known-failing':
    case 'known-partial':
    case 'known-flaky':
      return expectation.issue
  }
}

/** As GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
