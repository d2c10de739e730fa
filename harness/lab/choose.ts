import { UserError } from '../domain/errors.ts'
import type { Lab, LabName } from './lab.ts'
import { openLoopback } from './loopback.ts'
import { openNamespaces } from './namespaces.ts'
import { probeLabs, type LabProbe, type UsableLab } from './probe.ts'

/** What `--lab` can say. */
export type LabRequest = LabName | 'auto'
export const labRequests: readonly LabRequest[] = ['auto', 'namespaces', 'loopback']

/** A lab that works here, and in a few words why it was taken. */
export type LabChoice = UsableLab & { readonly why: string }

/** Throws a UserError with the fix if the lab was asked for by name and can't be had. */
export async function chooseLab(request: LabRequest): Promise<LabChoice> {
  return pickLab(request, await probeLabs())
}

/** `auto` takes the first that is usable, and tells why the ones before it are not. */
export function pickLab(request: LabRequest, probes: readonly LabProbe[]): LabChoice {
  const candidates = probes.filter(({ name }) => request === 'auto' || request === name)
  const taken = candidates.find((probe) => probe.usable)
  const refusals = candidates.flatMap((probe) => (probe.usable ? [] : [{ name: probe.name, ...probe.refusal }]))
  if (taken !== undefined) {
    const why = refusals.map(({ name, reason }) => `no ${name}: ${reason}`).join('; ')
    return { ...taken.lab, why: why || taken.detail }
  }
  throw new UserError(
    refusals.map(({ name, reason, said }) => `the ${name} lab can't be had here: ${sentence(reason, said)}`).join('\n'),
    { hint: refusals.map(({ fix }) => fix).join('\n') },
  )
}

function sentence(reason: string, said: string | undefined): string {
  return said === undefined ? reason : `${reason}: ${said}`
}

export async function openLab(lab: UsableLab, signal: AbortSignal): Promise<Lab> {
  switch (lab.name) {
    case 'loopback':
      return openLoopback()
    case 'namespaces':
      return await openNamespaces(lab.access, signal)
  }
}
