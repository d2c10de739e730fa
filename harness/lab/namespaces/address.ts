/** The address of a network's `number`-th host; counts from 1. `range` is in CIDR notation. */
export function ip4Of(range: string, number: number): string {
  const [a, b, c = 0] = range.split('/')[0]?.split('.').map(Number) ?? []
  // The last byte avoids 0 and 255, which mean something else in networks that people are used to.
  return `${a}.${b}.${c + Math.floor((number - 1) / 254)}.${((number - 1) % 254) + 1}`
}

/** The same for IPv6, in its canonical text. `range` ends with `::` before its length. */
export function ip6Of(range: string, number: number): string {
  return `${range.split('/')[0]}${number.toString(16)}`
}

/** The address with the length of its range, as `ip addr add` wants it. */
export function within(range: string, address: string): string {
  return `${address}/${range.split('/')[1]}`
}
