import type { Exit } from '../lab/lab.ts'

export function describeExit(exit: Exit): string {
  switch (exit.kind) {
    case 'code':
      return `exit code ${exit.code}`
    case 'signal':
      return exit.why === undefined ? `signal ${exit.signal}` : `signal ${exit.signal} (${exit.why})`
    case 'not-started':
    case 'lost':
      return exit.message
  }
}
