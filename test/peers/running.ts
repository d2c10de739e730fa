import { execFile } from 'node:child_process'
import { glob, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Command lines of the processes on this machine that mention `mark`. */
export async function running(mark: string): Promise<string[]> {
  const commandLines = process.platform === 'linux' ? await fromProc() : await fromPs()
  return commandLines.filter((line) => line.includes(mark))
}

async function fromProc(): Promise<string[]> {
  const files = await Array.fromAsync(glob('/proc/[0-9]*/cmdline'))
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => ''))) // gone meanwhile
  return texts.map((text) => text.replaceAll('\0', ' '))
}

async function fromPs(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args='])
  return stdout.split('\n')
}
