import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../domain/run.ts'
import { connected, eventsOf, failedAt, planned, result } from '../../report/sample.fixture.ts'
import { frame } from './live-frame.ts'
import { advance, initialState } from './live-state.ts'

const options = { columns: 60, rows: 24, colour: false }
const names = ['go', 'rust', 'js', 'chromium']
const cells = names.flatMap((dialer) => names.map((listener) => planned({ dialer, listener })))
const [started] = eventsOf(cells.map((cell) => result(cell, connected)))
const preparing: RunEvent = { type: 'preparing', implementation: 'rust', step: 'Compiling libp2p-core (214/391)' }
const ready: RunEvent = {
  type: 'implementation',
  id: 'go',
  report: { state: 'ready', implementation: 'go-libp2p', version: '0.51.0', libraries: {}, toolchain: 'go1.26.8' },
}
const begin = (index: number, attempt = 1): RunEvent => ({
  type: 'cell-started',
  id: cells[index]?.cell.id ?? '',
  attempt,
})
const finish = (index: number, ...outcomes: Parameters<typeof result>[1][]): RunEvent => ({
  type: 'cell-finished',
  result: result(cells[index] ?? planned(), ...outcomes),
})

/** One event each 10 ms, and a look 5 ms after the last. */
function frameAfter(events: readonly (RunEvent | undefined)[], more: Partial<typeof options> = {}): string {
  const given = events.filter((event) => event !== undefined)
  const state = given.reduce((before, event, index) => advance(before, event, index * 10), initialState(0))
  return frame(state, given.length * 10 - 5, { ...options, ...more })
}

describe('the live window', () => {
  test('shows what is being prepared, until cells run', () => {
    expect(frameAfter([started, preparing, ready])).toMatchInlineSnapshot(`
      "rust: Compiling libp2p-core (214/391)
      go: go-libp2p 0.51.0 (go1.26.8)
      ░░░░░░░░░░░░░░░░░░░░░░░░ 0/16 · 25 ms"
    `)
  })

  test('shows what is running and for how long, and how far the run is', () => {
    expect(frameAfter([started, ready, begin(0), begin(1), finish(0, connected), begin(7, 2)])).toMatchInlineSnapshot(`
      "  direct/tcp+noise/go:rust          25 ms
        direct/tcp+noise/rust:chromium   5.0 ms attempt 2
      █░░░░░░░░░░░░░░░░░░░░░░░ 1/16 · 55 ms · 1 pass"
    `)
  })

  test('keeps the last thing that went wrong in sight, cut to the width of the terminal', () => {
    const problem: RunEvent = { type: 'problem', problem: { program: 'go (dialer)', message: 'had to be killed' } }
    const failed = finish(0, failedAt('dial', 'no route to host, whatever was tried'))
    expect(frameAfter([started, begin(0), failed, problem, finish(1, connected), begin(2)])).toMatchInlineSnapshot(`
      "  direct/tcp+noise/go:js   5.0 ms
      ███░░░░░░░░░░░░░░░░░░░░░ 2/16 · 55 ms · 1 pass, 1 fail
      ✗ direct/tcp+noise/go:go fail: failed at dial (dialer): no …
      ! go (dialer): had to be killed"
    `)
  })

  test('fits a low terminal', () => {
    const many = frameAfter([started, ...cells.map((_, index) => begin(index))], { rows: 8 })
    expect(many).toMatchInlineSnapshot(`
      "  direct/tcp+noise/go:go               155 ms
        direct/tcp+noise/go:rust             145 ms
        direct/tcp+noise/go:js               135 ms
        direct/tcp+noise/go:chromium         125 ms
        … and 12 more
      ░░░░░░░░░░░░░░░░░░░░░░░░ 0/16 · 165 ms"
    `)
  })

  test('has its bar full when all cells have finished', () => {
    expect(frameAfter([started, ...cells.map((_, index) => finish(index, connected))])).toMatchInlineSnapshot(
      `"████████████████████████ 16/16 · 165 ms · 16 pass"`,
    )
  })

  test('colours only when asked', () => {
    expect(frameAfter([started, begin(0)], { colour: true })).toContain('\u001b[2m░')
  })
})
