/** `*` stands for anything within one part of an id, `**` for anything; the rest must be there as it is. */
export function compilePattern(pattern: string): (id: string) => boolean {
  const pieces = pattern.split(/(\*\*|\*)/).map((piece) => {
    if (piece === '**') return '.*'
    return piece === '*' ? '[^/]*' : RegExp.escape(piece)
  })
  const whole = new RegExp(`^${pieces.join('')}$`, 'su')
  return (id) => whole.test(id)
}

export function compilePatterns(patterns: readonly string[]): (id: string) => boolean {
  const matchers = patterns.map(compilePattern)
  return (id) => matchers.some((matches) => matches(id))
}
