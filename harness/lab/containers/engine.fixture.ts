import type { OwnFiles } from '../contents.ts'
import type { Lab, SpawnOptions } from '../lab.ts'
import { chooseLab } from '../choose.ts'

const tools: OwnFiles = {
  kind: 'files',
  name: 'test-tools',
  folder: null,
  programs: ['node', 'sh', 'cat', 'sleep', 'env', 'head'],
  also: [],
}

/** What the tests of this lab run their programs with. */
export const withTools: SpawnOptions = { cwd: '/', env: {}, contents: tools }

/** The lab, with its test image made; or why it can't be had here. */
export async function containersLab(): Promise<{ lab: Lab; refused: null } | { lab: null; refused: string }> {
  try {
    const { lab } = await chooseLab('containers')
    const provision = { path: process.env['PATH'] ?? '', onProgress: () => {}, signal: AbortSignal.timeout(60_000) }
    await lab.provide?.(tools, provision)
    return { lab, refused: null }
  } catch (error) {
    return { lab: null, refused: String(error) }
  }
}
