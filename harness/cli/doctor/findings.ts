/** `lacking`: a run can do without it, but something else can't. */
export type State = 'good' | 'bad' | 'lacking' | 'fact'

/** One thing that was looked at. */
export interface Finding {
  readonly state: State
  readonly what: string
  readonly detail: string
  /** What else there is to say about it, a line each. */
  readonly notes?: readonly string[]
  readonly fix?: string
}

export interface Section {
  readonly title: string
  readonly findings: readonly Finding[]
}
