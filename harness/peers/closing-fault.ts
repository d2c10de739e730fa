import { describeExit } from './exit.ts'
import type { PeerFailure } from './peer-failure.ts'
import type { Ending } from './process-end.ts'

const silentEnds: Readonly<Record<Ending['kind'], string>> = {
  exited: '',
  killed: '; it was killed',
  'left behind': '; it could not be killed',
}

/** What a program did wrong at its end that no cell has reported: `undefined` if nothing. */
export function closingFault(failure: PeerFailure | undefined, isKnown: boolean, ending: Ending): string | undefined {
  if (failure?.code === 'silent') return `gave ${failure.message}${silentEnds[ending.kind]}`
  switch (ending.kind) {
    case 'killed':
      return `still there ${seconds(ending.afterMs)} after end of input; it was killed`
    case 'left behind':
      return `still there ${seconds(ending.afterMs)} after end of input, and after SIGKILL; it was left behind`
    case 'exited':
      break
  }
  if (failure !== undefined) return isKnown ? undefined : failure.message
  const { exit } = ending
  return exit.kind === 'code' && exit.code === 0
    ? undefined
    : `closed with ${describeExit(exit)} instead of exit code 0`
}

function seconds(ms: number): string {
  return `${ms / 1000} s`
}
