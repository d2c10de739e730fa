import { expect, test } from 'vitest'
import { markdownReport } from './markdown.ts'
import { connected, eventsOf, everyVerdict, failedAt, planned, result, resultsOf } from './sample.fixture.ts'

test('every verdict, with reasons and links', () => {
  expect(markdownReport(resultsOf(eventsOf(everyVerdict)))).toMatchInlineSnapshot(`
    "# Connectivity matrix

    12 planned, 12 reported: 1 pass, 1 known-partial, 1 known-failure, 1 known-flaky, 1 unsupported, 2 not-run, 1 flaky, 1 unexpected-pass, 1 partial, 1 fail, 1 error · 4.2 s · namespaces

    ## direct

    The dialer dials the listener, and they chat. Dialers down, listeners across.

    | \`tcp+noise\` | go | js | rust |
    | --- | --- | --- | --- |
    | **go** | ✓ 3.5 ms | ≈ 3.5 ms | ✗ |
    | **js** | ✗ known | ~ 3.5 ms | ?! 3.5 ms |

    | \`webtransport\` | go | js | rust |
    | --- | --- | --- | --- |
    | **go** |  | – | · |
    | **js** | ! |  | · |
    | **firefox** | ◐ known 3.5 ms | ◐ 3.5 ms |  |

    |  | verdict | meaning |
    | --- | --- | --- |
    | ✓ | pass | connected, on evidence of both ends; with the connect time |
    | ◐ known | known-partial | connected and chatted both ways, but some parts failed because of a known bug, as expected |
    | ✗ known | known-failure | failed because of a known bug, as expected |
    | ~ | known-flaky | failed at least once because of a known race |
    | – | unsupported | no released library can do it, as expected |
    | · | not-run | could not be run on this machine or in this lab, or the run ended first |
    | ≈ | flaky | failed first and went well when run again alone |
    | ?! | unexpected-pass | went better than matrix.yaml says: the entry is stale |
    | ◐ | partial | connected and chatted both ways, but some parts failed |
    | ✗ | fail | failed |
    | ! | error | the harness's own fault |

    ## Cells that are not a plain pass

    | cell | verdict | observed | expected |
    | --- | --- | --- | --- |
    | \`direct/tcp+noise/go:js\` | flaky | \`1. shared: failed at identify (dialer): stream reset\`<br>\`by peer\`<br>\`2. isolated: connected\` | connects |
    | \`direct/tcp+noise/go:rust\` | fail | \`1. shared: failed at dial (dialer): connection refused\`<br>\`2. isolated: failed at dial (dialer): connection refused\` | connects |
    | \`direct/tcp+noise/js:go\` | known-failure | \`failed at dial (dialer): connection refused\` | known to fail at dial: handshake race [link](<https://github.com/libp2p/rust-libp2p/issues/6156>) |
    | \`direct/tcp+noise/js:js\` | known-flaky | \`1. shared: failed at identify (dialer): connection refused\`<br>\`2. isolated: connected\` | known to be flaky (at most 10 %, at dial or identify): handshake race [link](<https://github.com/libp2p/rust-libp2p/issues/6156>) |
    | \`direct/tcp+noise/js:rust\` | unexpected-pass | \`connected\` | known to fail at dial: handshake race [link](<https://github.com/libp2p/rust-libp2p/issues/6156>) |
    | \`direct/webtransport/firefox:go\` | known-partial | \`connected and chatted, but identify (dialer) failed: no identified event within 8000 ms\` | known to connect and chat without identify (dialer): the answer is lost [link](<https://github.com/libp2p/rust-libp2p/issues/6156>) |
    | \`direct/webtransport/firefox:js\` | partial | \`1. shared: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms\`<br>\`2. isolated: connected and chatted, but identify (dialer) failed: no identified event within 8000 ms\` | connects |
    | \`direct/webtransport/go:js\` | unsupported | \`the listener says it can't: no webtransport \\| here\` | unsupported (not implemented): no release has it [link](<https://github.com/libp2p/rust-libp2p/issues/2993>) |
    | \`direct/webtransport/go:rust\` | not-run | \`missing: rust: cargo is not installed\` | connects |
    | \`direct/webtransport/js:rust\` | not-run | \`missing: rust: cargo is not installed\` | connects |
    | \`direct/webtransport/js:go\` | error | \`the lab is gone\` | connects |

    ## Versions

    |  | library | with | toolchain |
    | --- | --- | --- | --- |
    | go | \`go-libp2p 0.51.0\` | \`go-libp2p-pubsub 0.15.0\` | \`go1.26.8\` |
    | rust | missing: \`cargo is not installed\` |  |  |

    ## Run

    - \`2026-11-22T14-56-01-123Z\`, started 2026-11-22T14:56:01.123Z, 4 cells at a time
    - lab: namespaces (run as root)
    - host: linux 6.18.44 x64, 2 CPUs, Node 24.21.0
    - cells: all
    "
  `)
})

test('a run that died, with a problem and patterns, warns of itself', () => {
  const events = eventsOf([result(planned(), connected)], { patterns: ['direct/*/go:*'] }).slice(0, 2)
  const problem = { program: 'go', message: 'had to be\nkilled' }
  expect(markdownReport(resultsOf([...events, { type: 'problem', problem }]))).toMatchInlineSnapshot(`
    "# Connectivity matrix

    INCOMPLETE · 1 planned, 1 reported: 1 not-run · 1 problem · namespaces

    > [!WARNING]
    > This run did not report all that it planned.

    ## direct

    The dialer dials the listener, and they chat. Dialers down, listeners across.

    | \`tcp+noise\` | rust |
    | --- | --- |
    | **go** | · |

    |  | verdict | meaning |
    | --- | --- | --- |
    | ✓ | pass | connected, on evidence of both ends; with the connect time |
    | ◐ known | known-partial | connected and chatted both ways, but some parts failed because of a known bug, as expected |
    | ✗ known | known-failure | failed because of a known bug, as expected |
    | ~ | known-flaky | failed at least once because of a known race |
    | – | unsupported | no released library can do it, as expected |
    | · | not-run | could not be run on this machine or in this lab, or the run ended first |
    | ≈ | flaky | failed first and went well when run again alone |
    | ?! | unexpected-pass | went better than matrix.yaml says: the entry is stale |
    | ◐ | partial | connected and chatted both ways, but some parts failed |
    | ✗ | fail | failed |
    | ! | error | the harness's own fault |

    ## Cells that are not a plain pass

    | cell | verdict | observed | expected |
    | --- | --- | --- | --- |
    | \`direct/tcp+noise/go:rust\` | not-run | \`interrupted: the run ended before this cell was started\` | connects |

    ## Problems

    | program | what happened |
    | --- | --- |
    | \`go\` | \`had to be\`<br>\`killed\` |

    ## Run

    - \`2026-11-22T14-56-01-123Z\`, started 2026-11-22T14:56:01.123Z, 4 cells at a time
    - lab: namespaces (run as root)
    - host: linux 6.18.44 x64, 2 CPUs, Node 24.21.0
    - cells: \`direct/*/go:*\`
    "
  `)
})

test('no message becomes markup or breaks the table', () => {
  const evil = failedAt('dial', 'a | b\n<script>alert(1)</script> *bold* [x](y) `code`')
  const cell = planned(
    {},
    {
      kind: 'known-failing',
      stages: ['dial'],
      issue: 'https://example.org/a|b>',
      reason: 'x | y',
    },
  )
  const rows = markdownReport(resultsOf(eventsOf([result(cell, evil)]))).split('\n')
  expect(rows.find((row) => row.includes('script'))).toMatchInlineSnapshot(
    `"| \`direct/tcp+noise/go:rust\` | known-failure | \`failed at dial (dialer): a \\| b\`<br>\`<script>alert(1)</script> *bold* [x](y) 'code'\` | known to fail at dial: x \\| y [link](<https://example.org/a%7Cb%3E>) |"`,
  )
})
