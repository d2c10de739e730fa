import { UserError } from '../../domain/errors.ts'
import type { Tool } from '../../peers/peer-yaml.ts'
import { toolVersion } from '../../peers/tool.ts'
import type { Finding, Section, State } from './findings.ts'

/** What an implementation needs to be built and run, as the peer.yaml in its folder says. */
export interface ImplementationTools {
  readonly id: string
  readonly folder: string
  readonly tools: readonly Tool[]
}

/** What the project itself is worked on with, and what labs bring as services. */
const ownTools: readonly Tool[] = [
  { command: ['npm', '--version'], hint: 'npm comes with Node: https://nodejs.org' },
  { command: ['make', '--version'], hint: 'apt-get install make, or call ./connectivity yourself' },
  { command: ['git', '--version'], hint: 'apt-get install git' },
  { command: ['turnserver', '--version'], hint: 'apt-get install coturn: the STUN server of WebRTC cells' },
]

export async function machineSection(env: NodeJS.ProcessEnv): Promise<Section> {
  const node: Finding = { state: 'good', what: 'node', detail: process.version }
  const own = ownTools.map((tool) => toolFinding(tool, '.', 'lacking', env))
  return { title: 'Machine', findings: [node, ...(await Promise.all(own))] }
}

/** One row for each toolchain, however many implementations share it. */
export async function toolchainSection(
  implementations: readonly ImplementationTools[],
  env: NodeJS.ProcessEnv,
): Promise<Section> {
  const needs = implementations.flatMap(({ id, folder, tools }) => tools.map((tool) => ({ id, folder, tool })))
  const byCommand = Map.groupBy(needs, ({ tool }) => tool.command.join(' '))
  const findings = [...byCommand.values()].map(async (users) => {
    const finding = await toolFinding(users[0]!.tool, users[0]!.folder, 'bad', env)
    return { ...finding, detail: `${finding.detail} (for ${users.map(({ id }) => id).join(', ')})` }
  })
  return { title: 'Toolchains', findings: await Promise.all(findings) }
}

async function toolFinding(tool: Tool, cwd: string, otherwise: State, env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = tool.command[0] ?? ''
  try {
    return { state: 'good', what, detail: await toolVersion(tool, cwd, env) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { state: otherwise, what, detail: error.message, ...(error.hint !== undefined && { fix: error.hint }) }
  }
}
