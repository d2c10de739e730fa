import { pickLab } from '../../lab/choose.ts'
import { abilities, type Abilities } from '../../lab/lab.ts'
import type { LabProbe } from '../../lab/registry.ts'
import type { Finding, Section } from './findings.ts'

export function labSection(probes: readonly LabProbe[]): Section {
  return { title: 'Labs', findings: [...probes.map(labFinding), autoFinding(probes)] }
}

function labFinding(probe: LabProbe): Finding {
  const what = probe.name
  if (probe.usable) return { state: 'good', what, detail: probe.detail, notes: lackingLines(probe.lab.can) }
  const { reason, said, fix } = probe.refusal
  return { state: 'lacking', what, detail: reason, notes: said === undefined ? [] : [said], fix }
}

/** A line for each cause, with all that it keeps the lab from. */
function lackingLines(can: Abilities): string[] {
  const lacking = abilities.flatMap((ability) => {
    const answer = can[ability]
    return answer === true ? [] : [{ ability, cause: `${answer.reason} (fix: ${answer.fix})` }]
  })
  const byCause = Map.groupBy(lacking, ({ cause }) => cause)
  return [...byCause].map(([cause, some]) => `no ${some.map(({ ability }) => ability).join(', ')}: ${cause}`)
}

function autoFinding(probes: readonly LabProbe[]): Finding {
  if (!probes.some(({ usable }) => usable)) return { state: 'bad', what: 'auto', detail: 'no lab can be had here' }
  const { lab, why } = pickLab('auto', probes)
  return { state: 'fact', what: 'auto', detail: `takes ${lab.name}: ${why}` }
}
