import { describe, expect, test } from 'vitest'
import { diff } from './diff.ts'
import { diffText } from './diff-text.ts'
import { digestOf, type Digest } from './digest.ts'
import { painter } from './paint.ts'
import { connected, eventsOf, failedAt, knownFailing, planned, result, resultsOf } from './sample.fixture.ts'

const pass = result(planned(), connected)
const fail = result(planned(), failedAt('dial'))
const digest = (...cells: (typeof pass)[]): Digest => digestOf(resultsOf(eventsOf(cells)))

/** Twenty cells of one transport with these connect times. */
function timed(...connectMs: number[]): Digest {
  const whole = digest(...connectMs.map((_, index) => result(planned({ dialer: `go@${index}` }), connected)))
  return { ...whole, cells: whole.cells.map((cell, index) => ({ ...cell, connectMs: connectMs[index] ?? null })) }
}

test('a run differs not from itself', () => {
  const { versions, verdicts, timings } = diff(digest(pass), digest(pass))
  expect({ versions, verdicts, timings }).toEqual({ versions: [], verdicts: [], timings: [] })
  expect(diffText(diff(digest(pass), digest(pass)), painter(false))).toContain('nothing changed')
})

describe('verdicts', () => {
  const other = result(planned({ dialer: 'js' }), failedAt('dial'))
  const known = result(planned({}, knownFailing), failedAt('dial'))
  const only = (before: Digest, after: Digest) =>
    diff(before, after).verdicts.map((change) => [change.before, change.after, change.isWorse])

  test.each([
    { name: 'worse', before: digest(pass), after: digest(fail), change: ['pass', 'fail', true] },
    { name: 'better', before: digest(fail), after: digest(pass), change: ['fail', 'pass', false] },
    { name: 'known now', before: digest(fail), after: digest(known), change: ['fail', 'known-failure', false] },
    { name: 'new and bad', before: digest(pass), after: digest(pass, other), change: [null, 'fail', true] },
    { name: 'gone', before: digest(pass, other), after: digest(pass), change: ['fail', null, false] },
  ])('$name', ({ before, after, change }) => {
    expect(only(before, after)).toEqual([change])
  })
})

test('versions', () => {
  const [before, after] = [digest(pass), digest(pass)]
  const newer = {
    ...after,
    run: { ...after.run, versions: { ...after.run.versions, go: 'go-libp2p 0.52.0', js: 'js 4' } },
  }
  expect(diff(before, newer).versions).toEqual([
    { implementation: 'go', before: 'go-libp2p 0.51.0', after: 'go-libp2p 0.52.0' },
    { implementation: 'js', before: null, after: 'js 4' },
  ])
})

describe('timings', () => {
  const base = Array.from({ length: 20 }, (_, index) => 10 + index)
  const changes = (after: number[]) => diff(timed(...base), timed(...after)).timings

  test('all twice as long: beyond noise', () => {
    expect(changes(base.map((ms) => 2 * ms))).toEqual([
      { way: 'direct tcp+noise', cells: 20, before: 19.5, after: 39, ratio: 2 },
    ])
  })

  test('some longer, some shorter: noise', () => {
    expect(changes(base.map((ms, index) => (index % 2 === 0 ? 3 * ms : ms / 3)))).toEqual([])
  })

  test('all a little longer: nothing that matters', () => {
    expect(changes(base.map((ms) => 1.1 * ms))).toEqual([])
  })

  test('few cells say nothing', () => {
    expect(diff(timed(10, 10, 10), timed(30, 30, 30)).timings).toEqual([])
  })
})

test('in words', () => {
  const text = diffText(diff(digest(pass), digest(fail)), painter(false))
  expect(text).toMatchInlineSnapshot(`
    "before  2026-11-22T14-56-01-123Z, commit 0123456789ab
    after   2026-11-22T14-56-01-123Z, commit 0123456789ab

    worse: 1
      ✓ pass → ✗ fail  direct/tcp+noise/go:rust
    "
  `)
})
