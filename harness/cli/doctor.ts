import { probeLabs } from '../lab/registry.ts'
import { loadMatrix } from '../matrix/load.ts'
import { readImplementation } from '../peers/inventory.ts'
import { exitCodes } from '../report/exit-code.ts'
import { painter } from '../report/paint.ts'
import { diskSection } from './doctor/disk.ts'
import { labSection } from './doctor/labs.ts'
import { machineSection, toolchainSection, type ImplementationTools } from './doctor/machine.ts'
import { doctorPage } from './doctor/page.ts'
import { cacheFolder, type Io } from './io.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

/** Prints what this machine can and can't do, with the fixes. 0 if there is a lab and every toolchain, else 3. */
export async function doctor({ matrixFile }: { readonly matrixFile: string }, io: DoctorIo): Promise<number> {
  const { env, stdout } = io
  const sections = await Promise.all([
    machineSection(env),
    toolchainSection(await toolchains(matrixFile, io.cwd), env),
    probeLabs().then(labSection),
    diskSection(cacheFolder(env)),
  ])
  stdout.write(forTerminal(doctorPage(sections, painter(wantsColour(stdout, env))), env))
  const healthy = sections.every(({ findings }) => findings.every(({ state }) => state !== 'bad'))
  return healthy ? exitCodes.asExpected : exitCodes.harness
}

export interface DoctorIo extends Pick<Io, 'env' | 'cwd'> {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
}

async function toolchains(matrixFile: string, cwd: string): Promise<ImplementationTools[]> {
  const { implementations } = await loadMatrix(matrixFile, cwd)
  const read = await Promise.all(implementations.map(({ id, source }) => readImplementation(id, source)))
  return read.map((one) => ({
    id: one.id,
    folder: one.folder,
    tools: one.kind === 'folder' ? [...one.peer.build.toolchain, ...one.peer.requires] : [],
  }))
}
