import type { Hello } from '../../protocol/messages.ts'
import type { Lie } from './lie.ts'
import { answers } from './words.ts'

/** Says something else of itself. */
export const says = (change: (honest: Hello) => object): Lie =>
  answers('hello', (result) => ({ ...result, ...change(result as Hello) }))

/** Declares something else. */
export const can = (change: (honest: Hello['capabilities']) => object): Lie =>
  says(({ capabilities }) => ({ capabilities: { ...capabilities, ...change(capabilities) } }))
