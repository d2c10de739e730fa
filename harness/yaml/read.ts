import { complaintsError, type Complaint } from './complaints.ts'
import { Fragment } from './fragment.ts'
import { parseYaml } from './parse.ts'

/**
 * What `read` makes of the text of a file that a user wrote. `file`: as messages name it. Throws one UserError, with
 * `hint`, that lists everything that is wrong in the text, each with its place.
 */
export function readYaml<T>(text: string, file: string, hint: string, read: (root: Fragment) => T): NonNullable<T> {
  const yaml = parseYaml(text, file)
  if (yaml.kind === 'unreadable') throw complaintsError(file, yaml.complaints, hint)
  const complaints: Complaint[] = [...yaml.complaints]
  const value = read(new Fragment(yaml.root, complaints))
  if (complaints.length > 0) throw complaintsError(file, complaints, hint)
  if (value === undefined || value === null) throw new Error(`nothing was read of ${file}, and nothing is wrong in it`)
  return value
}
