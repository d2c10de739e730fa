/** A peer program that speaks the peer protocol without any libp2p, and lies as its argument says. */
import { behaviours } from './scripted/behaviours.ts'
import { runProgram } from './scripted/program.ts'

const name = process.argv[2] ?? 'honest'
if (!Object.hasOwn(behaviours, name)) throw new Error(`no behaviour ${name}: ${Object.keys(behaviours).join(', ')}`)
runProgram(behaviours[name as keyof typeof behaviours])
