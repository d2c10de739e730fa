import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import {
  connected,
  eventsOf,
  everyVerdict,
  failedAt,
  knownFailing,
  planned,
  result,
  resultsOf,
  unsupported,
} from './sample.fixture.ts'
import { textReport } from './text.ts'

const options = { colour: false, columns: 80, folder: 'reports/latest', command: './connectivity run' }

test('every verdict: the table, its legend, what needs the eye, the sum', () => {
  expect(textReport(resultsOf(eventsOf(everyVerdict)), options)).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise                            webtransport
          go        js        rust                  go              js        rust
      go  ✓ 3.5 ms  ≈ 3.5 ms  ✗            go                       –         ·
      js  ✗ known   ~ 3.5 ms  ?! 3.5 ms    js       !                         ·
                                           firefox  ◐ known 3.5 ms  ◐ 3.5 ms

      ◐ known  connected and chatted both ways, but some parts failed because of a known bug, as expected
      ✗ known  failed because of a known bug, as expected
      ~        failed at least once because of a known race
      –        no released library can do it, as expected
      ·        could not be run on this machine or in this lab, or the run ended first
      ≈        failed first and went well when run again alone
      ?!       went better than matrix.yaml says: the entry is stale
      ◐        connected and chatted both ways, but some parts failed
      !        the harness's own fault

    ≈ flaky  direct/tcp+noise/go:js
      saw       1. shared: failed at identify (dialer): stream reset
                by peer
                2. isolated: connected
      expected  connects
      next      fix the cause, or list it in matrix.yaml as known-flaky with an issue
      again     ./connectivity run 'direct/tcp+noise/go:js'

    ✗ fail  direct/tcp+noise/go:rust
      saw       1. shared: failed at dial (dialer): connection refused
                2. isolated: failed at dial (dialer): connection refused
      expected  connects
      logs      reports/latest/cells/direct/tcp+noise/go~rust/attempt-1
      again     ./connectivity run 'direct/tcp+noise/go:rust'

    ?! unexpected-pass  direct/tcp+noise/js:rust
      saw       connected
      expected  known to fail at dial: handshake race
                https://github.com/libp2p/rust-libp2p/issues/6156
      next      it works better now: take the entry out of matrix.yaml
      again     ./connectivity run 'direct/tcp+noise/js:rust'

    ◐ partial  direct/webtransport/firefox:js
      saw       1. shared: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms
                2. isolated: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms
      expected  connects
      next      fix the cause, or list it in matrix.yaml as known-partial with an issue
      again     ./connectivity run 'direct/webtransport/firefox:js'

    · not-run  direct/webtransport/go:rust
      also      direct/webtransport/js:rust
      saw       missing: rust: cargo is not installed
      expected  connects
      again     ./connectivity run 'direct/webtransport/go:rust'

    ! error  direct/webtransport/js:go
      saw       the lab is gone
      expected  connects
      logs      reports/latest/cells/direct/webtransport/js~go/attempt-1
      again     ./connectivity run 'direct/webtransport/js:go'

    12 planned, 12 reported: 1 pass, 1 known-partial, 1 known-failure, 1 known-flaky, 1 unsupported, 2 not-run, 1 flaky, 1 unexpected-pass, 1 partial, 1 fail, 1 error · 4.2 s · namespaces
    "
  `)
})

test('a run in which all is as expected has nothing to explain but its symbols', () => {
  const cells = [
    result(planned({ listener: 'go' }), connected),
    result(planned({ listener: 'js' }, unsupported), { kind: 'unsupported', by: 'listener', message: 'no' }),
  ]
  expect(textReport(resultsOf(eventsOf(cells)), options)).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise
          go        js
      go  ✓ 3.5 ms  –

      –        no released library can do it, as expected

    2 planned, 2 reported: 1 pass, 1 unsupported · 4.2 s · namespaces
    "
  `)
})

test('a grid for each relay and each variant, as many in a line as fit', () => {
  const cells = ['go', 'rust', 'js'].flatMap((via) =>
    ['go', 'js'].flatMap((dialer) =>
      ['go', 'js'].map((listener) =>
        result(planned({ dialer, listener, qualifiers: { via, with: 'wrong-peer-id' } }), connected),
      ),
    ),
  )
  expect(textReport(resultsOf(eventsOf(cells)), options)).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise via:go with:wrong-peer-id    tcp+noise via:rust with:wrong-peer-id
          go        js                           go        js
      go  ✓ 3.5 ms  ✓ 3.5 ms                 go  ✓ 3.5 ms  ✓ 3.5 ms
      js  ✓ 3.5 ms  ✓ 3.5 ms                 js  ✓ 3.5 ms  ✓ 3.5 ms

      tcp+noise via:js with:wrong-peer-id
          go        js
      go  ✓ 3.5 ms  ✓ 3.5 ms
      js  ✓ 3.5 ms  ✓ 3.5 ms

    12 planned, 12 reported: 12 pass · 4.2 s · namespaces
    "
  `)
})

test('a single cell explains itself, although its failure is known', () => {
  const cells = [result(planned({}, knownFailing), failedAt('dial'))]
  expect(textReport(resultsOf(eventsOf(cells)), options)).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise
          rust
      go  ✗ known

      ✗ known  failed because of a known bug, as expected

    ✗ known known-failure  direct/tcp+noise/go:rust
      saw       failed at dial (dialer): connection refused
      expected  known to fail at dial: handshake race
                https://github.com/libp2p/rust-libp2p/issues/6156
      logs      reports/latest/cells/direct/tcp+noise/go~rust/attempt-1
      again     ./connectivity run 'direct/tcp+noise/go:rust'

    1 planned, 1 reported: 1 known-failure · 4.2 s · namespaces
    "
  `)
})

test('a single cell that passed says no more than that', () => {
  const text = textReport(resultsOf(eventsOf([result(planned(), connected)])), options)
  expect(text).not.toContain('again')
})

test('an interrupted run says so once, not for each cell', () => {
  const events = eventsOf([result(planned(), connected), result(planned({ listener: 'js' }), connected)])
  const cut = events.filter((event) => event.type !== 'cell-finished' || event.result.listener !== 'js').slice(0, -1)
  const text = textReport(resultsOf([...cut, { type: 'run-finished', wallMs: 80, interrupted: true }]), options)
  expect(text).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise
          rust      js
      go  ✓ 3.5 ms  ·

      ·        could not be run on this machine or in this lab, or the run ended first

    INTERRUPTED · 2 planned, 2 reported: 1 pass, 1 not-run · 80 ms · namespaces
    "
  `)
})

test('a problem beside the cells is shown', () => {
  const events = eventsOf([result(planned(), connected)])
  const problem = { program: 'rust (listener)', message: 'did not end within 5 s of SIGTERM and had to be killed' }
  expect(textReport(resultsOf([...events, { type: 'problem', problem }]), options)).toMatchInlineSnapshot(`
    "direct: the dialer dials the listener, and they chat (dialers down, listeners across)
      tcp+noise
          rust
      go  ✓ 3.5 ms

    ! problem  rust (listener)
      saw       did not end within 5 s of SIGTERM and had to be killed

    1 planned, 1 reported: 1 pass · 1 problem · 4.2 s · namespaces
    "
  `)
})

test('cells that failed in the very same way share a block', () => {
  const cells = Array.from({ length: 8 }, (_, index) =>
    result(planned({ dialer: `go@${index}` }), failedAt('dial', 'no route')),
  )
  const text = textReport(resultsOf(eventsOf(cells)), options)
  expect(text.slice(text.indexOf('✗ fail'))).toMatchInlineSnapshot(`
    "✗ fail  direct/tcp+noise/go@0:rust
      also      direct/tcp+noise/go@1:rust
                direct/tcp+noise/go@2:rust
                direct/tcp+noise/go@3:rust
                direct/tcp+noise/go@4:rust
                direct/tcp+noise/go@5:rust
                and 2 more, listed in matrix.md
      saw       failed at dial (dialer): no route
      expected  connects
      logs      reports/latest/cells/direct/tcp+noise/go@0~rust/attempt-1
      again     ./connectivity run 'direct/tcp+noise/go@0:rust'

    8 planned, 8 reported: 8 fail · 4.2 s · namespaces
    "
  `)
})

test("a peer's message can't drive the terminal", () => {
  const evil = failedAt('dial', '\u001b[2J\u001b]0;title\u0007gone\r\nnext\u0000 line\u202e')
  const text = textReport(resultsOf(eventsOf([result(planned(), evil)])), options)
  expect(text).toContain('  saw       failed at dial (dialer): gone\n            next line\n')
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
})

test('colours only when asked, and they change nothing else', () => {
  const results = resultsOf(eventsOf(everyVerdict))
  const coloured = textReport(results, { ...options, colour: true })
  expect(coloured).toContain('\u001b[32m✓ 3.5 ms\u001b[39m')
  expect(stripVTControlCharacters(coloured).replaceAll(/ +$/gm, '')).toBe(textReport(results, options))
})
