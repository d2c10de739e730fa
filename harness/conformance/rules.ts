import type { Family } from './rule.ts'
import { allAlong } from './rules/all-along.ts'
import { dials } from './rules/dials.ts'
import { directCells } from './rules/direct-cells.ts'
import { endings } from './rules/endings.ts'
import { hello } from './rules/hello.ts'
import { lines } from './rules/lines.ts'
import { nodes } from './rules/nodes.ts'
import { requests } from './rules/requests.ts'

/** All that `check-peer` checks, in this order: `hello` first, since nothing works without; `all along` last. */
export const families: readonly Family[] = [hello, lines, requests, nodes, dials, directCells, endings, allAlong]
