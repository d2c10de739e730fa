/** What the page is told of itself, because it can't know. */
export interface Identity {
  /** The browser with its exact version, and how it was started where that matters. */
  toolchain: string
  /** Exact version of libp2p in the bundle. */
  version: string
  libraries: Record<string, string>
}
