import type { Content } from '../protocol/messages.ts'

// Byte for byte: a byte order mark is part of the text, and a broken sequence is not silently replaced.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function contentOf(bytes: Uint8Array): Content {
  try {
    return { text: utf8.decode(bytes) }
  } catch {
    return { base64: btoa(String.fromCodePoint(...bytes)) }
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
