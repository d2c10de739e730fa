import { plainText } from '../../domain/plain-text.ts'

export type Attributes = Readonly<Record<string, string | number>>

/** An element of XML 1.0. Attributes and text may be anything; `children` are elements. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const open = `<${name}${written.join('')}`
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`
}

/** Text of an element. XML has no way at all to write most control characters. */
export function escaped(text: string): string {
  return plainText(text)
    .replaceAll(/[\uFFFE\uFFFF]/g, '')
    .replaceAll(/[&<>"'\n]/g, (character) => `&#${character.charCodeAt(0)};`)
}
