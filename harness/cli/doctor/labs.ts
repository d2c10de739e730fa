import { pickLab } from '../../lab/choose.ts'
import type { LabProbe } from '../../lab/registry.ts'
import type { Finding, Section } from './findings.ts'

export function labSection(probes: readonly LabProbe[]): Section {
  return { title: 'Labs', findings: [...probes.map(labFinding), autoFinding(probes)] }
}

function labFinding(probe: LabProbe): Finding {
  const what = probe.name
  if (probe.usable) return { state: 'good', what, detail: probe.detail }
  const { reason, said, fix } = probe.refusal
  return { state: 'lacking', what, detail: reason, notes: said === undefined ? [] : [said], fix }
}

function autoFinding(probes: readonly LabProbe[]): Finding {
  if (!probes.some(({ usable }) => usable)) return { state: 'bad', what: 'auto', detail: 'no lab can be had here' }
  const { lab, why } = pickLab('auto', probes)
  return { state: 'fact', what: 'auto', detail: `takes ${lab.name}: ${why}` }
}
