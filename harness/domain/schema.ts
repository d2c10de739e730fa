import type { z } from 'zod'

/** What a schema describes, not to be changed by anybody. Whatever is published has its type from its schema this way. */
export type Described<Schema extends z.ZodType> = DeepReadonly<z.infer<Schema>>

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T
