import type { Family } from './rule.ts'
import { allAlong } from './rules/all-along.ts'
import { dials } from './rules/dials.ts'
import { directCells } from './rules/direct-cells.ts'
import { endings } from './rules/endings.ts'
import { hello } from './rules/hello.ts'
import { lines } from './rules/lines.ts'
import { nodes } from './rules/nodes.ts'
import { requests } from './rules/requests.ts'

/** All that `check-peer` checks, in this order: what is essential first, `all along` last. */
export const families: readonly Family[] = [hello, lines, nodes, requests, dials, directCells, endings, allAlong]
