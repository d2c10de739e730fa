import type { Exit } from '../../lab/lab.ts'
import type { MethodName } from '../../protocol/messages.ts'
import type { Role } from '../../domain/role.ts'
import { plantsIn, type Plant } from '../plant.ts'
import type { Lie } from './lie.ts'
import { neverAnswers, whenAsked } from './words.ts'

const ways: Readonly<Record<string, (method: MethodName) => Lie>> = {
  'is killed': (method) => ends(method, { kind: 'signal', signal: 'SIGKILL' }),
  'crashes with last words': (method) => ends(method, { kind: 'code', code: 2 }, 'panic: index out of range [3]'),
  'exits as if all were well': (method) => ends(method, { kind: 'code', code: 0 }),
  'closes its stdout': (method) => whenAsked(method, ({ stdout }) => void stdout.end()),
  hangs: (method) => neverAnswers(method),
}

function ends(method: MethodName, exit: Exit, lastWords?: string): Lie {
  return whenAsked(method, (means) => {
    if (lastWords !== undefined) means.stderr.write(`${lastWords}\n`)
    means.exit(exit)
  })
}

/** Every way to end, when it is asked for each of these. */
export function deathsIn(
  plant: ReturnType<typeof plantsIn>,
  asked: Readonly<Partial<Record<Role, readonly MethodName[]>>>,
): Plant[] {
  return Object.entries(asked).flatMap(([role, methods]) =>
    (methods ?? []).flatMap((method) =>
      Object.entries(ways).map(([way, lie]) => plant(role as Role, `${way} when asked to ${method}`, lie(method))),
    ),
  )
}
