import { demand } from '../demands.ts'
import type { Family } from '../rule.ts'

export const hello: Family = {
  name: 'hello',
  rules: [
    {
      title: 'answers hello within 5 s, in protocol 1',
      essential: 'it does not say hello',
      check: async (bench) => {
        const peer = await bench.peer()
        bench.hello = await peer.result('hello', undefined, {})
        const { implementation, version, toolchain } = bench.hello
        return `${implementation} ${version}, ${toolchain}`
      },
    },
    {
      title: 'answers with the id of the request, a number or a string',
      check: async (bench) => {
        const peer = await bench.peer()
        for (const id of [700_001, 'naïve "id" 7']) {
          const reply = await peer.ask({ id, method: 'hello', params: {} })
          demand(reply.kind === 'result', `answered id ${id} with an error`)
        }
      },
    },
    {
      title: 'lines end at \\n and nowhere else: U+2028, U+2029 and U+0085 are text, a lone \\r is white space',
      check: async (bench) => {
        const peer = await bench.peer()
        const id = 'one\u2028two\u2029three\u0085four'
        const reply = await peer.askIn(`{"id":${JSON.stringify(id)},\r"method":"hello"}`, id)
        demand(reply.kind === 'result', 'answered such a line with an error')
      },
    },
    {
      title: 'takes no params for empty params',
      check: async (bench) => {
        const peer = await bench.peer()
        const reply = await peer.ask({ method: 'hello' })
        demand(reply.kind === 'result', 'answered hello without params with an error')
      },
    },
  ],
}
