/** Direct messages as in universal-connectivity: one request and one response, each length-prefixed, on a stream of its own. */
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { pbStream } from '@libp2p/utils'
import { clientVersion } from '../implementation.ts'
import type { Emit } from '../protocol/messages.ts'
import { endWriting } from '../node/streams.ts'
import { bytesOf, contentOf } from './content.ts'
import { requestCodec, responseCodec } from './direct-message-codec.ts'
import type { Metadata, Response } from './direct-message-codec.ts'

const protocol = '/universal-connectivity/dm/1.0.0'
const runOnLimitedConnection = true
const ok = 200

export async function answerDirectMessages(libp2p: Libp2p, emit: Emit): Promise<void> {
  async function answer(stream: Stream, { remotePeer }: Connection): Promise<void> {
    const messages = pbStream(stream)
    const { content } = await messages.read(requestCodec)
    await messages.write({ metadata: metadataNow(), status: ok, statusText: 'OK' }, responseCodec)
    emit('direct-message', { from: remotePeer.toString(), ...contentOf(content) })
    endWriting(stream)
  }
  await libp2p.handle(protocol, answer, { runOnLimitedConnection })
}

export async function sendDirectMessage(connection: Connection, text: string, signal: AbortSignal): Promise<Response> {
  const stream = await connection.newStream(protocol, { signal, runOnLimitedConnection })
  try {
    const messages = pbStream(stream)
    const request = { metadata: metadataNow(), content: bytesOf(text), type: 'text/plain' }
    await messages.write(request, requestCodec, { signal })
    // Before the answer: a remote that is done with the stream before this end is tells it to stop sending, upon which
    // Firefox drops what it has already received over WebTransport.
    endWriting(stream)
    return await messages.read(responseCodec, { signal })
  } catch (error) {
    stream.abort(error as Error)
    throw error
  }
}

const metadataNow = (): Metadata => ({ clientVersion, timestamp: Date.now() })
