import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { findTool } from '../tools.ts'

/** Whether the file is a program or library of this system's binary format, by its first four bytes. */
export async function isElf(file: string): Promise<boolean> {
  return (await firstBytes(file, 4)).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]))
}

/** The programs that a script's first line names: its interpreter, and what `env` is to look for in PATH. */
export async function interpretersOf(file: string): Promise<string[]> {
  const [line = ''] = (await firstBytes(file, 128)).toString().split('\n')
  const { interpreter, looked } =
    /^#! *(?<interpreter>\/\S+)(?: +(?:-S +)?(?<looked>[^-\s]\S*))?/.exec(line)?.groups ?? {}
  if (interpreter === undefined) return []
  return path.basename(interpreter) === 'env' && looked !== undefined ? [interpreter, looked] : [interpreter]
}

/** Libraries that the loader would load for these files, the loader itself included, by the paths it looks at. */
export async function librariesOf(files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return []
  return parseLdd(await outputOf(findTool('ldd') ?? 'ldd', files))
}

/** Reads what `ldd` prints. What it can't find is no part of this system, such as a prebuilt library for another libc. */
export function parseLdd(text: string): string[] {
  const paths = text.matchAll(/^\s+(?:\S+ => )?(?<path>\/\S+) \(0x[0-9a-f]+\)$/gm)
  return [...new Set([...paths].map(({ groups }) => groups?.['path'] ?? ''))].sort()
}

async function firstBytes(file: string, count: number): Promise<Buffer> {
  await using handle = await open(file)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0)
  return buffer.subarray(0, bytesRead)
}

/** It exits with 1 when one of them links to nothing, which is no fault. */
async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  execFile(program, args, { env: { LC_ALL: 'C' }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
    if (error !== null && typeof error.code === 'string') reject(error)
    else resolve(stdout)
  })
  return await promise
}
