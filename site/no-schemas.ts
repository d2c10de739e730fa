/**
 * Stands for zod in the bundle: the pages need the tables and functions of the domain, and none of the schemas beside
 * them, which are half a megabyte and would try `eval`.
 */
const nothing: unknown = new Proxy(() => nothing, {
  get: (_target, name) => {
    if (/parse/i.test(String(name))) throw new Error('schemas are not in the bundle')
    return nothing
  },
  apply: () => nothing,
})

export const z = nothing
