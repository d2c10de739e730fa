import type { ImplementationId } from '../domain/cell.ts'
import { UserError } from '../domain/errors.ts'
import type { RunEvent } from '../domain/run.ts'
import type { Lab } from '../lab/lab.ts'
import { prepare } from '../peers/build.ts'
import type { Implementation } from '../peers/inventory.ts'
import type { PeerCommand } from '../peers/peer-program.ts'

export interface Preparation {
  readonly lab: Lab
  readonly cacheFolder: string
  readonly env: NodeJS.ProcessEnv
  readonly emit: (event: RunEvent) => void
  readonly signal: AbortSignal
}

export interface Prepared {
  readonly commands: ReadonlyMap<ImplementationId, PeerCommand>
  /** Why an implementation can't take part, with the fix. */
  readonly missing: ReadonlyMap<ImplementationId, string>
}

/** Builds what isn't built. What can't be had is named, and the others go on without it. */
export async function prepareAll(
  implementations: readonly Implementation[],
  preparation: Preparation,
): Promise<Prepared> {
  const { lab, cacheFolder, env, emit, signal } = preparation
  const commands = new Map<ImplementationId, PeerCommand>()
  const missing = new Map<ImplementationId, string>()
  await Promise.all(
    implementations.map(async (implementation) => {
      const { id } = implementation
      const onProgress = (step: string) => emit({ type: 'preparing', implementation: id, step })
      try {
        const command = await prepare(implementation, { cacheFolder, env, onProgress }, signal)
        await provide(lab, command, onProgress, signal)
        commands.set(id, command)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        const message = error.hint === undefined ? error.message : `${error.message}\n${error.hint}`
        missing.set(id, message)
        emit({ type: 'implementation', id, report: { state: 'missing', message } })
      }
    }),
  )
  return { commands, missing }
}

/** Has the lab make ready what its hosts do not have. */
async function provide(
  lab: Lab,
  { contents, env }: PeerCommand,
  onProgress: (step: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (contents === undefined) return
  if (contents.kind === 'image' && lab.can.images !== true) {
    const { reason, fix } = lab.can.images
    throw new UserError(`the ${lab.name} lab has no images: ${reason}`, { hint: fix })
  }
  await lab.provide?.(contents, { path: env['PATH'] ?? '', onProgress, signal })
}
