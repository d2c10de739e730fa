import { expect, test } from 'vitest'
import { loopback } from '../../lab/loopback/loopback.ts'
import { painter } from '../../report/paint.ts'
import { labSection } from './labs.ts'
import { doctorPage } from './page.ts'

test('the page of a machine that lacks something', () => {
  const sections = [
    {
      title: 'Toolchains',
      findings: [
        { state: 'good', what: 'go', detail: 'go version go1.26.8 (for go, go@0.50)' },
        { state: 'bad', what: 'cargo', detail: '`cargo --version` does not work (for rust)', fix: 'install Rust' },
      ],
    },
    labSection([
      {
        name: 'namespaces',
        usable: false,
        refusal: { reason: 'user namespaces are forbidden (a.b=0)', said: 'unshare: no', fix: 'sudo sysctl -w a.b=1' },
      },
      {
        name: 'loopback',
        usable: true,
        lab: { ...loopback, can: { ...loopback.can, ip6: true } },
        detail: 'all programs on 127.0.0.1',
      },
    ]),
  ] as const

  expect(doctorPage(sections, painter(false))).toMatchInlineSnapshot(`
    "Toolchains
      ✓ go          go version go1.26.8 (for go, go@0.50)
      ✗ cargo       \`cargo --version\` does not work (for rust)
                    fix: install Rust

    Labs
      ! namespaces  user namespaces are forbidden (a.b=0)
                    unshare: no
                    fix: sudo sysctl -w a.b=1
      ✓ loopback    all programs on 127.0.0.1
                    no nat, dns, witness, capture, shape: all programs share the loopback interface (fix: use the namespaces lab)
                    no images: programs run as they are (fix: use the containers lab)
        auto        takes loopback: no namespaces: user namespaces are forbidden (a.b=0)
    "
  `)
  expect(doctorPage(sections, painter(true))).toContain('[32m✓')
})
