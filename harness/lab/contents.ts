/** What a program finds in a host that has a file system of its own. Where hosts see this machine's files, it is of no account. */
export type Contents = BroughtImage | OwnFiles

/** An image that its user has made ready, by the name that the engine knows it by. */
export interface BroughtImage {
  readonly kind: 'image'
  readonly name: string
}

/** Files of this machine, and of no other kind than they say: what the programs link to comes with them. */
export interface OwnFiles {
  readonly kind: 'files'
  /** For people. */
  readonly name: string
  /** The program runs in it. */
  readonly folder: string | null
  /** Names what is in the folder, so that it need not be read to know that it is the same as before. */
  readonly folderKey?: string
  /** Found in PATH, or by absolute path. */
  readonly programs: readonly string[]
  /** Files and whole folders, by absolute path, which they keep; `*` stands for anything in a name. */
  readonly also: readonly string[]
}
