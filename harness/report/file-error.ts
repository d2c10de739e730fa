import { UserError } from '../domain/errors.ts'

/** A file of the report that could not be written, as something that the user can fix. */
export function writeError(file: string, cause: unknown): UserError {
  return new UserError(`can't write ${file}: ${messageOf(cause)}`, { hint: hintFor(codeOf(cause)), cause })
}

function hintFor(errno: string | undefined): string {
  const elsewhere = 'or write elsewhere with --reports DIR'
  switch (errno) {
    case 'ENOSPC':
      return `free some space on that disk, ${elsewhere}`
    case 'EDQUOT':
      return `free some of your disk quota, ${elsewhere}`
    case 'EACCES':
    case 'EPERM':
      return `make that folder writable for you, ${elsewhere}`
    case 'EROFS':
      return `that disk is mounted read-only: mount it writable, ${elsewhere}`
    case 'EISDIR':
    case 'EEXIST':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
      return `something else has that name: move it away, ${elsewhere}`
    default:
      return `see to it that it can be written, ${elsewhere}`
  }
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
