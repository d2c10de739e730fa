/** What matrix.yaml says should happen in a cell. */
export type Expectation =
  | { readonly kind: 'connects' }
  /** A known bug: the cell fails, at `stage` if that is given. A pass means that the entry is stale. */
  | { readonly kind: 'known-failing'; readonly issue: string; readonly reason: string; readonly stage?: string }
  /** A known race: the cell may pass or fail. */
  | { readonly kind: 'known-flaky'; readonly issue: string; readonly reason: string }
  /** No released library can do it: by design of the platform, or because nobody has implemented it yet. */
  | {
      readonly kind: 'unsupported'
      readonly because: 'by-design' | 'not-implemented'
      readonly reason: string
      readonly link: string
    }

export const connects: Expectation = { kind: 'connects' }
