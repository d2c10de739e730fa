import { isUtf8 } from 'node:buffer'
import { open, type FileHandle } from 'node:fs/promises'
import { UserError } from '../domain/errors.ts'
import { visible } from '../domain/quoted.ts'

/** More than any file of ours has, and less than what takes longer than a moment to read. */
const mostBytes = 256 * 1024

/** The text of a file that a user wrote. `file`: as messages name it; `hint`: what else may help. */
export async function readUserFile(path: string, file: string, hint: string): Promise<string> {
  const name = visible(file)
  try {
    await using handle = await open(path)
    const stat = await handle.stat()
    if (!stat.isFile() && !stat.isFIFO()) throw new UserError(`${name} is not a file`, { hint })
    const bytes = await firstBytes(handle, mostBytes + 1)
    if (bytes.length > mostBytes) {
      const size = `larger than ${mostBytes / 1024} KiB`
      throw new UserError(
        `${name}:1:1: this file is ${size}, which is more than can be read in a moment; make it smaller`,
      )
    }
    if (!isUtf8(bytes)) throw new UserError(`${invalidPlace(name, bytes)}: not UTF-8; save the file as UTF-8 text`)
    return bytes.toString()
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    const { code, message } = cause as NodeJS.ErrnoException
    throw new UserError(code === 'ENOENT' ? `there is no ${name}` : `cannot read ${name}: ${visible(message)}`, {
      hint,
      cause,
    })
  }
}

async function firstBytes(handle: FileHandle, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await handle.read(buffer, length, most - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

/** Of the first character that is not one. */
function invalidPlace(name: string, bytes: Buffer): string {
  const text = bytes.toString()
  const lines = text.slice(0, text.indexOf('\uFFFD')).split('\n')
  return `${name}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}
