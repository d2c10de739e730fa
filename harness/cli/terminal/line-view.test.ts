import { expect, test, vi } from 'vitest'
import type { RunEvent } from '../../domain/run.ts'
import { connected, eventsOf, everyVerdict, failedAt, planned, result } from '../../report/sample.fixture.ts'
import { lineView } from './line-view.ts'

function linesOf(events: readonly RunEvent[], colour = false): string {
  let written = ''
  const view = lineView({ write: (text) => (written += text) }, { colour })
  events.forEach((event) => view.on(event))
  view.end()
  return written
}

test('one line for each finished cell, and for what was prepared', () => {
  expect(linesOf(eventsOf(everyVerdict))).toMatchInlineSnapshot(`
    "12 cells, 4 at a time, lab namespaces (run as root)
    rust: compiling
    go: go-libp2p 0.51.0 (go1.26.8)
    rust: missing: cargo is not installed
     1/12 ✓ direct/tcp+noise/go:go 3.5 ms
     2/12 ≈ direct/tcp+noise/go:js 3.5 ms flaky: connected
     3/12 ✗ direct/tcp+noise/go:rust fail: failed at dial (dialer): connection refused
     4/12 ✗ known direct/tcp+noise/js:go known-failure: failed at dial (dialer): connection refused
     5/12 ~ direct/tcp+noise/js:js 3.5 ms known-flaky: connected
     6/12 ?! direct/tcp+noise/js:rust 3.5 ms unexpected-pass: connected
     7/12 ◐ known direct/webtransport/firefox:go 3.5 ms known-partial: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms
     8/12 ◐ direct/webtransport/firefox:js 3.5 ms partial: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms
     9/12 – direct/webtransport/go:js unsupported: the listener says it can't: no webtransport | here
    10/12 · direct/webtransport/go:rust not-run: missing: rust: cargo is not installed
    11/12 · direct/webtransport/js:rust not-run: missing: rust: cargo is not installed
    12/12 ! direct/webtransport/js:go error: the lab is gone
    finished after 4.2 s
    "
  `)
})

test('a build that talks a lot is heard every ten seconds, each build by itself', () => {
  vi.useFakeTimers()
  let written = ''
  const view = lineView({ write: (text) => (written += text) }, { colour: false })
  for (let second = 0; second < 25; second++) {
    view.on({ type: 'preparing', implementation: 'rust', step: `${second} s: compiling` })
    if (second === 3) view.on({ type: 'preparing', implementation: 'go', step: 'go build' })
    vi.advanceTimersByTime(1000)
  }
  vi.useRealTimers()
  expect(written).toMatchInlineSnapshot(`
    "rust: 0 s: compiling
    go: go build
    rust: 10 s: compiling
    rust: 20 s: compiling
    "
  `)
})

test('a problem has a line, and the end says if it was interrupted', () => {
  const [started] = eventsOf([result(planned(), connected)])
  const events: RunEvent[] = [
    ...(started === undefined ? [] : [started]),
    { type: 'problem', problem: { program: 'go (dialer)', message: 'had to be killed\nlog' } },
    { type: 'run-finished', wallMs: 1234, interrupted: true },
  ]
  expect(linesOf(events)).toMatchInlineSnapshot(`
    "1 cell, 4 at a time, lab namespaces (run as root)
    ! go (dialer): had to be killed
    interrupted after 1.2 s
    "
  `)
})

test("a peer's message stays within its line", () => {
  const text = linesOf(eventsOf([result(planned(), failedAt('dial', '\u001b[2Jone\ntwo'))]))
  expect(text).toContain('1/1 ✗ direct/tcp+noise/go:rust fail: failed at dial (dialer): one\nfinished')
})

test('colours only when asked', () => {
  expect(linesOf(eventsOf([result(planned(), connected)]), true)).toContain('\u001b[32m✓\u001b[39m direct/tcp+noise')
})
