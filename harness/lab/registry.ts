import type { Lab } from './lab.ts'
import { containersEntry } from './containers/probe.ts'
import { loopbackEntry } from './loopback/loopback.ts'
import { namespacesEntry } from './namespaces/probe.ts'
import type { Refusal } from './refusal.ts'

/** A kind of lab that the product knows. */
export interface LabEntry {
  readonly name: string
  /** Tries it for real on this machine. */
  probe(): Promise<LabProbe>
}

export type LabProbe =
  | { readonly name: string; readonly usable: true; readonly lab: Lab; readonly detail: string }
  | { readonly name: string; readonly usable: false; readonly refusal: Refusal }

/** Every kind of lab; the preferred one comes first. */
export const registry: readonly LabEntry[] = [namespacesEntry, loopbackEntry, containersEntry]

export async function probeLabs(): Promise<LabProbe[]> {
  return await Promise.all(registry.map((entry) => entry.probe()))
}
