/** The protobuf messages of direct messages; their schema stands in docs/peer-protocol.md. */
import { reader, writer } from 'protons-runtime'
import type { Reader, Writer } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

/** `content` stays bytes, so that text which is not valid UTF-8 can be reported as what it is. */
export interface Request {
  metadata: Metadata
  content: Uint8Array
  type: string
}

export interface Response {
  metadata: Metadata
  status: number
  statusText: string
}

export interface Metadata {
  clientVersion: string
  timestamp: number
}

export const requestCodec = {
  encode({ metadata, content, type }: Request): Uint8Array {
    const out = writer()
    writeMetadata(out, metadata)
    out.uint32(tagOf(2, lengthDelimited)).bytes(content)
    out.uint32(tagOf(3, lengthDelimited)).string(type)
    return out.finish()
  },
  decode(bytes: Uint8Array | Uint8ArrayList): Request {
    const request: Request = { metadata: noMetadata(), content: new Uint8Array(), type: '' }
    readFields(reader(bytes), {
      1: (field) => (request.metadata = readMetadata(field)),
      2: (field) => (request.content = field.bytes()),
      3: (field) => (request.type = field.string()),
    })
    return request
  },
}

export const responseCodec = {
  encode({ metadata, status, statusText }: Response): Uint8Array {
    const out = writer()
    writeMetadata(out, metadata)
    out.uint32(tagOf(2, varint)).int32(status)
    out.uint32(tagOf(3, lengthDelimited)).string(statusText)
    return out.finish()
  },
  decode(bytes: Uint8Array | Uint8ArrayList): Response {
    const response: Response = { metadata: noMetadata(), status: 0, statusText: '' }
    readFields(reader(bytes), {
      1: (field) => (response.metadata = readMetadata(field)),
      2: (field) => (response.status = field.int32()),
      3: (field) => (response.statusText = field.string()),
    })
    return response
  },
}

const varint = 0
const lengthDelimited = 2
const tagOf = (field: number, wireType: number): number => (field << 3) | wireType

const noMetadata = (): Metadata => ({ clientVersion: '', timestamp: 0 })

function writeMetadata(out: Writer, { clientVersion, timestamp }: Metadata): void {
  out.uint32(tagOf(1, lengthDelimited)).fork()
  out.uint32(tagOf(1, lengthDelimited)).string(clientVersion)
  out.uint32(tagOf(2, varint)).int64Number(timestamp)
  out.ldelim()
}

function readMetadata(message: Reader): Metadata {
  const metadata = noMetadata()
  readFields(reader(message.bytes()), {
    1: (field) => (metadata.clientVersion = field.string()),
    2: (field) => (metadata.timestamp = field.int64Number()),
  })
  return metadata
}

function readFields(message: Reader, fields: Record<number, (field: Reader) => unknown>): void {
  while (message.pos < message.len) {
    const tag = message.uint32()
    const read = fields[tag >>> 3]
    if (read === undefined) message.skipType(tag & 7)
    else read(message)
  }
}
