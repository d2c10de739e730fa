/** Writes docs/peer-protocol.schema.json: `node harness/protocol/generate.ts`. A test holds it against the messages. */
import { writeFile } from 'node:fs/promises'
import { peerProtocolJsonSchema } from './json-schema.ts'

const file = new URL('../../docs/peer-protocol.schema.json', import.meta.url)
await writeFile(file, `${JSON.stringify(peerProtocolJsonSchema(), null, 2)}\n`)
