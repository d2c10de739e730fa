import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Half of the start is compiling. The import is dynamic because a static one would be compiled before this line runs.
enableCompileCache(fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)))
await import('./src/stdio.ts')
