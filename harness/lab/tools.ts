import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Where system tools are, even if the PATH of an ordinary user leaves these folders out. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']

export function toolPath(): string {
  return [process.env['PATH'], ...systemFolders].filter(Boolean).join(path.delimiter)
}

/** Absolute path of a tool of the operating system. */
export function findTool(name: string): string | undefined {
  return toolPath()
    .split(path.delimiter)
    .map((folder) => path.resolve(folder, name))
    .find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
