/** A run in which every text that a peer, a browser, a compiler or the machine may choose is an attack. */
import type { CellResult, RunEvent } from '../domain/run.ts'
import { eventsOf, evidence, failedAt, planned, result } from './sample.fixture.ts'

/** Each is meant to get out of some kind of text: terminal, log of a CI service, Markdown, HTML, XML, JavaScript. */
export const attacks = [
  '\u001b[2J\u001b]0;title\u0007\u009b31m\u0000\u0007',
  '1.0\n 1/99 ✓ direct/forged/go:rust 1.0 ms',
  '\n::error file=README.md::forged\n  ::add-mask::e\u2028::set-output name=a::b',
  'x ##[error]forged ##vso[task.complete result=Succeeded]',
  'a\\| b || `` ` ``` \\` | --- |\n| forged | row |\n# heading\n> [!NOTE]',
  '@somebody #1 https://evil.example www.evil.example [x](javascript:alert(1)) ![x](https://evil.example/i.png)',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)> <!-- --> ]]> &lt;b&gt; "\' onload="alert(1)',
  '\u202Eevil\u2066 \u200b\ufeff \ud800 \u{e0041}',
  '__proto__',
  'long '.repeat(180_000),
] as const

/** Cells that passed and failed, and problems beside them. */
export function hostileEvents(text: string): RunEvent[] {
  const cells: CellResult[] = [
    result(planned({ listener: 'go' }), {
      kind: 'connected',
      lacks: [],
      evidence: everyText(evidence, text),
    }),
    result(planned({ listener: 'rust' }), failedAt('dial', text), failedAt('dial', text)),
    result(planned({ listener: 'js' }), { kind: 'unsupported', by: 'listener', message: text }),
    result(planned({ dialer: 'js' }), { kind: 'harness-error', message: text }),
    result(planned({ dialer: 'js', listener: 'js' }), { kind: 'not-run', cause: 'missing', message: text }),
  ]
  const ready = { implementation: text, version: text, libraries: { [text]: text }, toolchain: text }
  return [
    ...eventsOf(cells, {
      id: text,
      commit: text,
      lab: { name: text, why: text },
      host: { os: text, kernel: text, arch: text, cpus: 2, node: text },
      patterns: [text],
    }),
    { type: 'preparing', implementation: 'go', step: text },
    { type: 'implementation', id: 'go', report: { state: 'ready', ...ready } },
    { type: 'implementation', id: 'js', report: { state: 'missing', message: text } },
    { type: 'problem', problem: { program: text, message: text } },
  ]
}

/** The same thing with every string in it replaced that is not one of a few known words. */
function everyText<T>(thing: T, text: string): T {
  return JSON.parse(JSON.stringify(thing), (key, value) =>
    typeof value === 'string' && !['kind', 'from', 'direction', 'carrier'].includes(key) ? text : value,
  )
}
