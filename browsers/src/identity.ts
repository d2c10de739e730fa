/** What the page can't know of itself. */
export interface Identity {
  /** The browser with its exact version, and how it was started where that matters. */
  toolchain: string
  /** Exact version of libp2p in the bundle. */
  version: string
  libraries: Record<string, string>
}
