/** A small run to report on: every verdict once, two scenarios' worth of grids. */
import type { Artifact } from '../domain/artifact.ts'
import { namedCell, type Cell, type Question } from '../domain/cell.ts'
import type { Evidence } from '../domain/evidence.ts'
import { connects, type Expectation } from '../domain/expectation.ts'
import type { Attempt, Outcome } from '../domain/outcome.ts'
import type { RunResults } from '../domain/results.ts'
import type { CellResult, PlannedCell, RunEvent, RunInfo } from '../domain/run.ts'
import type { Stage } from '../domain/stage.ts'
import { judge } from '../domain/verdict.ts'
import { replay } from './replay.ts'

export const runInfo: RunInfo = {
  id: '2026-11-22T14-56-01-123Z',
  startedAt: '2026-11-22T14:56:01.123Z',
  commit: '0123456789abcdef0123456789abcdef01234567',
  dirty: false,
  lab: { name: 'namespaces', why: 'run as root' },
  host: { os: 'linux', kernel: '6.18.44', arch: 'x64', cpus: 2, node: '24.21.0' },
  jobs: 4,
  patterns: [],
}

const connection = {
  id: 'c1',
  peerId: '12D3KooWListener',
  remoteAddress: '/ip4/10.0.0.2/tcp/4001',
  localAddress: null,
  direction: 'outbound',
  security: '/noise',
  muxer: null,
  limited: false,
}
const text = '👋🏽 здравствуй 世界 7f3a'

export const evidence: Evidence = {
  nodes: [
    {
      name: '1.1.dialer',
      role: 'dialer',
      program: 'go-dialer-1',
      ips: ['10.0.0.1'],
      peerId: '12D3KooWDialer',
      listens: [],
      statements: [
        {
          kind: 'answer',
          method: 'dial',
          params: { address: '/ip4/10.0.0.2/tcp/4001/p2p/12D3KooWListener', timeoutMs: 12_000 },
          askedMs: 3,
          atMs: 7,
          result: { connection, elapsedMs: 3.5 },
          error: null,
        },
      ],
    },
    {
      name: '1.1.listener',
      role: 'listener',
      program: 'rust-listener-2',
      ips: ['10.0.0.2'],
      peerId: '12D3KooWListener',
      listens: ['tcp+noise'],
      statements: [
        {
          kind: 'event',
          event: 'message',
          atMs: 12,
          clockMs: 40,
          data: { topic: 'universal-connectivity', author: '12D3KooWDialer', receivedFrom: '12D3KooWDialer', text },
        },
      ],
    },
  ],
  sent: [
    { kind: 'gossip', from: '1.1.dialer', to: '1.1.listener', text, bytes: Buffer.byteLength(text), arrival: 'once' },
  ],
  wire: {
    flows: [
      {
        network: 'public',
        protocol: 'tcp',
        from: { address: '10.0.0.1', port: 40_001 },
        to: { address: '10.0.0.2', port: 4001 },
        packets: 20,
        bytes: 2_000,
      },
    ],
  },
}

export const connected: Outcome = { kind: 'connected', lacks: [], evidence }

export const partial: Outcome = {
  kind: 'connected',
  lacks: [{ role: 'dialer', part: 'identify', message: 'no identified event within 8000 ms' }],
  evidence,
}

export const failedAt = (stage: Stage, message = 'connection refused'): Outcome => ({
  kind: 'failed',
  role: 'dialer',
  stage,
  message,
  fault: 'peer',
  evidence: null,
})

export const died: Outcome = {
  kind: 'failed',
  role: 'listener',
  stage: 'dial',
  message: 'signal SIGKILL',
  fault: 'program',
  evidence: null,
}

export const issue = 'https://github.com/libp2p/rust-libp2p/issues/6156'
export const knownFailing: Expectation = { kind: 'known-failing', issue, reason: 'handshake race', stages: ['dial'] }
export const knownFlaky: Expectation = {
  kind: 'known-flaky',
  issue,
  reason: 'handshake race',
  stages: ['dial', 'identify'],
  atMost: 0.1,
}
export const knownPartial: Expectation = {
  kind: 'known-partial',
  issue,
  reason: 'the answer is lost',
  lacks: [{ role: 'dialer', part: 'identify' }],
}
export const unsupported: Expectation = {
  kind: 'unsupported',
  because: 'not-implemented',
  reason: 'no release has it',
  link: 'https://github.com/libp2p/rust-libp2p/issues/2993',
}

export function planned(cell: Partial<Question> = {}, expectation = connects as Expectation): PlannedCell {
  const whole = namedCell({
    scenario: 'direct',
    transport: 'tcp+noise',
    dialer: 'go',
    listener: 'rust',
    qualifiers: {},
    ...cell,
  })
  return { cell: whole, expectation }
}

/** The result of a cell after these outcomes, one for each attempt. */
export function result({ cell, expectation }: PlannedCell, ...outcomes: Outcome[]): CellResult {
  const attempts = outcomes.map((outcome, index): Attempt => {
    const connectMs = outcome.kind === 'connected' ? 3.45 : null
    return {
      number: index + 1,
      programs: index === 0 ? 'shared' : 'isolated',
      outcome,
      timings: { connectMs, chatMs: connectMs === null ? null : 12, wallMs: 40 },
    }
  })
  const last = attempts.at(-1)
  if (last === undefined) throw new Error('a result needs an attempt')
  const verdict = judge(expectation, attempts)
  const worthLogs = last.outcome.kind === 'failed' || last.outcome.kind === 'harness-error'
  return {
    ...cell,
    expectation,
    verdict,
    outcome: last.outcome,
    attempts,
    timings: last.timings,
    artifacts: worthLogs ? [logOf(cell)] : [],
  }
}

function logOf({ id }: Cell): Artifact {
  return { kind: 'log', role: 'dialer', path: `cells/${id.replaceAll(':', '~')}/attempt-1/dialer.log` }
}

/** The events of a run in which these cells finished, in this order. */
export function eventsOf(results: readonly CellResult[], more: Partial<RunInfo> = {}): RunEvent[] {
  return [
    {
      type: 'run-started',
      run: { ...runInfo, ...more },
      planned: results.map(
        ({ expectation, verdict: _v, outcome: _o, attempts: _a, timings: _t, artifacts: _l, ...cell }) => ({
          cell,
          expectation,
        }),
      ),
    },
    { type: 'preparing', implementation: 'rust', step: 'compiling' },
    {
      type: 'implementation',
      id: 'go',
      report: {
        state: 'ready',
        implementation: 'go-libp2p',
        version: '0.51.0',
        libraries: { 'go-libp2p-pubsub': '0.15.0' },
        toolchain: 'go1.26.8',
      },
    },
    { type: 'implementation', id: 'rust', report: { state: 'missing', message: 'cargo is not installed' } },
    ...results.flatMap((cell): RunEvent[] => [
      ...cell.attempts.map(({ number }): RunEvent => ({ type: 'cell-started', id: cell.id, attempt: number })),
      { type: 'cell-finished', result: cell },
    ]),
    { type: 'run-finished', wallMs: 4210, interrupted: false },
  ]
}

export function resultsOf(events: readonly RunEvent[]): RunResults {
  const results = replay(events)
  if (results === null) throw new Error('the run never started')
  return results
}

/** One cell for each verdict, and a second attempt where that is what makes it. */
export const everyVerdict: readonly CellResult[] = [
  result(planned({ dialer: 'go', listener: 'go' }), connected),
  result(planned({ dialer: 'go', listener: 'js' }), failedAt('identify', 'stream reset\nby peer'), connected),
  result(planned({ dialer: 'go', listener: 'rust' }), failedAt('dial'), failedAt('dial')),
  result(planned({ dialer: 'js', listener: 'go' }, knownFailing), failedAt('dial')),
  result(planned({ dialer: 'js', listener: 'js' }, knownFlaky), failedAt('identify'), connected),
  result(planned({ dialer: 'js', listener: 'rust' }, knownFailing), connected),
  result(planned({ transport: 'webtransport', dialer: 'firefox', listener: 'go' }, knownPartial), partial),
  result(planned({ transport: 'webtransport', dialer: 'firefox', listener: 'js' }), partial, partial),
  result(planned({ transport: 'webtransport', dialer: 'go', listener: 'js' }, unsupported), {
    kind: 'unsupported',
    by: 'listener',
    message: 'no webtransport | here',
  }),
  result(planned({ transport: 'webtransport', dialer: 'go', listener: 'rust' }), {
    kind: 'not-run',
    cause: 'missing',
    message: 'rust: cargo is not installed',
  }),
  result(planned({ transport: 'webtransport', dialer: 'js', listener: 'rust' }), {
    kind: 'not-run',
    cause: 'missing',
    message: 'rust: cargo is not installed',
  }),
  result(planned({ transport: 'webtransport', dialer: 'js', listener: 'go' }), {
    kind: 'harness-error',
    message: 'the lab is gone',
  }),
]
