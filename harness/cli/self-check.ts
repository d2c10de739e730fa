import { exitCodes } from '../report/exit-code.ts'
import { check, type Finding } from '../self-check/check.ts'
import { plants } from '../self-check/plants.ts'
import type { Io } from './io.ts'

/** Plants every lie that there is, and says which of them the judge catches: `caught/planted` by scenario. */
export async function selfCheck({ json }: { readonly json: boolean }, io: Io): Promise<number> {
  const findings: Finding[] = []
  for (const plant of plants) findings.push(await check(plant, io.signal))
  const missed = findings.filter(({ isCaught }) => !isCaught)
  io.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : text(findings, missed))
  return missed.length === 0 ? exitCodes.asExpected : exitCodes.unexpected
}

function text(findings: readonly Finding[], missed: readonly Finding[]): string {
  const byScenario = [...Map.groupBy(findings, ({ scenario }) => scenario)].map(
    ([scenario, some]) => `  ${scenario.padEnd(10)} ${caughtOf(some)}`,
  )
  return [
    'lies that are planted in peers, and caught:',
    ...byScenario,
    ...missed.map(({ plant }) => `  ✗ missed: ${plant}`),
    `${caughtOf(findings)} caught`,
    '',
  ].join('\n')
}

function caughtOf(findings: readonly Finding[]): string {
  return `${findings.filter(({ isCaught }) => isCaught).length}/${findings.length}`
}
