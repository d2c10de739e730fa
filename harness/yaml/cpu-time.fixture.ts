/** Processor time in milliseconds: unlike the time on the wall, it does not depend on what else the machine does. */
export function stopwatch(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
}
