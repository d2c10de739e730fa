import { plantsIn } from '../../plant.ts'
import { deathsIn } from '../deaths.ts'
import type { Frame } from '../../peer/messages.ts'
import { tampers } from '../wire.ts'
import type { Lie } from '../lie.ts'

const plant = plantsIn('direct', 'tcp+noise')

/** Is killed when the other end wants something of it. */
const killedWhenAskedOverTheWire = (ask: string): Lie =>
  tampers({
    received: (message, means) => {
      const frame = message as Frame
      if (frame.kind === 'ask' && frame.body.ask === ask) means.exit({ kind: 'signal', signal: 'SIGKILL' })
      return message
    },
  })

/** Programs that end, or hang, in the middle of a cell. */
export const deaths = [
  ...deathsIn(plant, {
    dialer: ['hello', 'start', 'subscribe', 'dial', 'ping', 'publish', 'direct-message', 'connections', 'stop'],
    listener: ['hello', 'start', 'subscribe', 'ping', 'publish', 'direct-message', 'connections', 'stop'],
  }),
  ...(['identify', 'ping', 'direct-message'] as const).flatMap((ask) => [
    plant('dialer', `is killed when the other end asks for ${ask}`, killedWhenAskedOverTheWire(ask)),
    plant('listener', `is killed when the other end asks for ${ask}`, killedWhenAskedOverTheWire(ask)),
  ]),
]
