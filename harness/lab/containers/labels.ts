import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** On everything that this project makes in an engine; its value is a version, for what sweeps. */
export const ours = 'connectivity.matrix'
const version = '1'

/** Of one site: the name by which all of it is found again. */
export interface SiteLabels {
  readonly id: string
  /** When it was opened, in ISO 8601. */
  readonly started: string
  readonly topology: string
}

export function newSite(topology: string): SiteLabels {
  return { id: randomBytes(5).toString('hex'), started: new Date().toISOString(), topology }
}

export const siteLabel = 'connectivity.site'
export const startedLabel = 'connectivity.started'
export const pidLabel = 'connectivity.pid'
export const machineLabel = 'connectivity.machine'

export function labelsOf({ id, started, topology }: SiteLabels, more: Readonly<Record<string, string>> = {}) {
  return {
    [ours]: version,
    [siteLabel]: id,
    [startedLabel]: started,
    'connectivity.topology': topology,
    [pidLabel]: String(process.pid),
    [machineLabel]: hostname(),
    ...more,
  }
}
