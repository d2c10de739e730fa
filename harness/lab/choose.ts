import { UserError } from '../domain/errors.ts'
import type { Lab } from './lab.ts'
import { probeLabs, registry, type LabProbe } from './registry.ts'

/** What `--lab` can say: `auto`, or the name of a lab. */
export const labRequests: readonly string[] = ['auto', ...registry.map(({ name }) => name)]

/** A lab that works here, and in a few words why it was taken. */
export interface LabChoice {
  readonly lab: Lab
  readonly why: string
}

/** Throws a UserError with the fix if the lab was asked for by name and can't be had. */
export async function chooseLab(request: string): Promise<LabChoice> {
  return pickLab(request, await probeLabs())
}

/** `auto` takes the first that is usable, and says why the ones before it are not. */
export function pickLab(request: string, probes: readonly LabProbe[]): LabChoice {
  const candidates = probes.filter(({ name }) => request === 'auto' || request === name)
  const taken = candidates.find((probe) => probe.usable)
  const passedOver = taken === undefined ? candidates : candidates.slice(0, candidates.indexOf(taken))
  const refusals = passedOver.flatMap((probe) => (probe.usable ? [] : [{ name: probe.name, ...probe.refusal }]))
  if (taken !== undefined) {
    const why = refusals.map(({ name, reason }) => `no ${name}: ${reason}`).join('; ')
    return { lab: taken.lab, why: why || taken.detail }
  }
  throw new UserError(
    refusals.map(({ name, reason, said }) => `the ${name} lab can't be had here: ${sentence(reason, said)}`).join('\n'),
    { hint: refusals.map(({ fix }) => fix).join('\n') },
  )
}

function sentence(reason: string, said: string | undefined): string {
  return said === undefined ? reason : `${reason}: ${said}`
}
