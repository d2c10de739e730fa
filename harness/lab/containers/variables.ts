/** Of a program's variables those that it was given beyond what the harness has itself: a container is another machine. */
export function ownVariables(
  given: Readonly<Record<string, string>>,
  harness: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const own = Object.entries(given).filter(([name, value]) => name !== 'PATH' && harness[name] !== value)
  return Object.fromEntries(own.map(([name, value]) => [name, name === artifacts ? '/tmp/artifacts' : value]))
}

/** A folder of this machine, into which no container can write. */
const artifacts = 'CONNECTIVITY_ARTIFACTS'
