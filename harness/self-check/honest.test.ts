import { describe, expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import { referencePeer } from './peer/program.ts'
import { playInMemory } from './play.ts'

const never = new AbortController().signal

describe('honest peers pass', () => {
  const cells = cellsOf('reference')

  test.for(cells)('$id', async (cell) => {
    const events = await playInMemory([cell], { reference: referencePeer }, never)
    const results = events.flatMap((event) => (event.type === 'cell-finished' ? [event.result] : []))
    expect(results.map(({ id, verdict, outcome }) => ({ id, verdict, outcome }))).toMatchObject([
      { id: cell.id, verdict: 'pass' },
    ])
    expect(events.filter(({ type }) => type === 'problem')).toEqual([])
  })
})
