import type Docker from 'dockerode'
import type { Abilities } from '../lab.ts'
import type { LabEntry, LabProbe } from '../registry.ts'
import { within } from '../../time/deadline.ts'
import { containers } from './containers.ts'
import { connect, isTooOld, oldestApi, versionOf } from './engine.ts'
import { refusedByEngine } from './refused.ts'
import { refusedWire } from './refused-wire.ts'

const name = 'containers'

export const containersEntry: LabEntry = { name, probe }

const answer = { what: 'answer of the container engine', ms: 5_000 }

async function probe(): Promise<LabProbe> {
  const refused = (error: unknown): LabProbe => ({ name, usable: false, refusal: refusedByEngine(error) })
  try {
    const docker = connect()
    const engine = await within(answer, new AbortController().signal, () => versionOf(docker))
    if (isTooOld(engine.api)) {
      const reason = `the container engine ${engine.name} speaks version ${engine.api} of the API, and ${oldestApi} or newer is needed`
      return {
        name,
        usable: false,
        refusal: { reason, fix: 'install a newer engine (Debian: apt-get install docker.io)' },
      }
    }
    const detail = `engine ${engine.name}, one container per program`
    return { name, usable: true, lab: containers(docker, await containersCan(docker)), detail }
  } catch (error) {
    return refused(error)
  }
}

const notBuilt = (what: string) => ({ reason: `this lab has no ${what} yet`, fix: 'use the namespaces lab' })

async function containersCan(docker: Docker): Promise<Abilities> {
  const noWire = await refusedWire(docker)
  return {
    nat: notBuilt('routers'),
    ip6: noWire === null || { ...noWire, reason: `only where the engine's bridges can be shut: ${noWire.reason}` },
    dns: notBuilt('name server'),
    witness: noWire ?? true,
    capture: notBuilt('captures'),
    shape: notBuilt('delay or loss'),
    images: true,
  }
}
