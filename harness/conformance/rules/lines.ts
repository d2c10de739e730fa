import type { AnyRequest } from '../checked-peer.ts'
import { demandError, demandGoesOn } from '../demands.ts'
import type { Family, Rule } from '../rule.ts'

const invalidUtf8 = Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)
const longLine = 'x'.repeat(1_000_000)

export const lines: Family = {
  name: 'lines that are not requests: id null, invalid, and the program goes on',
  rules: [
    babbling('text that is no JSON', 'hello? anybody there?'),
    babbling('JSON that is not an object', '[1, 2]', '42', 'null', '"hello"'),
    babbling('an object without an id', '{"method":"hello"}'),
    babbling('an id that is neither number nor string', '{"id":{},"method":"hello"}', '{"id":true,"method":"hello"}'),
    babblingWithId('an object without a method (its own id will do)', { id: 'babble' }),
    babblingWithId('params that are not an object (its own id will do)', { id: 'babble', method: 'hello', params: [] }),
    babbling('bytes that are no UTF-8', invalidUtf8),
    babbling('a line of a million characters', longLine),
    {
      title: 'an empty line (or says nothing)',
      check: async (bench) => {
        const peer = await bench.peer()
        peer.mutter('')
        await demandGoesOn(peer)
        return undefined
      },
    },
  ],
}

function babbling(title: string, ...lines: readonly (string | Uint8Array)[]): Rule {
  return {
    title,
    check: async (bench) => {
      const peer = await bench.peer()
      for (const line of lines) {
        demandError(await peer.babble(line), 'invalid')
        await demandGoesOn(peer)
      }
      return undefined
    },
  }
}

function babblingWithId(title: string, message: Partial<AnyRequest> & { readonly id: string }): Rule {
  return {
    title,
    check: async (bench) => {
      const peer = await bench.peer()
      demandError(await peer.babble(JSON.stringify(message), message.id), 'invalid')
      await demandGoesOn(peer)
      return undefined
    },
  }
}
