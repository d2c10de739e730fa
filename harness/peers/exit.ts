import type { Exit } from '../lab/lab.ts'

export function describeExit(exit: Exit): string {
  switch (exit.kind) {
    case 'code':
      return `exit code ${exit.code}`
    case 'signal':
      return `signal ${exit.signal}`
    case 'not-started':
      return exit.message
  }
}
